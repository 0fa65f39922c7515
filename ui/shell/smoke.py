"""A first look without a person: open an office, open every page in every theme, a record and an empty
form of every kind, do each act of a day, print every report, and go.

CRM_DESKTOP_SMOKE=1 with the password in CRM_DESKTOP_PASSWORD (and CRM_DESKTOP_USER, else the only
user). A folder in CRM_DESKTOP_PICTURES gets a picture of each page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from crm_desktop.kit import feature, i18n, query, workdays
from crm_desktop.kit.errors import Problem
from ui.kit import theme
from ui.shell.main_window import MainWindow
from ui.shell.smoke_acts import every_act, every_report, settle


def run(window: MainWindow, folder: Path | None) -> int:
    """0 when every page opened."""
    window.start(folder)
    window.show()
    settle()
    pictures = Path(os.environ["CRM_DESKTOP_PICTURES"]) if os.environ.get("CRM_DESKTOP_PICTURES") else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    _picture(window, pictures, "sign-in")
    failed: list[str] = []
    sys.excepthook = lambda kind, error, trace: (failed.append(kind.__name__), sys.__excepthook__(kind, error, trace))
    try:
        if folder is not None:
            users = window.offices.users(folder)
            user = os.environ.get("CRM_DESKTOP_USER") or users[0]
            window.enter(window.offices.open(folder, user, os.environ.get("CRM_DESKTOP_PASSWORD", "")))
            _every_page(window, pictures)
            theme.look().set(wish="light")
            _every_form(window, pictures)
            _work(window, failed)
            window.lock()
            settle()
    except Problem as problem:
        print(problem.sentence, file=sys.stderr)
        return 1
    finally:
        window.close()
    print(f"smoke: {'failed' if failed else 'ok'}")
    return 1 if failed else 0


def _every_page(window: MainWindow, pictures: Path | None) -> None:
    desk = window.desk
    assert desk is not None
    for wish in ("light", "dark"):
        theme.look().set(wish=wish)
        for page_id in desk.specs:
            desk.go(page_id)
            settle()
            _picture(window, pictures, page_id if wish == "light" else f"{page_id}-dark")


def _every_form(window: MainWindow, pictures: Path | None) -> None:
    """The newest record of every kind, and an empty form of every kind, as the pages show them."""
    desk = window.desk
    assert desk is not None
    for form_id in feature.entities():
        for record_id in query.Query(form_id, sort=("-id",)).run(desk.session.store).ids(0, 1):
            desk.open_record(form_id, record_id)
            settle()
            _picture(window, pictures, f"record-{form_id}")
        desk.new_record(form_id, {})
        settle()
        _picture(window, pictures, f"new-{form_id}")
    for home in ("CN", "TW"):
        workdays.holidays_of(home, 2026)  # loaded late: a build without it would show only when a day is picked
    desk.find("")
    settle()
    _picture(window, pictures, "find")


def _work(window: MainWindow, failed: list[str]) -> None:
    """Each act of a day, each report: the one that fails is named."""
    desk = window.desk
    assert desk is not None
    for steps in (every_act(desk), every_report(desk, i18n.language())):
        tried: list[str] = []
        try:
            for step in steps:
                tried.append(step)
                settle()
        except (Problem, RuntimeError) as error:
            failed.extend(tried[-1:])
            print(f"smoke: {' '.join(tried[-1:])}: {error}", file=sys.stderr)


def _picture(window: MainWindow, pictures: Path | None, name: str) -> None:
    if pictures is not None:
        window.grab().save(str(pictures / f"{name}.png"))
