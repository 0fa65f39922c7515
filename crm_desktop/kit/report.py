"""Reports: found by walking the features, made in the language asked for, written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
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

OPTIONS = ("period", "record", "customer", "query")


@dataclass(frozen=True)
class Options:
    """What a report is asked for. An empty language is the office's."""

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
class Report:
    """One report, declared by a feature's report module in REPORTS.

    `options` says which of Options it heeds: period, record, customer, query. `form` is the form
    whose record it prints; then the form's own title is the report's.
    """

    name: str
    title: str
    group: str
    options: tuple[str, ...]
    build: Callable[[Store, Options], Paper]
    form: str | None = None

    def text(self) -> str:
        """The title in the language in force."""
        return forms.get(self.form).text() if self.form else _(self.title)

    def __post_init__(self) -> None:
        if unknown := set(self.options) - set(OPTIONS):
            raise ValueError(f"report {self.name}: unknown options {sorted(unknown)}")


def all_reports() -> list[Report]:
    """Every report of every feature, in the features' order."""
    found: dict[str, Report] = {}
    for module in feature.modules("report"):
        for report in module.REPORTS:
            if report.name in found:
                raise RuntimeError(f"two reports are called {report.name}")
            found[report.name] = report
    return list(found.values())


def get(name: str) -> Report:
    """The report of that name. Raises Problem that names those there are."""
    known = {report.name: report for report in all_reports()}
    if name not in known:
        raise Problem(_("There is no report {name}. There are: {names}.").format(
            name=name[:40], names=", ".join(known)))
    return known[name]


def make(store: Store, name: str, options: Options, out: Path | BinaryIO) -> int:
    """Build a report and write it as a PDF; gives its number of pages. Nothing half written is left."""
    report = get(name)
    with using(options.language or store.office.language):
        return write(store, report.build(store, options), out)


def write(store: Store, paper: Paper, out: Path | BinaryIO) -> int:
    """Write a paper as a PDF in the language in force; gives its number of pages."""
    from crm_desktop.kit.pdf.draw import Print, draw

    run = Print(store.office, store.user.name, clock.now().astimezone(store.zone), store.context())
    whole = BytesIO()
    pages = draw(paper, run, whole)
    if isinstance(out, Path):
        save_whole(out, whole.getbuffer())
    else:
        out.write(whole.getbuffer())
    return pages


def save_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file under another name and rename it, so that it is whole or not there. Raises Problem."""
    draft: str | None = None
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(draft, path)
    except OSError as error:
        if draft:
            with suppress(OSError):
                os.unlink(draft)
        raise _problem(path, error) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _problem(path: Path, error: OSError) -> Problem:
    """What the user can do about a file that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return Problem(_("The disk is full: {name} was not written. Make room or choose another place.")
                       .format(name=path.name))
    if path.is_dir():
        return Problem(_("{name} is a folder. Give the file another name.").format(name=path.name))
    if not path.parent.is_dir():
        return Problem(_("The folder {folder} is not there. Choose another place.").format(folder=path.parent))
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return Problem(_("The file {name} is open in another program. Close it there first.").format(name=path.name))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Problem(_("The folder {folder} may not be written to. Choose another place.")
                       .format(folder=path.parent))
    return Problem(_("The file {name} could not be written ({reason}). Choose another place.")
                   .format(name=path.name, reason=error.strerror or type(error).__name__))
