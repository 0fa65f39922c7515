"""Reports: found by walking the features, made in the language asked for, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from crm_desktop.kit import clock, feature, forms
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, using
from crm_desktop.kit.pdf.blocks import Paper
from crm_desktop.kit.period import Period

if TYPE_CHECKING:
    from crm_desktop.kit.query import Query
    from crm_desktop.kit.store import Store

Progress = Callable[[int, int], object]
_SHARING = (5, 32, 33)  # Windows: another program holds the file
OPTIONS = ("period", "record", "customer", "query", "remarks")


@dataclass(frozen=True)
class Options:
    """What a report is asked for. An empty language is the office's; `columns` are those of the list in the window."""

    period: str | None = None
    record: int | None = None
    customer: int | None = None
    query: Query | None = None
    columns: tuple[str, ...] = ()
    language: str = ""

    def period_or(self, store: Store, kind: str = "month") -> Period:
        """The period asked for, else the one of that kind that today lies in."""
        if self.period:
            return Period.parse(self.period)
        return Period.of(clock.today(store.zone), kind)


@dataclass(frozen=True)
class Number:
    """A number of a paper, in words of the language in force, and the list of its rows."""

    label: str
    shown: str
    query: Query


@dataclass(frozen=True)
class Report:
    """One report, declared by a feature's report module in REPORTS.

    `options` says which of Options it heeds: period, record, customer, query; and remarks, where the office's
    own text for that period is printed with it. `numbers` gives the rows behind its numbers. `form` is the form
    whose record it prints; then the form's own title is the report's. `either`: where a customer is asked for, the
    form whose record may be named instead.
    """

    name: str
    title: str
    group: str
    options: tuple[str, ...]
    build: Callable[[Store, Options], Paper]
    form: str | None = None
    numbers: Callable[[Store, Options], list[Number]] | None = None
    either: str | None = None

    def text(self) -> str:
        """The title in the language in force."""
        return _(self.title) if self.title or not self.form else forms.get(self.form).text()

    def __post_init__(self) -> None:
        if unknown := set(self.options) - set(OPTIONS):
            raise ValueError(f"report {self.name}: unknown options {sorted(unknown)}")


def all_reports() -> list[Report]:
    """Every report of every feature, in the features' order, and at the end the program's own paper."""
    from crm_desktop.kit import cheat_sheet

    found: dict[str, Report] = {}
    for module in (*feature.modules("report"), cheat_sheet):
        for report in module.REPORTS:
            if report.name in found:
                raise RuntimeError(f"two reports are called {report.name}")
            found[report.name] = report
    return list(found.values())


def get(name: str) -> Report:
    """The report or empty form of that name. Raises Problem that names the reports there are."""
    from crm_desktop.kit import empty_form

    known = all_reports()
    found = next((one for one in (*known, *empty_form.reports()) if one.name == name), None)
    if found is None:
        raise Problem(_("There is no report {name}. There are: {names}.").format(
            name=name[:40], names=", ".join(one.name for one in known)))
    return found


def make(store: Store, name: str, options: Options, out: Path | BinaryIO, progress: Progress | None = None) -> int:
    """Build a report and write it as a PDF; gives its number of pages. Nothing half written is left.

    `progress(pages done, pages)` is heard now and then; when it raises Cancelled nothing is written.
    """
    report = get(name)
    with using(options.language or store.office.language):
        whole, pages = _drawn(store, report.build(store, options), progress)
    _put(whole, out)  # what is wrong with the place is said in the screen's language
    return pages


def write(store: Store, paper: Paper, out: Path | BinaryIO, progress: Progress | None = None) -> int:
    """Write a paper as a PDF in the language in force; gives its number of pages."""
    whole, pages = _drawn(store, paper, progress)
    _put(whole, out)
    return pages


def _drawn(store: Store, paper: Paper, progress: Progress | None) -> tuple[BytesIO, int]:
    from crm_desktop.kit.pdf.draw import Print, draw

    whole = BytesIO()
    run = Print(store.office, store.user.name, clock.now().astimezone(store.zone), store.context(), progress)
    return whole, draw(paper, run, whole)


def _put(whole: BytesIO, out: Path | BinaryIO) -> None:
    if isinstance(out, Path):
        save(out, whole.getbuffer())
    else:
        out.write(whole.getbuffer())


def save(path: Path, content: bytes | memoryview) -> None:
    """Write a PDF whole or not at all. Raises Problem where that can't be."""
    from crm_desktop.kit.sheets.whole import whole_file

    try:
        with whole_file(path) as file:
            file.write(content)
    except Problem as problem:
        if getattr(problem.__cause__, "winerror", None) in _SHARING:
            raise Problem(_("{name} is open in another program. Close it there first.")
                          .format(name=path.name)) from problem
        raise
