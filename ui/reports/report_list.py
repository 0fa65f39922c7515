"""The list of all reports by group, narrowed by a fragment, pinyin or initials."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.kit import cheat_sheet, empty_form, report, search
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.report import Report
from ui.kit import icons, style, theme, words
from ui.kit.theme import color, px
from ui.kit.widgets import SearchBox, Sheet

_NAME = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _Line(QStyledItemDelegate):
    """A report with its icon; a group as a quiet head."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.save()
        if not index.data(_NAME):
            painter.setFont(theme.font("dense"))
            painter.setPen(color("text2"))
            painter.drawText(rect.adjusted(px(4), px(6), -px(4), 0), flags, index.data())
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, state, chosen=chosen)
        icons.paint(painter, QRect(rect.left() + px(12), rect.center().y() - px(8) + 1, px(16), px(16)),
                    "file-chart-column" if index.data(_NAME + 1) else "file-text", "on_select" if chosen else "text2")
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(color("on_select" if chosen else "text"))
        room = rect.adjusted(px(36), 0, -px(8), 0)
        painter.drawText(room, flags, painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """A row of a list; heads a little higher."""
        return QSize(px(120), theme.field_height() + (0 if index.data(_NAME) else px(2)))

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, color("select"))
            active = bool(state & QStyle.StateFlag.State_Active)
            bar = QRect(rect.left(), rect.top(), px(3), rect.height())
            painter.fillRect(bar, color("accent" if active else "edge"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            style.focus_ring(painter, rect, radius=4)


class ReportList(Sheet):
    """`chosen` carries the name of a report."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=8, spacing=6, parent=parent)
        self.find = _Find(N_("Find a report"))
        self.list = QListWidget()
        self.list.setProperty("bare", True)
        self.list.setMouseTracking(True)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Line(self.list))
        words.put_name(self.list, N_("Reports"))
        self.box.addWidget(self.find)
        self.box.addWidget(self.list, 1)
        self._name = ""
        self.find.searched.connect(self._fill)
        self.find.down.connect(self._into)
        self.list.currentItemChanged.connect(self._moved)
        self._fill("")

    def current(self) -> str:
        """The name of the report chosen."""
        return self._name

    def choose(self, name: str) -> None:
        """Choose a report without announcing it."""
        self._name = name
        if name and self._item(name) is None:
            self.find.clear()
        self._mark()

    def names(self) -> list[str]:
        """The reports listed now, in order."""
        found = (self.list.item(n).data(_NAME) for n in range(self.list.count()))
        return [name for name in found if name]

    def wished_width(self) -> int:
        """Wide enough for most titles, never for all of them."""
        metrics = QFontMetrics(theme.font("body", bold=True))
        widest = max((metrics.horizontalAdvance(r.text()) for r in report.all_reports()), default=0)
        return max(px(216), min(px(272), widest + px(72)))

    def retranslate(self) -> None:
        """Titles in the language now in force."""
        self._fill(self.find.wanted())

    def _fill(self, text: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for group, reports in _groups():
            fitting = [r for r in reports if not text.strip() or search.highlight(r.text(), text)]
            if fitting:
                head = QListWidgetItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            for one in fitting:
                item = QListWidgetItem(one.text())
                item.setData(_NAME, one.name)
                item.setData(_NAME + 1, "period" in one.options)
                item.setToolTip(words.plain_tip(one.text()))
                self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(_("No report is called that."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self._mark()
        self.list.blockSignals(False)

    def _into(self) -> None:
        """From the box to the list: what was chosen, else the first that was found."""
        if self.list.currentItem() is None and self.names():
            self.list.setCurrentItem(self._item(self.names()[0]))  # Qt alone would make it current, not chosen
        self.list.setFocus()

    def _item(self, name: str) -> QListWidgetItem | None:
        items = (self.list.item(n) for n in range(self.list.count()))
        return next((i for i in items if i.data(_NAME) == name), None)

    def _mark(self) -> None:
        item = self._item(self._name)
        self.list.blockSignals(True)
        self.list.setCurrentItem(item)  # type: ignore[arg-type]
        self.list.blockSignals(False)
        if item is not None:
            self.list.scrollToItem(item)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME) and item.data(_NAME) != self._name:
            self._name = item.data(_NAME)
            self.chosen.emit(self._name)


class _Find(SearchBox):
    """Down and Enter go on to the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow down and Enter leave the box."""
        if not self.composing() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _groups() -> list[tuple[str, list[Report]]]:
    """What sums up a period or day first, then as the features come; the keys and the empty forms last."""
    found: dict[str, list[Report]] = {}
    for one in report.all_reports():
        found.setdefault(one.group, []).append(one)
    ordered = sorted(found.items(), key=lambda pair: (
        pair[0] == cheat_sheet.GROUP, any({*r.options} - {"period", "remarks"} for r in pair[1])))
    return [(_(group), reports) for group, reports in (*ordered, (empty_form.GROUP, empty_form.reports()))]
