"""The base of every page and of every panel a feature offers to another's card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit import theme, words
from ui.kit.actions import Action, Keys, hold
from ui.kit.header import PageHeader
from ui.kit.specs import CaptureSpec, PageSpec, PanelSpec, all_captures, all_pages, load, page_for, panels_on
from ui.kit.theme import px
from ui.kit.widgets import Label, Sheet

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from crm_desktop.kit.store.drafts import Draft
    from ui.kit.session import Session

__all__ = ["CaptureSpec", "Page", "PageSpec", "Panel", "PanelSpec", "all_captures", "all_pages", "load", "make_page",
           "page_for", "panels_on"]


class Page(QWidget):
    """One page: head on top, `self.body` (a column) below.

    A page overrides what it needs: title, subtitle, status, actions, refresh, retranslate, leave,
    forget, open, new, go_on, customer, state, restore, first_focus. After anything that changes head or
    status line it calls `self.update_head()`.
    """

    head_changed = Signal()
    EARLY = False   # it is built before it is asked for: one of the keys of the strip leads here

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.spec: PageSpec | None = None
        self.stale = False            # a notice came while the page was hidden
        self.asked_elsewhere = False  # another page opened what is in view: back goes there
        self._keys = Keys(self)
        self._now: list[Action] = []
        self.setProperty("role", "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(12), px(16), px(12))
        outer.setSpacing(px(12))
        self.header = PageHeader()
        self.header.back_asked.connect(self.back)
        outer.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        outer.addLayout(self.body, 1)

    # What a page says about itself

    def title(self) -> str:
        """The title, also the page's accessible name."""
        return words.said(self.spec.title) if self.spec else ""

    def subtitle(self) -> str:
        """The count or the second word beside the title."""
        return ""

    def status(self) -> str:
        """The page in words, at the left of the status line."""
        return ""

    def actions(self) -> Sequence[Action]:
        """What can be done here now; at most one is primary."""
        return ()

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Keys this page answers to by itself, without an action, and what they do (N_)."""
        return ()

    def customer(self) -> int | None:
        """The customer in view or selected: F7, F8, F9 act on it."""
        return None

    def state(self) -> dict[str, Any]:
        """Where in the page she is, as plain values ({"record": 5}): history, last page."""
        return {}

    def state_to_lock(self) -> dict[str, Any]:
        """Where she comes back to after the lock: where what she types now is offered again."""
        return self.state()

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard when the page opens."""
        return None

    # What is asked of a page

    def refresh(self, notice: Notice | None) -> None:
        """Read again: after a notice about its forms, or (None) when everything may be new."""

    def retranslate(self) -> None:
        """Say texts again that were not set through words.put."""

    def leave(self) -> bool:
        """Before another page comes: keep the draft. False stays here."""
        return True

    def forget(self) -> None:
        """Drop all customer text from every widget: the office is being locked."""

    def open(self, form_id: str, record_id: int) -> None:
        """Show that record."""

    def new(self, form_id: str, values: dict[str, Any]) -> None:
        """Begin a new record, prefilled."""

    def ahead(self) -> Iterator[None]:
        """Make what will be wanted next before it is asked for, in small steps, while nobody types."""
        yield from ()

    def go_on(self, draft: Draft) -> None:
        """Take up what was typed here and never saved."""

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a state given by `state()`."""

    def again(self) -> None:
        """It is asked for while it is in view, by its key or in the rail: she wants what it begins with."""

    def back(self) -> None:
        """One step back inside the page (card to list); the head's arrow and Esc."""
        self.session.back_asked.emit()

    # What the base does

    def current_actions(self) -> list[Action]:
        """The actions as installed now."""
        return list(self._now)

    def update_head(self) -> None:
        """Title, count, actions and keys again."""
        self._now = list(self.actions())
        for action in self._now:
            action.guard = self.session.attempt
        hold(self._now, self.session.read_only)
        self.setAccessibleName(self.title())
        self.header.set_words(self.title(), self.subtitle())
        self.header.set_actions(self._now)
        self._keys.set(self._now)
        self.head_changed.emit()

    def update_words(self) -> None:
        """Only the title and the count again; cheaper than update_head, keeps the buttons."""
        self.header.set_words(self.title(), self.subtitle())
        self.header.refresh()
        self.head_changed.emit()

    def wants(self, notice: Notice) -> bool:
        """Whether a notice concerns this page: one of its forms changed."""
        forms = self.spec.forms if self.spec else ()
        return "*" in forms or bool(notice.forms & set(forms))

    def effective_width(self) -> float:
        """The window's width over the font factor: what the layout rules of the guide go by."""
        return self.window().width() / theme.look().factor

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Margins follow the font factor."""
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self.layout().setContentsMargins(px(16), px(12), px(16), px(12))
        super().changeEvent(event)


class Panel(Sheet):
    """A small sheet on another feature's card, about one record of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        self.head = Label(bold=True)
        self.box.addWidget(self.head)
        self.box.setAlignment(self.head, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record_id: int) -> None:
        """Show what belongs to that record."""

    def refresh(self, notice: Notice | None) -> None:
        """Read again after a change."""

    def leave(self) -> None:
        """Before another record or page comes: keep what is typed as a draft."""

    def forget(self) -> None:
        """Drop all customer text."""


def make_page(spec: PageSpec, session: Session) -> Page:
    """Build the page of a spec."""
    page: Page = load(spec.make)(session)
    page.spec = spec
    page.setObjectName(f"page_{spec.id}")
    page.update_head()
    return page


def make_panel(spec: PanelSpec, session: Session) -> Panel:
    """Build the panel of a spec."""
    panel: Panel = load(spec.make)(session)
    return panel
