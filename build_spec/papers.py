"""Every report, record sheet and empty form in three languages over three offices, as PDFs and as pictures.

    python build_spec/papers.py OUT_DIR [--office normal] [--language zh_CN] [--only monthly,today]

To be looked at page by page. The pictures need poppler's pdftoppm; without it the PDFs are made alone.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image

from build_spec import paper_offices
from crm_desktop.kit import clock, empty_form, feature, forms, i18n, report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.pdf.blocks import FormSheet, Paper
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store

OFFICES = {"empty": paper_offices.nearly_empty, "normal": paper_offices.normal, "long": paper_offices.overfull}
DPI, ACROSS, MOST = 75, 4, 12  # pages on a contact sheet


def reports(store: Store, language: str) -> Iterator[tuple[str, bytes]]:
    """Every report; one that has nothing to print says so in a sentence, which is printed here instead."""
    for one in report.all_reports():
        out = BytesIO()
        try:
            report.make(store, one.name, Options(language=language), out)
        except Problem as problem:
            print(f"{one.name}: {problem}")
            continue
        yield one.name, out.getvalue()


def sheets(store: Store) -> Iterator[tuple[str, bytes]]:
    """The newest record of every form that no report prints."""
    from crm_desktop.kit import records
    done = {one.form for one in report.all_reports()}
    for form_id in feature.entities():
        if form_id in done:
            continue
        try:
            record = records.whole(store, form_id, records.newest(store, form_id))
        except Problem:
            continue
        form = forms.get(form_id)
        yield f"sheet-{form_id}", _written(store, Paper(form.text(), str(record.get(form.number_field) or ""),
                                                        blocks=[FormSheet(form, record)]))


def empty_forms(store: Store) -> Iterator[tuple[str, bytes]]:
    """Every form to write on by hand."""
    for one in empty_form.reports():
        yield one.name, _written(store, one.build(store, Options()))


def _written(store: Store, paper: Paper) -> bytes:
    out = BytesIO()
    report.write(store, paper, out)
    return out.getvalue()


def contact_sheet(pdf: Path, out: Path) -> None:
    """The pages of a PDF beside each other, as many as can be read."""
    stem = out.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-l", str(MOST), "-gray", "-png", str(pdf), f"{stem}~"], check=True)
    pages = sorted(out.parent.glob(f"{stem.name}~*.png"))
    pictures = [Image.open(page) for page in pages]
    wide, high = max(p.width for p in pictures), max(p.height for p in pictures)
    across = min(ACROSS, len(pictures))
    whole = Image.new("L", (across * (wide + 8), (len(pictures) + across - 1) // across * (high + 8)), 160)
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number % across * (wide + 8), number // across * (high + 8)))
    whole.save(out)
    for page in pages:
        page.unlink()


def main() -> None:
    """Make what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--office", choices=OFFICES, action="append")
    asked.add_argument("--language", choices=i18n.LANGUAGES, action="append")
    asked.add_argument("--only", default="")
    wanted = asked.parse_args()
    only = set(filter(None, wanted.only.split(",")))
    for name in wanted.office or OFFICES:
        for language in wanted.language or i18n.LANGUAGES:
            folder = wanted.out / f"{name}-{language}"
            folder.mkdir(parents=True, exist_ok=True)
            store = OFFICES[name]("zh_TW" if language == "zh_TW" else "zh_CN")
            with clock.frozen(paper_offices.AT), i18n.using(language):
                for made in (reports(store, language), sheets(store), empty_forms(store) if name == "empty" else ()):
                    for title, content in made:
                        if not only or title in only:
                            (folder / f"{title}.pdf").write_bytes(content)
            store.close()
            if shutil.which("pdftoppm"):
                for pdf in sorted(folder.glob("*.pdf")):
                    contact_sheet(pdf, pdf.with_suffix(".png"))


if __name__ == "__main__":
    main()
