"""Beside the sheet being keyed: the item in hand, large; how the batch and the survey stand; the keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QScrollArea, QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.surveys import model
from crm_desktop.surveys.entry import Batch
from crm_desktop.surveys.keying import Keying
from crm_desktop.surveys.plans import Progress
from ui.kit import words
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, Sheet, column, row

WIDE = 268   # effective pixels
KEYS = (("1 – 5", N_("answer, and on to the next item")), ("0", N_("no answer")),
        ("Backspace  −", N_("back one item")), ("↑ ↓", N_("to any item")), ("/", N_("the customer")),
        ("*", N_("the sheet is not valid")), ("Enter", N_("save, next sheet")), ("Esc", N_("stop, keep the draft")))


class EntrySide(QScrollArea):
    """Three sheets; they scroll where the window is low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "page")
        box = column(inner, spacing=12)
        self.setWidget(inner)
        self.place, self.bar = Label(bold=True), QProgressBar()
        self.bar.setRange(0, len(model.ITEMS))
        self.bar.setTextVisible(False)
        self.item, self.steps, self.last = Label(size="title", wrap=True), Label(wrap=True), Label(
            tone="second", size="dense", wrap=True)
        here = Sheet()
        for part in (self.place, self.bar, self.item, self.steps, self.last):
            here.box.addWidget(part)
        box.addWidget(here)
        self.batch = _Counters()
        box.addWidget(self.batch)
        self.keys = _keys()
        box.addWidget(self.keys)
        box.addStretch(1)
        words.put_name(self.bar, N_("Items entered"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the page is."""
        return QSize(px(WIDE), px(150))

    def show_keying(self, keying: Keying) -> None:
        """Where the keyboard stands, and what was answered last."""
        fields = forms.get(model.FORM).by_id
        done = len(model.ITEMS) - len(keying.open_items())
        self.bar.setValue(done)
        item = keying.item
        if item is None:
            words.put(self.place, N_("{done} of {count} items entered"), done=done, count=len(model.ITEMS))
            words.put(self.item, N_("Written answers"))
            words.put(self.steps, N_("Enter saves the sheet."))
        else:
            words.put(self.place, N_("Item {number} of {count}"), number=keying.at + 1, count=len(model.ITEMS))
            words.put(self.item, fields[item].text)
            words.put(self.steps, lambda: "   ".join(
                f"{n} {c.text()}" for n, c in enumerate(fields[item].choices, 1)))
        before = model.ITEMS[keying.at - 1] if keying.at else None
        if before is None:
            words.drop(self.last)
            self.last.setText("")
        else:
            words.put(self.last, lambda: _("Before: {item} = {answer}").format(
                item=fields[before].text(), answer=_answer(keying, before)))

    def show_counts(self, batch: Batch, seconds: int | None, progress: Progress | None) -> None:
        """The batch, and how far the survey is."""
        self.batch.show_counts(batch, seconds, progress)

    def in_short(self) -> str:
        """The counters in one line, for a narrow window."""
        numbers = self.batch.numbers
        return _("Entered {keyed}, valid {valid} · {target}").format(
            keyed=numbers["keyed"].text(), valid=numbers["valid"].text(), target=self.batch.target.text())


def _answer(keying: Keying, item: str) -> str:
    field, answer = forms.get(model.FORM).by_id[item], keying.answers.get(item)
    if answer is None:
        return _("no answer")
    return f"{model.SCALES[item].index(answer) + 1} {field.by_choice[answer].text()}"


class _Counters(Sheet):
    """Keyed, valid, not valid, seconds a sheet; all valid ones of the survey and its target."""

    def __init__(self) -> None:
        super().__init__()
        head = Label(bold=True)
        words.put(head, N_("This batch"))
        self.box.addWidget(head)
        grid = QGridLayout()
        grid.setVerticalSpacing(px(2))
        self.numbers: dict[str, Label] = {}
        for place, (name, text) in enumerate((("keyed", N_("entered")), ("valid", N_("valid")),
                                              ("wrong", N_("not valid")), ("seconds", N_("a sheet, mean")))):
            number, label = Label(size="figure", bold=True), Label(tone="second", size="dense", wrap=True)
            words.put(label, text)
            number.setBuddy(label)
            self.numbers[name] = number
            grid.addWidget(number, place // 2 * 2, place % 2)
            grid.addWidget(label, place // 2 * 2 + 1, place % 2)
        self.box.addLayout(grid)
        self.causes = Label(tone="second", size="dense", wrap=True)
        self.box.addWidget(self.causes)
        self.box.addWidget(HLine())
        self.target = Label(tone="second", wrap=True)
        self.box.addWidget(self.target)

    def show_counts(self, batch: Batch, seconds: int | None, progress: Progress | None) -> None:
        causes = forms.get(model.FORM).by_id["invalid_cause"].by_choice
        self.numbers["keyed"].setText(f"{batch.keyed:,}")
        self.numbers["valid"].setText(f"{batch.valid:,}")
        self.numbers["wrong"].setText(f"{batch.keyed - batch.valid:,}")
        if seconds is None:
            words.drop(self.numbers["seconds"])
            self.numbers["seconds"].setText("—")
        else:
            words.put(self.numbers["seconds"], N_("{seconds} s"), seconds=f"{seconds:,}")
        words.put(self.causes, lambda: listed(
            *(f"{causes[c].text()} {n:,}" for c, n in batch.causes.items() if c in causes)))
        self.causes.setVisible(bool(batch.causes))
        if progress is None:
            words.put(self.target, N_("These sheets belong to no survey plan."))
        else:
            words.put(self.target, N_("{valid} valid in all, target {target}"), valid=f"{progress.valid:,}",
                      target=f"{progress.target:,}")


def _keys() -> Sheet:
    sheet = Sheet()
    head = Label(bold=True)
    words.put(head, N_("Number keys alone"))
    sheet.box.addWidget(head)
    for key, text in KEYS:
        line = row(spacing=10)
        cap = QFrame()
        cap.setProperty("role", "sunken")
        inside = row(cap)
        inside.setContentsMargins(px(6), px(1), px(6), px(1))
        inside.addWidget(Label(key, size="dense", tone="second"))
        label = Label(size="dense", wrap=True)
        words.put(label, text)
        holder = QWidget()
        holder.setFixedWidth(px(92))
        row(holder).addWidget(cap, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(holder)
        line.addWidget(label, 1)
        sheet.box.addLayout(line)
    return sheet
