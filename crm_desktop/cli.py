"""The command line: the same verbs for an administrator and for tests. No Qt; one-line errors; never a traceback."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from crm_desktop import __version__
from crm_desktop.kit import console, i18n, usage
from crm_desktop.kit.command import opened
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Office, cipher
from crm_desktop.kit.usage import Whole, option

Window = Callable[[Path | None, str | None], int]
_FOLDER = click.Path(path_type=Path)
_REASONS = 20  # so many rejected rows are named on the screen; all of them go to --rejects
_LANGUAGE = click.Choice(i18n.LANGUAGES)


def _user(command: Any) -> Any:
    return option("--user", metavar="NAME", help=N_("the user who signs in (default: the only one)"))(command)


@click.group(cls=usage.Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
             help=N_("CRM Desktop. Without a command it opens the window."))
@click.version_option(__version__, prog_name="crm-desktop", cls=usage.Option, help=N_("Show the version and exit."))
@option("--office", type=_FOLDER, metavar="DIR", help=N_("the office to open in the window"))
@option("--language", type=_LANGUAGE, help=N_("the language of the window, or of this help"))
@click.pass_context
def main(ctx: click.Context, office: Path | None, language: str | None) -> None:
    """The program: all its commands."""
    if language:
        i18n.set_language(language)
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.obj(office, language))


@main.command("new", help=N_("Make a new office folder with its first user."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@option("--user", required=True, metavar="NAME", help=N_("the first user"))
@option("--office-name", metavar="TEXT", help=N_("the office's name (default: the folder's)"))
@option("--language", type=_LANGUAGE, default="zh_CN", show_default=True, help=N_("the language of the office"))
@option("--recovery-sheet", type=_FOLDER, metavar="OUT.pdf", help=N_("where the recovery sheet is written"))
def _new(folder: Path, user: str, office_name: str | None, language: str, recovery_sheet: Path | None) -> None:
    from crm_desktop.kit.recovery_sheet import write_sheet
    from crm_desktop.kit.store.office import found
    i18n.set_language(language)
    if recovery_sheet is not None:
        console.ending(recovery_sheet)
    zone, currency = ("Asia/Taipei", "TWD") if language == "zh_TW" else ("Asia/Shanghai", "CNY")
    office = Office(office_name or folder.name.removesuffix(".crm"), language=language, zone=zone, currency=currency)
    store, code = found(folder, office, user, console.password(again=True), hints=True)
    try:
        if recovery_sheet is not None:
            write_sheet(store, code, recovery_sheet)
    except BaseException:  # without its code an office is not begun
        store.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    store.close()
    if recovery_sheet is None:
        click.echo(code)


def _day(_ctx: click.Context, _option: click.Parameter, given: str | None) -> date | None:
    try:
        day = date.fromisoformat(given) if given is not None else None
    except ValueError:
        raise click.UsageError(_("There is no such day. Type it as 2026-11-22.")) from None
    if day is not None and not 1990 <= day.year <= 2999:
        raise click.UsageError(_("The day must lie between 1990 and 2999. Choose another."))
    return day


@main.command("demo", help=N_('Make a sample office with invented data; the user is "demo".'))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@option("--customers", type=Whole(1, 2_000_000), metavar="N", default=500, show_default=True,
        help=N_("how many customers"))
@option("--seed", type=Whole(), metavar="N", default=1, show_default=True, help=N_("the same number, the same data"))
@option("--today", metavar="YYYY-MM-DD", callback=_day, help=N_("the day the sample office believes it is"))
@option("--language", type=_LANGUAGE, default="zh_CN", show_default=True, help=N_("the language of the office"))
def _demo(folder: Path, customers: int, seed: int, today: date | None, language: str) -> None:
    from crm_desktop.kit.sample import make_demo
    i18n.set_language(language)
    password = os.environ.get("CRM_DESKTOP_PASSWORD") or "demo-office-2026"
    make_demo(folder, customers, seed, today, password, language)
    if "CRM_DESKTOP_PASSWORD" not in os.environ:
        click.echo(_("User: demo, password: {password}").format(password=password))


@main.command("import", help=N_("Bring in a list from .xlsx or .csv. The last line counts what is new, changed, "
                                "the same and rejected."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("file", metavar="FILE", type=_FOLDER)
@option("--form", "form_id", default="customer_master", show_default=True, metavar="FORM",
        help=N_("the form its rows belong to"))
@option("--dry-run", is_flag=True, help=N_("only say what would happen"))
@option("--rejects", type=_FOLDER, metavar="OUT.xlsx", help=N_("where rejected rows are written, with the reason"))
@_user
def _import(folder: Path, file: Path, form_id: str, dry_run: bool, rejects: Path | None, user: str | None) -> None:
    from crm_desktop.kit import importing
    with opened(folder, user) as store:
        console.known(form_id)
        if rejects is not None and rejects.resolve() == file.resolve():
            raise Problem(_("The rejected rows need a file of their own. Choose another name."))
        plan = importing.prepare(store, form_id, file)
        if rejects is not None:
            importing.write_rejects(plan, rejects)
        for outcome in islice(plan.of("rejected"), _REASONS):
            click.echo(outcome.reason, err=True)
        counts = importing.Counts(plan.new, plan.changed, plan.same, plan.rejected) if dry_run else \
            importing.run_import(store, plan)
        click.echo(counts.line())


@main.command("export", help=N_("Write all records of a form as a list, heads in the office's language."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("form_id", metavar="FORM")
@click.argument("out", metavar="OUT.csv|OUT.xlsx", type=_FOLDER)
@_user
def _export(folder: Path, form_id: str, out: Path, user: str | None) -> None:
    from crm_desktop.kit import exporting
    with opened(folder, user, reads=True) as store:
        console.known(form_id)
        exporting.export(store, form_id, out)


@main.command("find", help=N_("Search everything. One hit per line: kind, number, name."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("text", metavar="TEXT")
@option("--limit", type=Whole(1, 1000), metavar="N", default=20, show_default=True, help=N_("how many hits at most"))
@_user
def _find(folder: Path, text: str, limit: int, user: str | None) -> None:
    from crm_desktop.kit import search
    with opened(folder, user, reads=True) as store:
        for hit in search.find(store.db.conn, text, limit=limit):
            click.echo(f"{hit.form}\t{hit.number}\t{' '.join(hit.name.split())}")


@main.command("forms", help=N_("The forms that can be kept, imported and exported: id and title."))
@option("--language", type=_LANGUAGE, default="zh_CN", show_default=True, help=N_("the language of the titles"))
def _forms(language: str) -> None:
    from crm_desktop.kit import feature, forms
    with i18n.using(language):
        for form_id in feature.entities():
            click.echo(f"{form_id}\t{forms.get(form_id).text()}")


@main.command("reports", help=N_("The reports: name and title."))
@option("--language", type=_LANGUAGE, default="zh_CN", show_default=True, help=N_("the language of the titles"))
def _reports(language: str) -> None:
    from crm_desktop.kit import report
    with i18n.using(language):
        for one in report.all_reports():
            click.echo(f"{one.name}\t{one.text()}")


@main.command("report", help=N_("Write a report as a PDF."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("name", metavar="NAME")
@click.argument("out", metavar="OUT.pdf", type=_FOLDER)
@option("--period", metavar="P", help=N_("2026, 2026-H1, 2026-Q4, 2026-10 or 2026-W47"))
@option("--language", type=_LANGUAGE, help=N_("the language of the paper (default: the office's)"))
@option("--record", metavar="NUMBER", help=N_("the record to print (default: the newest)"))
@option("--customer", metavar="NUMBER", help=N_("the customer it is about"))
@_user
def _report(folder: Path, name: str, out: Path, period: str | None, language: str | None, record: str | None,
            customer: str | None, user: str | None) -> None:
    from crm_desktop.kit import records, report
    from crm_desktop.kit.period import Period
    console.ending(out)
    with opened(folder, user, reads=True) as store:
        asked = report.get(name)
        for named, given in (("period", period), ("record", record), ("customer", customer)):
            if given is None or named in asked.options:
                continue
            if named == "period":  # a list or a card is of today: said, and printed all the same
                click.echo(_("The report {name} has no period; it shows how things are now.").format(name=name),
                       err=True)
            else:
                raise click.UsageError(_("The report {name} takes no --{option}.").format(name=name, option=named))
        if period is not None:
            Period.parse(period)
        form = asked.form or "customer_master"
        options = report.Options(
            period=period, record=records.by_number(store, form, record) if record else None,
            customer=records.by_number(store, "customer_master", customer) if customer else None,
            language=language or "")
        report.make(store, name, options, out)


@main.command("check", help=N_('Prove that file, keys, references, search index and audit chain are sound: "ok", '
                               "else what to do."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@option("--mend", is_flag=True, help=N_("first build the search index and the order of the lists anew"))
@_user
def _check(folder: Path, mend: bool, user: str | None) -> None:
    from crm_desktop.kit.store import sound
    with opened(folder, user, warn=False, reads=not mend) as store:
        if mend:
            sound.mend(store)
        findings = store.check()
    if findings:
        for finding in findings:
            click.echo(f"{finding.file}: {finding.sentence} {finding.what_to_do}", err=True)
        sys.exit(1)
    click.echo("ok")


@main.command("backup", help=N_("Write a proved backup of the office into OUT_DIR and say where it is."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("out_dir", metavar="OUT_DIR", type=_FOLDER)
@_user
def _backup(folder: Path, out_dir: Path, user: str | None) -> None:
    from crm_desktop.kit.store import backup
    with opened(folder, user) as store:
        click.echo(str(backup.backup(store, out_dir)))


@main.command("restore", help=N_("Put a backup into a new folder, or in the place of the office there "
                                 "(whose files are kept)."))
@click.argument("source", metavar="BACKUP", type=_FOLDER)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_user
def _restore(source: Path, folder: Path, user: str | None) -> None:
    from crm_desktop.kit.store import restore
    names = restore.users(source)
    if user is None and len(names) != 1:
        raise click.UsageError(_("This office has several users; name one with --user."))
    kept = restore.restore(source, folder, user or next(iter(names.values())), console.password())
    if kept is not None:
        click.echo(str(kept))


def run(argv: Sequence[str], window: Window) -> int:
    """Run the command line; `window` opens the window. Exit codes: 1 what the user can mend, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    console.speak(argv)
    try:
        with cipher.told():
            code = main.main(args=list(argv), prog_name="crm-desktop", standalone_mode=False, obj=window)
    except click.ClickException as error:
        click.echo(usage.sentence(error), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, Cancelled):
        click.echo(_("Cancelled; nothing was changed."), err=True)
        return 1
    except Problem as problem:
        click.echo(problem.sentence.replace("\n", " "), err=True)
        return 1
    except BrokenPipeError:
        return 1
    except SystemExit as left:
        return int(left.code or 0)
    except Exception as error:  # noqa: BLE001 - a bug: logged, told in one line, never a traceback
        from crm_desktop.kit import bugs
        click.echo(_("Something went wrong in the program. Details: {file}").format(file=bugs.log(error)), err=True)
        return 1
    return int(code or 0)
