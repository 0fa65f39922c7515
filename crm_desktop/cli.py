"""The command line: the same verbs for an administrator and for tests. No Qt; one-line errors; never a traceback."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import click

from crm_desktop import __version__
from crm_desktop.kit import console, i18n
from crm_desktop.kit.command import opened
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Office, cipher

Window = Callable[[Path | None, str | None], int]
_FOLDER = click.Path(path_type=Path)
_REASONS = 20  # so many rejected rows are named on the screen; all of them go to --rejects
_LANGUAGE = click.Choice(i18n.LANGUAGES)


def _user(command: Any) -> Any:
    return click.option("--user", metavar="NAME", help="the user who signs in (default: the only one)")(command)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crm-desktop")
@click.option("--office", type=_FOLDER, metavar="DIR", help="the office to open in the window")
@click.option("--language", type=_LANGUAGE, help="the language of the window")
@click.pass_context
def main(ctx: click.Context, office: Path | None, language: str | None) -> None:
    """CRM Desktop. Without a command it opens the window."""
    if language:
        i18n.set_language(language)
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.obj(office, language))


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--user", required=True, metavar="NAME", help="the first user")
@click.option("--office-name", metavar="TEXT", help="the office's name (default: the folder's)")
@click.option("--language", type=_LANGUAGE, default="zh_CN", show_default=True)
@click.option("--recovery-sheet", type=_FOLDER, metavar="OUT.pdf", help="where the recovery sheet is written")
def new(folder: Path, user: str, office_name: str | None, language: str, recovery_sheet: Path | None) -> None:
    """Make a new office folder with its first user."""
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


def _sane(ctx: click.Context, option: click.Parameter, given: Any) -> Any:
    if given is not None and not 1990 <= given.year <= 2999:
        raise click.UsageError(_("The day must lie between 1990 and 2999. Choose another."))
    return given


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--customers", type=click.IntRange(1, 2_000_000), default=500, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), callback=_sane,
              help="the day the sample office believes it is")
@click.option("--language", type=_LANGUAGE, default="zh_CN", show_default=True)
def demo(folder: Path, customers: int, seed: int, today: Any, language: str) -> None:
    """Make a sample office with invented data; the user is "demo"."""
    from crm_desktop.kit.sample import make_demo
    i18n.set_language(language)
    password = os.environ.get("CRM_DESKTOP_PASSWORD") or "demo-office-2026"
    make_demo(folder, customers, seed, today.date() if today else None, password, language)
    if "CRM_DESKTOP_PASSWORD" not in os.environ:
        click.echo(_("User: demo, password: {password}").format(password=password))


@main.command("import")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("file", metavar="FILE", type=_FOLDER)
@click.option("--form", "form_id", default="customer_master", show_default=True, metavar="FORM")
@click.option("--dry-run", is_flag=True, help="only say what would happen")
@click.option("--rejects", type=_FOLDER, metavar="OUT.xlsx", help="where rejected rows are written, with the reason")
@_user
def import_(folder: Path, file: Path, form_id: str, dry_run: bool, rejects: Path | None, user: str | None) -> None:
    """Bring in a list from .xlsx or .csv. The last line counts: new N, changed N, same N, rejected N."""
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


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("form_id", metavar="FORM")
@click.argument("out", metavar="OUT.csv|OUT.xlsx", type=_FOLDER)
@_user
def export(folder: Path, form_id: str, out: Path, user: str | None) -> None:
    """Write all records of a form as a list, heads in the office's language."""
    from crm_desktop.kit import exporting
    with opened(folder, user, reads=True) as store:
        console.known(form_id)
        exporting.export(store, form_id, out)


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("text", metavar="TEXT")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@_user
def find(folder: Path, text: str, limit: int, user: str | None) -> None:
    """One hit per line: kind, number, name."""
    from crm_desktop.kit import search
    with opened(folder, user, reads=True) as store:
        for hit in search.find(store.db.conn, text, limit=limit):
            click.echo(f"{hit.form}\t{hit.number}\t{' '.join(hit.name.split())}")


@main.command("forms")
@click.option("--language", type=_LANGUAGE, default="zh_CN", show_default=True)
def forms_(language: str) -> None:
    """The forms that can be kept, imported and exported: id and title."""
    from crm_desktop.kit import feature, forms
    with i18n.using(language):
        for form_id in feature.entities():
            click.echo(f"{form_id}\t{forms.get(form_id).text()}")


@main.command()
@click.option("--language", type=_LANGUAGE, default="zh_CN", show_default=True)
def reports(language: str) -> None:
    """The reports: name and title."""
    from crm_desktop.kit import report
    with i18n.using(language):
        for one in report.all_reports():
            click.echo(f"{one.name}\t{one.text()}")


@main.command("report")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("name", metavar="NAME")
@click.argument("out", metavar="OUT.pdf", type=_FOLDER)
@click.option("--period", metavar="P", help="2026, 2026-H1, 2026-Q4, 2026-10 or 2026-W47")
@click.option("--language", type=_LANGUAGE, help="the language of the paper (default: the office's)")
@click.option("--record", metavar="NUMBER", help="the record to print (default: the newest)")
@click.option("--customer", metavar="NUMBER", help="the customer it is about")
@_user
def report_(folder: Path, name: str, out: Path, period: str | None, language: str | None, record: str | None,
            customer: str | None, user: str | None) -> None:
    """Write a report as a PDF."""
    from crm_desktop.kit import records, report
    from crm_desktop.kit.period import Period
    console.ending(out)
    with opened(folder, user, reads=True) as store:
        asked = report.get(name)
        for option, given in (("period", period), ("record", record), ("customer", customer)):
            if given is None or option in asked.options:
                continue
            if option == "period":  # a list or a card is of today: said, and printed all the same
                click.echo(_("The report {name} has no period; it shows how things are now.").format(name=name),
                       err=True)
            else:
                raise click.UsageError(_("The report {name} takes no --{option}.").format(name=name, option=option))
        if period is not None:
            Period.parse(period)
        form = asked.form or "customer_master"
        options = report.Options(
            period=period, record=records.by_number(store, form, record) if record else None,
            customer=records.by_number(store, "customer_master", customer) if customer else None,
            language=language or "")
        report.make(store, name, options, out)


@main.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--mend", is_flag=True, help="first build the search index and the order of the lists anew")
@_user
def check(folder: Path, mend: bool, user: str | None) -> None:
    """Prove that file, ring, references, index and audit chain are sound: "ok", else what to do."""
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


@main.command("backup")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("out_dir", metavar="OUT_DIR", type=_FOLDER)
@_user
def backup_(folder: Path, out_dir: Path, user: str | None) -> None:
    """Write a proved backup of the office into OUT_DIR and print where it is."""
    from crm_desktop.kit.store import backup
    with opened(folder, user) as store:
        click.echo(str(backup.backup(store, out_dir)))


@main.command("restore")
@click.argument("source", metavar="BACKUP", type=_FOLDER)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_user
def restore_(source: Path, folder: Path, user: str | None) -> None:
    """Put a backup into a new folder, or in the place of the office there (whose files are kept)."""
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
    console.speak()
    try:
        with cipher.told():
            code = main.main(args=list(argv), prog_name="crm-desktop", standalone_mode=False, obj=window)
    except click.ClickException as error:
        click.echo(error.format_message().replace("\n", " "), err=True)
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
