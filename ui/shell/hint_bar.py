"""The hints of the first days: one at a time, a quiet line at the foot of the page, until seen or put away.

They never take the keyboard: a click on their buttons leaves it where she types, and F6 or their keys reach them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from crm_desktop.kit import hints
from crm_desktop.kit.i18n import N_, _
from ui.kit import specs, spoken, theme, words
from ui.kit.actions import Action, Keys, key_text
from ui.kit.buttons import Button
from ui.kit.session import Session
from ui.kit.specs import HintSpec
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.page import Page

NEXT_KEY, AWAY_KEY = "F12", "Shift+F12"
BESIDE_FROM = 760  # effective pixels from which on the buttons stand beside the sentence


class HintBar(QFrame):
    """Hidden as long as there is nothing to be said."""

    changed = Signal()
    gone = Signal()  # with the keyboard in it

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._every, self._page = session, specs.all_hints(), ""
        self._left: list[HintSpec] = []
        self._actions: Callable[[], Sequence[Action]] = list
        self.setProperty("role", "note")
        words.put_name(self, N_("Hints"))
        self.mark, self.sentence = Mark("info", "", size="small"), Label(wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.show_me = Button(small=True)
        self.next_button = Button(key=NEXT_KEY, small=True)
        self.away = Button(kind="flat", key=AWAY_KEY, small=True)
        for button, text in ((self.show_me, N_("Show me")), (self.next_button, N_("Next hint")),
                             (self.away, N_("Don't show hints"))):
            words.put(button, text)
        self._build()
        self.show_me.clicked.connect(self.lead)
        self.next_button.clicked.connect(self.next)
        self.away.clicked.connect(self.put_away)
        self._keys = Keys(self, self._acts())
        session.bridge.noticed.connect(self._noticed)
        self.hide()

    def begin(self, actions: Callable[[], Sequence[Action]]) -> None:
        """She signed in: what she has not seen yet. Keys and "Show me" are those of the actions."""
        self._actions = actions
        still = hints.left(self._session.store, [h.id for h in self._every])
        if still:
            self._show([h for h in self._every if h.id in still])

    def again(self) -> None:
        """All of them once more, because she asked."""
        self._keep(list(self._every))

    def next(self) -> None:
        """The hint was read."""
        self._keep(self._left[1:])

    def put_away(self) -> None:
        """She wants none of them."""
        self._keep([])

    def lead(self) -> None:
        """Do what the hint speaks of, or go where it is done."""
        if self._left and (action := self._action(self._left[0].show or self._left[0].act)):
            action.trigger()

    def here(self, page: Page | None) -> None:
        """The page in view: a hint of it need not lead there."""
        self._page = page.spec.id if page is not None and page.spec is not None else ""
        self._offer_way()

    def keys(self) -> list[Action]:
        """What its keys do, as long as there is a hint."""
        return self._acts() if self._left else []

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The buttons beside the sentence, or below it."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The lengths follow the font."""
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._fit()
        return super().event(event)

    # Inside

    def _build(self) -> None:
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._said, self._foot = row(spacing=12), row(spacing=8)
        self._said.addWidget(self.mark)
        self._said.addWidget(self.sentence, 1)
        self._foot.addStretch(1)
        for button in (self.show_me, self.next_button, self.away):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._foot.addWidget(button)
        self._box.addLayout(self._said, 1)
        self._box.addLayout(self._foot)
        self._fit()

    def _fit(self) -> None:
        direction, beside = QBoxLayout.Direction, self.width() / theme.look().factor >= BESIDE_FROM
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._box.setContentsMargins(px(12), px(6), px(6), px(6))
        self._box.setSpacing(px(12 if beside else 6))

    def _acts(self) -> list[Action]:
        return [Action("hint_next", N_("Next hint"), self.next, key=NEXT_KEY, shown=False, menu="help"),
                Action("hint_away", N_("Don't show hints"), self.put_away, key=AWAY_KEY, shown=False, menu="help")]

    def _keep(self, still: list[HintSpec]) -> None:
        if not self._session.read_only:
            self._session.attempt(lambda: hints.keep(self._session.store, [h.id for h in still]))
        self._show(still)
        find = self._action("find")
        if not still and find is not None:
            self._session.tell(_("No more hints. To see them again: {key}, then type hints.").format(
                key=key_text(find.key)))

    def _noticed(self, notice: Notice) -> None:
        """What a hint speaks of was done: it would come too late."""
        still = [h for h in self._left if notice.kind != "change" or h.done != notice.label]
        if still == self._left:
            return
        if not self._session.read_only:
            self._session.attempt(lambda: hints.keep(self._session.store, [h.id for h in still]))
        if still[:1] == self._left[:1]:
            self._left = still
        else:
            self._show(still)

    def _show(self, still: list[HintSpec]) -> None:
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._left = still
        if still:
            self._say(still[0])
        self.setVisible(bool(still))
        self.changed.emit()
        if had_focus and not still:
            self.gone.emit()

    def _say(self, hint: HintSpec) -> None:
        place = {"number": self._every.index(hint) + 1, "count": len(self._every)}
        words.put(self.mark, N_("Hint {number} of {count}"), **place)
        words.put_name(self.mark, N_("Hint {number} of {count}"), **place)
        words.put(self.sentence, hint.sentence, key=lambda: self._key(hint))
        words.put(self.next_button, N_("Next hint") if len(self._left) > 1 else N_("Got it"))
        self._put(self.away, len(self._left) > 1)
        self._offer_way()
        spoken.announce(self, words.said(N_("{label}: {value}"), label=self.mark.text(), value=self.sentence.text()))

    def _offer_way(self) -> None:
        show = (self._left[0].show or self._left[0].act) if self._left else ""
        action = self._action(show)
        self._put(self.show_me, action is not None and action.enabled() and show != f"go_{self._page}")

    def _put(self, button: Button, shown: bool) -> None:
        """Show it or not; one that goes leaves the keyboard to the button that stays."""
        if button.hasFocus() and not shown:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setVisible(shown)

    def _key(self, hint: HintSpec) -> str:
        action = self._action(hint.act)
        return key_text(action.key) if action is not None else ""

    def _action(self, name: str) -> Action | None:
        return next((a for a in self._actions() if a.id == name), None)
