"""The results page: a survey or a period, by item and class, against the last one; every number opens its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crm_desktop.improvement import service as improvement
from crm_desktop.kit import clock, records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Query
from crm_desktop.surveys import figures, model, plans, said
from crm_desktop.surveys.figures import Results, Scope
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.combo import Combo
from ui.kit.page import Page
from ui.kit.theme import px
from ui.kit.widgets import EmptyState, Label, column, row
from ui.surveys.results_view import ClassesSheet, DueNote, HeadSheet, ItemsSheet

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

_PERIODS = (("half", 3), ("quarter", 4), ("month", 13), ("year", 2))


class ResultsPage(Page):
    """Chosen by one list: the surveys first, then periods."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.found: Results | None = None
        self.note: DueNote | None = None
        self.header.back.show()
        line = row(spacing=8)
        label = Label(tone="second")
        words.put(label, N_("Survey or period"))
        self.choice = Combo()
        self.choice.setMinimumWidth(px(320))
        words.put_name(self.choice, N_("Survey or period"))
        label.setBuddy(self.choice)
        self.choice.activated.connect(lambda _n: self.show_results())
        line.addWidget(label)
        line.addWidget(self.choice)
        line.addStretch(1)
        self.body.addLayout(line)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        words.put_name(self.area, N_("Results"))
        self.body.addWidget(self.area, 1)
        self._fill()
        self.show_results()

    # What the page says

    def subtitle(self) -> str:
        """Which survey or period."""
        return said.called(self.session.store, self.found.scope) if self.found else ""

    def status(self) -> str:
        """How many sheets stand behind the numbers."""
        if self.found is None:
            return ""
        return _("{valid} valid of {returned} sheets").format(valid=f"{self.found.whole.valid:,}",
                                                              returned=f"{self.found.whole.returned:,}")

    def actions(self) -> Sequence[Action]:
        """Improve, key more, print."""
        return [Action("improve", N_("Improvement action"), self.improve, icon="badge-check", writes=True,
                       shown=not (self.found and self.found.below)),  # then the note has it
                Action("key_sheets", N_("Enter sheets"), self.key_sheets, icon="clipboard-list"),
                Action("print", N_("Print"), self.print_report, key="Ctrl+P", icon="printer", menu="file",
                       primary=not (self.found and self.found.below))]

    def state(self) -> dict[str, Any]:
        """What is chosen."""
        scope = self.scope()
        return {"plan": scope.plan} if scope.plan is not None else {"period": str(scope.period)}

    def first_focus(self) -> QWidget | None:
        """The list of surveys and periods."""
        return self.choice

    def restore(self, state: dict[str, Any]) -> None:
        """A survey or a period."""
        self._fill()
        self._choose(f"plan {state['plan']}" if state.get("plan") else str(state.get("period") or ""))
        self.show_results()

    def wants(self, notice: Notice) -> bool:
        """Sheets, plans, customers' classes, actions."""
        return bool(notice.forms & {model.FORM, model.PLAN, "customer_master", improvement.FORM})

    def refresh(self, notice: Notice | None) -> None:
        """Counted again."""
        if notice is None or model.PLAN in notice.forms:
            self._fill()
        self.show_results()

    def retranslate(self) -> None:
        """In the language in force."""
        self._fill()
        self.show_results()

    def forget(self) -> None:
        """Drop every name."""
        self.choice.clear()
        self.found = None
        self.area.setWidget(QWidget())
        self.header.set_words("", "")

    # What can be done

    def scope(self) -> Scope:
        """The survey or period chosen."""
        chosen = str(self.choice.currentData() or "")
        if chosen.startswith("plan "):
            return Scope(plan=int(chosen[5:]))
        return Scope(period=Period.parse(chosen)) if chosen else Scope(
            period=Period.of(clock.today(self.session.store.zone), "half"))

    def improve(self) -> None:
        """A new improvement action, with what the page shows as wrong, and until when."""
        if self.found is None:
            return
        store, found = self.session.store, self.found
        rate = found.whole.rate
        begun = improvement.proposed(store, "csat_low", said.problem(store, found), survey_plan=found.scope.plan)
        if rate is None or rate >= found.threshold:
            begun["trigger"] = None  # why it is begun is hers to say: the numbers don't
        self.session.new(improvement.FORM, begun)

    def key_sheets(self) -> None:
        """More sheets of this survey."""
        plan = self.scope().plan
        self.session.go("survey_entry", {"plan": plan} if plan else {})

    def print_report(self) -> None:
        """The report of what is in view."""
        scope = self.scope()
        self.session.go("reports", {"report": "satisfaction", "record": scope.plan} if scope.plan is not None
                        else {"report": "satisfaction", "period": str(scope.period)})

    def open_rows(self, query: Query) -> None:
        """The sheets behind a number."""
        self.session.go("surveys", {"query": query})

    def show_results(self) -> None:
        """Count and show."""
        store = self.session.store
        if self.choice.count() == 0:
            self._fill()
        self.found = found = figures.results(store, self.scope())
        inner = QWidget()
        inner.setProperty("role", "page")
        box = column(inner, spacing=12)
        self.note = None
        if not found.whole.returned:
            box.addWidget(EmptyState(N_("No sheet has come back in this time."),
                                     Action("key_sheets", N_("Enter sheets"), self.key_sheets, icon="clipboard-list")))
        else:
            for part in self._parts(found):
                box.addWidget(part)
            box.addStretch(1)
        self.area.setWidget(inner)
        self.update_head()

    def _parts(self, found: Results) -> list[QWidget]:
        parts: list[QWidget] = []
        sentence = said.below(found) or said.few(found)
        if sentence:
            self.note = DueNote(sentence, "late" if found.below else "near", self.improve if found.below else None,
                                self._begun(found))
            parts.append(self.note)
        before = found.scope.before(self.session.store) if found.last else None
        last = said.called(self.session.store, before) if before else ""
        return [*parts, HeadSheet(found, last, self.open_rows), ItemsSheet(found, self.open_rows), ClassesSheet(found)]

    def _begun(self, found: Results) -> list[tuple[str, Callable[[], object]]]:
        """The improvement actions this survey has started already."""
        if found.scope.plan is None:
            return []
        return [(records.name_of(self.session.store, improvement.FORM, i) or "",
                 lambda i=i: self.session.open(improvement.FORM, i))
                for i in improvement.of_survey(self.session.store, found.scope.plan)[:3]]

    def _fill(self) -> None:
        """Surveys, then the last periods; what was chosen stays chosen."""
        chosen, store = self.choice.currentData(), self.session.store
        self.choice.clear()
        for plan in plans.everyone(store):
            self.choice.addItem(" ".join(filter(None, (plan["plan_name"], plan["number"]))), f"plan {plan['id']}")
        for kind, count in _PERIODS:
            period = Period.of(clock.today(store.zone), kind)
            for _n in range(count):
                self.choice.addItem(period.title(), str(period))
                period = period.previous()
        self._choose(str(chosen or ""))

    def _choose(self, wanted: str) -> None:
        """That one, also a period long past; the first where a survey is gone."""
        place = self.choice.findData(wanted)
        if place < 0 and wanted and not wanted.startswith("plan "):
            self.choice.addItem(Period.parse(wanted).title(), wanted)
            place = self.choice.count() - 1
        self.choice.setCurrentIndex(max(0, place))
