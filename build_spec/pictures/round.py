"""One language's round through the program: what is opened, typed and taken, in the order of the guide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_spec import stage
from build_spec.pictures.camera import Camera
from build_spec.pictures.texts import KNOWN, Texts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from crm_desktop.kit.store import Store
    from ui.shell.desk import Desk
    from ui.shell.main_window import MainWindow

PASSWORD = "a sample password"


class Round:
    """From the first start to a mistake taken back."""

    def __init__(self, window: MainWindow, camera: Camera, scratch: Path, texts: Texts) -> None:
        self._window, self._camera, self._scratch, self._texts = window, camera, scratch, texts
        self._place = f"~/{texts.documents}/{texts.office}.crm"  # instead of the scratch folder

    def go(self, office: Path, day: str) -> None:
        """All of it, in an office and on a day (of which the month before is reported)."""
        self.first_start()
        self.sign_in(office)
        self.pages()
        self.complaint()
        self.visits()
        self.surveys()
        self.import_page()
        self.report(day)
        self.undo_bar()

    @property
    def desk(self) -> Desk:
        """What is open after the sign-in."""
        assert self._window.desk is not None
        return self._window.desk

    @property
    def _store(self) -> Store:
        return self.desk.session.store

    def first_start(self) -> None:
        """The wizard: the office's data, and the recovery sheet."""
        from crm_desktop.kit.i18n import _

        self._window.show_wizard()
        wizard = self._window.wizard
        assert wizard is not None
        wizard.show_step(1)
        fields, texts = wizard.office.fields, self._texts
        for line, text in ((fields.name, texts.office), (fields.address, texts.address), (fields.phone, texts.phone)):
            line.setText(text)
        wizard.office.path.setText(self._place)
        wizard.office.path.setCursorPosition(0)
        self._camera.take("first-start")
        wizard.office.path.setText(str(self._scratch / "new.crm"))
        wizard.show_step(2)
        wizard.user._name.setText(texts.user)
        wizard.user.pair.first.setText(PASSWORD)
        wizard.user.pair.again.setText(PASSWORD)
        wizard.next()
        self._camera.until(lambda: wizard.at() == 3)
        wizard.recovery.write(self._scratch / "sheet.pdf")
        sheet = _("Recovery sheet {office}").format(office=texts.office)
        wizard.recovery._now_exists(_("Saved as {name}").format(name=f"{sheet}.pdf"))
        self._camera.take("recovery")

    def sign_in(self, office: Path) -> None:
        """The sheet with the password, then the desk."""
        self._window.offices.remember(office, self._texts.office, "demo")
        self._window.show_sign_in(office)
        self._window.sign_in.path.setText(self._place)
        self._camera.take("sign-in")
        self._window.enter(self._window.offices.open(office, "demo", PASSWORD))

    def hints(self) -> None:
        """One of the first days' hints, at the foot of Today."""
        bars = self.desk.bars
        self.desk.go("today")
        bars.hints.again()
        bars.hints.next()
        self._camera.take("hints")
        bars.hints.put_away()
        bars.forget()

    def pages(self) -> None:
        """Today, list, search, keys, card, a new customer."""
        desk, camera = self.desk, self._camera
        self.hints()
        for page in ("today", "customers"):
            desk.go(page)
            camera.take(page)
        desk.find(self._texts.letters)
        camera.take("find")
        desk.box.leave()
        self._window.everywhere.show_keys()
        camera.take("keys")
        for one in stage.over(self._window):
            one.close()
        desk.open_record("customer_master", busiest(self._store))
        camera.take("card")
        self._window.set_look(wish="dark")
        camera.take("card-dark")
        self._window.set_look(wish="light")
        desk.new_record("customer_master", {})
        self.same_name()
        camera.take("new-customer")

    def complaint(self) -> None:
        """The list, a case, one of its acts, and the telephone."""
        desk, camera = self.desk, self._camera
        desk.go("complaints")
        camera.take("complaints")
        desk.open_record("complaint_record", handled(self._store))
        camera.take("case")
        desk.session.open("complaint_record", unanswered(self._store), "respond")
        camera.take("respond")
        desk.new_record("complaint_record", {"customer": busiest(self._store), **self._texts.call})
        camera.take("new-complaint")

    def visits(self) -> None:
        """The scheduler, and who came."""
        for page in ("visits", "reception"):
            self.desk.go(page)
            self._camera.take(page)

    def surveys(self) -> None:
        """Half a sheet, and results."""
        desk: Any = self.desk
        desk.go("survey_entry")
        for digit in "22311122":
            desk.pages["survey_entry"].paper.digit(int(digit))
        self._camera.take("new-survey")
        desk.go("survey_results")
        self._camera.take("survey-results")

    def same_name(self) -> None:
        """Type the name of a customer who is there already, and wait for the warning."""
        from PySide6.QtWidgets import QLineEdit

        from ui.kit.form_editor import FormEditor

        assert self.desk.current is not None
        editor, line = self.desk.current.findChildren(FormEditor)[-1], self._window.focusWidget()
        assert isinstance(line, QLineEdit)
        line.insert(self._known())
        self._camera.until(lambda: editor.boxes["customer_name"].near.isVisible())
        editor.flush_draft()  # now, not when its timer would

    def import_page(self) -> None:
        """A list on its way in."""
        from crm_desktop.kit.sheets import write_sheet

        path = self._scratch / self._texts.file
        rows = [[self._known() if cell == KNOWN else cell for cell in line] for line in self._texts.rows]
        write_sheet(path, list(self._texts.heads), rows)
        self.desk.go("import", {"form": "customer_master"})
        page: Any = self.desk.current
        page.load(path)
        self._camera.until(lambda: page.plan is not None)
        self._camera.take("import")
        page.panes.segments.choose("rejected")
        page.panes.show_act("rejected")
        self._camera.take("import-rejected")

    def report(self, period: str) -> None:
        """The month's summary as the boss gets it."""
        self.desk.go("reports", {"report": "monthly", "period": period})
        page: Any = self.desk.current
        ready = page.preview
        self._camera.until(lambda: ready.content() and page.view.pages() and not page._timer.isActive())
        self._camera.until(lambda: inked(page.view.viewport()))
        self._camera.take("reports")

    def undo_bar(self) -> None:
        """What a mistake looks like, and the way back."""
        from crm_desktop.complaints.proposals import open_ones

        one = next(n for n in range(5, 99) if not open_ones(self._store, n, 1))  # open cases keep a customer
        self.desk.open_record("customer_master", one)
        page: Any = self.desk.current
        page.delete([one])
        self._camera.take("undo")

    def _known(self) -> str:
        """The name of a customer who is there already."""
        from crm_desktop.kit import records
        return str(records.get(self._store, "customer_master", 5)["customer_name"])


