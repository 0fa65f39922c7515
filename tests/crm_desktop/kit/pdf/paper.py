"""What the tests of paper share: an invented office, a print at a fixed instant, a reader of what was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from crm_desktop.kit.pdf import Block, Paper, Print, draw
from crm_desktop.kit.values import Context

AT = datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class AnOffice:
    name: str = "澄屿机电设备有限公司"
    address: str = "临江路 18 号"
    phone: str = "0510-0000 5740"
    logo: bytes | None = None


NAMES = {1: "鹭原乳业有限公司", 2: "姜未央", 3: "林晓梅"}
RUN = Print(AnOffice(), "林晓梅", AT.astimezone(ZONE),
            Context(ZONE, AT.date(), name_of=lambda _kind, record: NAMES.get(record)))


def raw(paper: Paper, run: Print = RUN) -> bytes:
    out = BytesIO()
    pages = draw(paper, run, out)
    assert pages == len(PdfReader(out).pages)
    return out.getvalue()


def read(paper: Paper | Block | Sequence[Block], run: Print = RUN) -> PdfReader:
    """A paper (or blocks on one) drawn and opened again."""
    if not isinstance(paper, Paper):
        paper = Paper("样张", blocks=list(paper) if isinstance(paper, Sequence) else [paper])
    return PdfReader(BytesIO(raw(paper, run)))


def words(reader: PdfReader) -> str:
    """All text of a document, without spaces and line ends."""
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def with_office(**changes: object) -> Print:
    return replace(RUN, office=replace(AnOffice(), **changes))  # type: ignore[arg-type]
