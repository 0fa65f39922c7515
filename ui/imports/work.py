"""The steps of an import that take their time, each as one task with a cancel that leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.kit import forms, importing
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.importing import Counts, ImportPlan
from crm_desktop.kit.sheets import Head, Sheet, find_head, map_columns, read_sheet
from crm_desktop.kit.store import Store
from ui.kit.session import Session
from ui.kit.tasks import Job, Task


@dataclass
class Source:
    """A file as read, and what its columns are."""

    form_id: str
    path: Path
    sheet: Sheet
    head: Head
    mapping: dict[int, str] = field(default_factory=dict)
    touched: bool = False    # she chose columns herself: remembered when the import is done


class ImportWork:
    """One thing at a time: what is asked for last drops what is under way."""

    def __init__(self, session: Session, failed: Callable[[Problem], None], cancelled: Callable[[], None],
                 started: Callable[[Task], None]) -> None:
        self._session, self._failed, self._cancelled, self._started = session, failed, cancelled, started
        self.task: Task | None = None

    def read(self, form_id: str, path: Path, encoding: str | None, sheet: str | None,
             done: Callable[[Source], None]) -> None:
        """Read the file, find its head, match its columns."""
        def work(store: Store, job: Job) -> Source:
            found = read_sheet(path, encoding=encoding, sheet=sheet)
            job.check()
            form = forms.get(form_id)
            head = find_head(found.rows, form, found.merged)
            kept = importing.remembered_mapping(store, form_id, head)
            return Source(form_id, path, found, head, map_columns(head, form, kept))

        self._run(work, done, _("Reading {name}").format(name=path.name))

    def plan(self, source: Source, done: Callable[[ImportPlan], None]) -> None:
        """Compare with what is kept; nothing is written."""
        def work(store: Store, job: Job) -> ImportPlan:
            return importing.plan_import(store, source.form_id, source.sheet, dict(source.mapping), source.head,
                                         progress=job.progress, cancelled=lambda: job.cancelled)

        def ended(plan: ImportPlan) -> None:
            if plan.lookup is not None:
                plan.lookup.use(self._session.store)
            done(plan)

        self._run(work, ended, _("Comparing {name}").format(name=source.path.name))

    def bring_in(self, source: Source, plan: ImportPlan, done: Callable[[Counts], None]) -> None:
        """Write everything as one change."""
        def work(store: Store, job: Job) -> Counts:
            counts = importing.run_import(store, plan, progress=job.progress, cancelled=lambda: job.cancelled)
            if source.touched:
                chosen: dict[int, str | None] = {i: source.mapping.get(i) for i in range(len(source.head.names))}
                importing.remember_mapping(store, source.form_id, source.head, chosen)
            return counts

        self._run(work, done, _("Bringing in {name}").format(name=source.path.name), writes=True)

    def stop(self) -> None:
        """Drop what is under way, silently."""
        if self.task is not None:
            self.task.on_done = None
            self.task.cancel()
        self.task = None

    def _run(self, work: Callable[[Store, Job], Any], done: Callable[[Any], None], label: str, *,
             writes: bool = False) -> None:
        self.stop()

        def mine(act: Callable[..., None]) -> Callable[..., None]:
            def settled(*result: Any) -> None:
                if self.task is task:
                    self.task = None
                    act(*result)
            return settled

        task = self._session.run(work, None, label, mine(self._failed), mine(self._cancelled), writes=writes)
        task.on_done = mine(done)
        self.task = task
        self._started(task)


def sentence(counts: Counts) -> str:
    """How an import ended, in words."""
    return _("Imported: {new}, {changed}, {same}, {rejected}.").format(
        new=ngettext("{n} new record", "{n} new records", counts.new).format(n=f"{counts.new:,}"),
        changed=ngettext("{n} changed", "{n} changed", counts.changed).format(n=f"{counts.changed:,}"),
        same=ngettext("{n} unchanged", "{n} unchanged", counts.same).format(n=f"{counts.same:,}"),
        rejected=ngettext("{n} rejected", "{n} rejected", counts.rejected).format(n=f"{counts.rejected:,}"))