def cases(store: Store) -> list[int]:
    """Complaints still open."""
    from crm_desktop.complaints import clocks
    from crm_desktop.kit.query import Query
    return list(Query("complaint_record", where=clocks.still_open(), sort=("id",)).run(store).ids(0, 99))


def handled(store: Store) -> int:
    """The open complaint with the most steps."""
    from crm_desktop.complaints import history
    return max(cases(store), key=lambda one: (len(history.steps(store, one)), -one))


def unanswered(store: Store) -> int:
    """A complaint nobody answered yet."""
    from crm_desktop.kit import records
    return next(one for one in cases(store) if not records.get(store, "complaint_record", one)["first_response_at"])


def busiest(store: Store) -> int:
    """The customer with the fullest card: the most kinds of entries, then the most entries."""
    from crm_desktop.kit.query import Query
    from crm_desktop.kit.timeline import timeline

    listing = Query("customer_master", sort=("id",)).run(store)
    entries = {one: timeline(store, one) for one in listing.ids(0, listing.count)}
    return min(entries, key=lambda one: (-len({e.form for e in entries[one]}), -len(entries[one]), one))


def inked(view: QWidget) -> bool:
    """Whether a paper is painted there, not only its white ground."""
    image = view.grab().toImage()
    seen = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    return len(seen) > 20
