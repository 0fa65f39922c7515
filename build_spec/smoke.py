"""Try the built program from end to end, as a new user would: python build_spec/smoke.py dist/crm-desktop

New office, import, find, export, report, check, backup, restore; then in the window, in three languages, every
page, record and empty form opened, each act of a day done once and every report printed (ui/shell/smoke_acts.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SHEET = "客户名称,联系电话,区域\n澄屿机电有限公司,0512-6650 1188,华东\n恒帆电子有限公司,021-5566 7788,华东\n,无名,华东\n"


class Failed(Exception):
    """A step did not do what it should."""


class Program:
    """The built program and the folder it works in."""

    def __init__(self, folder: Path, place: Path) -> None:
        suffix = ".exe" if sys.platform == "win32" else ""
        self.console, self.window = folder / f"crm-desktop-cli{suffix}", folder / f"crm-desktop{suffix}"
        self.bugs = place / "home" / "log" / "bugs.log"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        self.env |= {"CRM_DESKTOP_PASSWORD": "quiet green harbour 7", "CRM_DESKTOP_HOME": str(place / "home"),
                     "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *args: str | Path, code: int = 0, window: bool = False, **env: str) -> str:
        """Run it; its standard output. Raises Failed for another exit code than the one wanted, and for a traceback."""
        command = [str(self.window if window else self.console), *map(str, args)]
        done = subprocess.run(command, env=self.env | env, capture_output=True, text=True, encoding="utf-8",
                              timeout=600, check=False)
        said = done.stdout + done.stderr
        if done.returncode != code or "Traceback" in said:
            bugs = self.bugs.read_text("utf-8") if self.bugs.is_file() else ""
            raise Failed(f"{' '.join(command[1:])}: exit {done.returncode}\n{said}{bugs}")
        return done.stdout.strip()


def need(truth: bool, what: str) -> None:
    """Raise Failed with the sentence when something isn't so."""
    if not truth:
        raise Failed(what)


def a_day(program: Program, place: Path) -> None:
    """From nothing to a report and a proved backup, on the command line."""
    office, sheet, pdf = place / "office.crm", place / "list.csv", place / "month.pdf"
    sheet.write_bytes(SHEET.encode("gb18030"))
    program.run("new", office, "--user", "li", "--language", "zh_CN", "--office-name", "澄屿",
                "--recovery-sheet", place / "recovery.pdf")
    need((place / "recovery.pdf").read_bytes().startswith(b"%PDF"), "the recovery sheet is no PDF")
    last = program.run("import", office, sheet, "--rejects", place / "rejects.xlsx").splitlines()[-1]
    need(last == "new 2, changed 0, same 0, rejected 1", f"import says: {last}")
    need("澄屿机电有限公司" in program.run("find", office, "cyjd"), "a name is not found by its initials")
    need("恒帆" in program.run("find", office, "7788"), "a telephone is not found by its end")
    program.run("export", office, "customer_master", place / "out.xlsx")
    need((place / "out.xlsx").read_bytes().startswith(b"PK"), "the export is no .xlsx")
    for report in ("monthly", "customer-list", "customer-analysis"):
        program.run("report", office, report, pdf)
        need(pdf.read_bytes().startswith(b"%PDF") and pdf.stat().st_size > 5000, f"{report} is no PDF")
    need(program.run("check", office) == "ok", "the office isn't sound")
    copy = program.run("backup", office, place / "copies").splitlines()[-1]
    program.run("restore", copy, place / "back.crm")
    need(program.run("check", place / "back.crm") == "ok", "the restored office isn't sound")
    program.run("check", office, code=1, CRM_DESKTOP_PASSWORD="wrong one, this")
    program.run("nonsense", code=2)


def windows(program: Program, place: Path) -> None:
    """Pages, acts and reports in a sample office, in three languages; what was done there leaves it sound."""
    office, pdf = place / "demo.crm", place / "today.pdf"
    program.run("demo", office, "--customers", "60")
    for language in ("en", "zh_CN", "zh_TW"):
        said = program.run("--office", office, "--language", language, window=True, CRM_DESKTOP_SMOKE="1")
        need("smoke: ok" in said, f"a page failed in {language}:\n{said}")
        for report in ("today", "complaint-statistics", "visit-plan"):
            program.run("report", office, report, pdf, "--language", language)
            need(pdf.read_bytes().startswith(b"%PDF"), f"{report} is no PDF")
    need(program.run("check", office) == "ok", "the office isn't sound after the acts")


def main() -> int:
    """0 when every step did what it should."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dist/crm-desktop").resolve()
    with tempfile.TemporaryDirectory(prefix="crm-smoke-") as scratch:
        program = Program(folder, Path(scratch))
        for step in (a_day, windows):
            try:
                step(program, Path(scratch))
            except Failed as failure:
                print(f"smoke: {step.__name__} failed: {failure}")
                return 1
            print(f"smoke: {step.__name__} ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
