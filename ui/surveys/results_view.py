"""The results of a survey in numbers one can open, bars, and the words under them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QWidget

from crm_desktop.kit import forms, rates
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.query import Condition, Query
from crm_desktop.surveys import model, paper, said
from crm_desktop.surveys.figures import Item, Results
from ui.kit import words
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.widgets import Button, HLine, Label, Sheet, column, row
from ui.surveys.dist_bar import DistBar, LegendSign

Open = Callable[[Query], object]


def link(text: str, name: str, query: Query, opened: Open) -> Button:
    """A number that opens its rows."""
    button = Button(text, kind="link")
    button.setAccessibleName(words.said(N_("{label}: {value}"), label=name, value=text))
    words.put_tip(button, N_("Show these sheets"))
    button.clicked.connect(lambda: opened(query))
    return button


class HeadSheet(Sheet):
    """The headline: satisfied, mean, sheets; the counter toward the target."""

    def __init__(self, found: Results, last_name: str, opened: Open) -> None:
        super().__init__(margin=16, spacing=12)
        whole, scope = found.whole, found.scope
        flow = FlowBox(gap=32, line_gap=12)
        satisfied = scope.valid_rows(Condition(model.OVERALL, "in", model.top(model.OVERALL)))
        self._cell(flow, _("Satisfied (top two)"), said.percent(whole.rate, whole.valid, found.least),
                   (f"{whole.satisfied:,}", satisfied), opened, _("of {count} valid").format(count=f"{whole.valid:,}"))
        if found.last is not None:
            self._cell(flow, _("Against {survey}").format(survey=last_name), said.change(found.rate_change()), None,
                       opened, _("points"))
        self._cell(flow, _("Mean score"), said.points(whole.mean), None, opened, _("points of 100"))
        if found.progress is not None and found.progress.sent:
            rate = found.progress.return_rate
            self._cell(flow, _("Copies sent out"), f"{found.progress.sent:,}", None, opened,
                       _("{rate} returned").format(rate=rates.percent(rate)))
        self._cell(flow, _("Copies returned"), f"{whole.returned:,}", (_("Show"), scope.rows()), opened, "")
        self._cell(flow, _("Valid"), f"{whole.valid:,}", (_("Show"), scope.valid_rows()), opened, "")
        self._cell(flow, _("Not valid"), f"{whole.returned - whole.valid:,}", (_("Show"), paper.invalid_rows(scope)),
                   opened, _causes(found))
        self.box.addWidget(flow)
        if found.progress is not None:
            self._target(found)

    def _cell(self, flow: FlowBox, name: str, value: str, more: tuple[str, Query] | None, opened: Open,
              after: str) -> None:
        cell = QWidget()
        box = column(cell, spacing=2)
        box.addWidget(Label(name, size="dense", tone="second"))
        number = Label(value, size="title", bold=True)
        number.setAccessibleName(words.said(N_("{label}: {value}"), label=name, value=value))
        box.addWidget(number)
        line = row(spacing=6)
        if more is not None:
            line.addWidget(link(more[0], name, more[1], opened))
        below = Label(after, size="dense", tone="second")
        below.setMinimumHeight(Button("x", kind="link").sizeHint().height())
        line.addWidget(below)
        line.addStretch(1)
        box.addLayout(line)
        flow.flow.addWidget(cell)

    def _target(self, found: Results) -> None:
        assert found.progress is not None
        so_far = found.progress
        bar = QProgressBar()
        bar.setRange(0, max(1, so_far.target))
        bar.setValue(min(so_far.valid, so_far.target))
        bar.setTextVisible(False)
        text = _("{valid} valid in all, target {target}").format(valid=f"{so_far.valid:,}",
                                                                   target=f"{so_far.target:,}")
        bar.setAccessibleName(text)
        line = row(spacing=12)
        line.addWidget(Label(text))
        line.addWidget(bar, 1)
        self.box.addLayout(line)


def _causes(found: Results) -> str:
    choices = forms.get(model.FORM).by_id["invalid_cause"].by_choice
    return " · ".join(f"{choices[c].text() if c in choices else c} {n:,}" for c, n in found.causes.items())


class ItemsSheet(Sheet):
    """Item by item: how the answers spread, the share of the top answers, the mean, the change."""

    def __init__(self, found: Results, opened: Open) -> None:
        super().__init__(margin=16, spacing=8)
        self.box.addWidget(Label(_("By item"), bold=True))
        self.box.addWidget(_legend())
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(16))
        self.grid.setVerticalSpacing(px(4))
        self.grid.setColumnStretch(0, 2)  # a wide window has room for the names too: fewer of them wrap
        self.grid.setColumnStretch(1, 7)
        heads = (_("Item"), _("Answers (sheets)"), _("Satisfied"), "", _("Mean"), _("Against last"))
        for place, head in enumerate(heads):
            label = Label(head, size="dense", tone="second")
            label.setAlignment(_side(place))
            self.grid.addWidget(label, 0, place)
        for number, item in enumerate(found.whole.items, 1):
            self._row(number, item, found, opened)
        self.box.addLayout(self.grid)

    def _row(self, number: int, item: Item, found: Results, opened: Open) -> None:
        field = forms.get(model.FORM).by_id[item.id]
        name = Label(f"{number}  {field.text()}", wrap=True)
        name.setMinimumWidth(px(120))
        spoken = words.said(N_("{label}: {value}"), label=field.text(), value=listed(
            *(f"{field.by_choice[a].text()} {n:,}" for a, n in item.answers.items())))
        rows = found.scope.valid_rows(Condition(item.id, "in", model.top(item.id)))
        parts = (name, DistBar(tuple(item.answers.values()), spoken),
                 Label(said.percent(item.share, item.answered, found.least)),
                 link(f"{item.top:,}/{item.answered:,}", field.text(), rows, opened), Label(said.points(item.mean)),
                 Label(said.change(found.item_change(item))))
        for place, part in enumerate(parts):
            if isinstance(part, Label) and place:
                part.setAlignment(_side(place))
            self.grid.addWidget(part, number, place)


def _side(place: int) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignLeft if place < 2 else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter


def _legend() -> FlowBox:
    """The patterns of the five, four and three answers in their words."""
    fields, flow = forms.get(model.FORM).by_id, FlowBox(gap=14, line_gap=4)
    for item in (model.OVERALL, "needs_fulfilment", "product_competitiveness"):
        choices = fields[item].choices
        for step, choice in enumerate(choices):
            pair = QWidget()
            line = row(pair, spacing=5)
            line.addWidget(LegendSign(len(choices), step))
            line.addWidget(Label(choice.text(), size="small", tone="second"))
            flow.flow.addWidget(pair)
    return flow


class ClassesSheet(Sheet):
    """By customer class; small groups have no percentage."""

    def __init__(self, found: Results) -> None:
        super().__init__(margin=16, spacing=8)
        self.box.addWidget(Label(_("By customer class"), bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(4))
        heads = (_("Customer class"), _("Valid"), _("Satisfied (top two)"), _("Mean score"))
        rows = [heads, *((said.group(p), f"{p.valid:,}", said.share(p.satisfied, p.valid, p.rate, found.least),
                          said.points(p.mean)) for p in found.classes)]
        for line, cells in enumerate(rows):
            for place, text in enumerate(cells):
                tone, size = ("second", "dense") if not line else ("", "body")
                label = Label(text, tone=tone, size=size)
                label.setAlignment(_side(0 if not place else 2))
                grid.addWidget(label, line, place)
        grid.setColumnStretch(4, 1)
        self.box.addLayout(grid)
        self.box.addWidget(HLine())
        self.box.addWidget(Label(said.method(), size="dense", tone="second", wrap=True))


class DueNote(QFrame):
    """Below the threshold: says so and offers the improvement action; or says that there is too little data."""

    def __init__(self, sentence: str, state: str, offer: Callable[[], object] | None,
                 begun: list[tuple[str, Callable[[], object]]]) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", state)
        line = row(self, spacing=12)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        self.label = Label(sentence, wrap=True, bold=True)
        line.addWidget(self.label, 1)
        for text, act in begun:
            button = Button(text, kind="link")
            button.clicked.connect(lambda _on=False, act=act: act())
            line.addWidget(button)
        self.button: Button | None = None
        if offer is not None:
            self.button = Button(kind="primary", icon="badge-check")
            words.put(self.button, N_("Improvement action"))
            self.button.clicked.connect(lambda: offer())
            line.addWidget(self.button)
