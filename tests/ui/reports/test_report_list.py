"""The list of reports: one found is the one marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.reports.report_list import ReportList


def test_a_report_found_is_also_marked(qtbot: QtBot) -> None:
    reports = ReportList()
    qtbot.addWidget(reports)
    reports.show()
    reports.choose("monthly")
    qtbot.keyClicks(reports.find, "satisfaction")
    qtbot.keyClick(reports.find, Qt.Key.Key_Return)
    assert reports.current() in reports.names()
    assert [i.text() for i in reports.list.selectedItems()] == [reports.list.currentItem().text()]
