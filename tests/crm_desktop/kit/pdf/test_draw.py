"""The page frame: fonts, head and foot, properties, bookmarks, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.forms import Form
from crm_desktop.kit.pdf import Chart, FormSheet, Grid, Heading, Note, Paper, Text, read_logo
from tests.crm_desktop.kit.pdf.paper import RUN, raw, read, with_office, words


def _fonts(reader: PdfReader) -> list[object]:
    return [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]


def test_only_our_own_fonts_embedded_as_subsets() -> None:
    reader = read([Heading("一、客户"), Text("long text " * 2000), Grid(["A", "B"], [["1", "2"]], total=True),
                   Chart.of("bars", {"甲": 1}, title="图"), Note("注 😀")])
    fonts = _fonts(reader)
    assert fonts
    for font in fonts:
        assert "+NotoSansSC-" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
        assert "/ToUnicode" in font


def test_file_stays_small_because_fonts_are_subsets() -> None:
    assert len(raw(Paper("客户投诉记录表", blocks=[Text("投诉内容")]))) < 60_000


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_text_can_be_copied_and_found(language: str) -> None:
    with i18n.using(language):
        text = words(read(Paper("客戶投诉记录表", "TS-2026-0132", blocks=[Text("噪声明显大于 1 号机 ÄÖ 體驗")])))
    assert "客戶投诉记录表" in text
    assert "TS-2026-0132" in text
    assert "噪声明显大于1号机ÄÖ體驗" in text


def test_characters_beyond_the_first_plane_can_be_copied() -> None:
    assert "🄀𠂇" in words(read(Text("🄀𠂇")))


def test_every_page_has_head_and_foot_with_its_count() -> None:
    reader = read(Paper("T", "N-7", "2026", [Text("x\n" * 200)]))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert "澄屿机电设备有限公司" in text
        assert "N-7" in text
        assert f"Page {number} of {count}" in text
        assert "2026-11-19 10:26" in text


def test_properties_language_and_bookmarks() -> None:
    with i18n.using("zh_TW"):
        reader = read(Paper("月報", period_text="2026 年", blocks=[
            Heading("一、客戶"), Text("文\n" * 80), Heading("二、客訴"), Heading("一般", 2)]))
    assert reader.metadata is not None
    assert reader.metadata.title == "月報 2026 年"
    assert reader.metadata.author == "澄屿机电设备有限公司"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2026-11-19T10:26:00+08:00"
    assert reader.trailer["/Root"]["/Lang"] == "zh-TW"
    first, second, inner = reader.outline
    assert (first["/Title"], second["/Title"], inner[0]["/Title"]) == ("一、客戶", "二、客訴", "一般")
    assert reader.get_destination_page_number(second) == 1
    assert not reader.is_encrypted


def test_same_paper_same_bytes_whatever_was_printed_before() -> None:
    paper = Paper("T", blocks=[Heading("甲"), Grid(["A"], [["1"]]), Chart.of("hbars", {"a": 2})])
    first = raw(paper)
    raw(Paper("其他", blocks=[Text("别的字")]))
    assert raw(paper) == first


def test_landscape_turns_the_page() -> None:
    portrait, landscape = read(Paper("T")).pages[0].mediabox, read(Paper("T", landscape=True)).pages[0].mediabox
    assert (round(portrait.width), round(portrait.height)) == (595, 842)
    assert (landscape.width, landscape.height) == (portrait.height, portrait.width)


def test_form_code_number_and_date_stand_where_told() -> None:
    text = words(read(Paper("T", "TS-1", code="TS-01", date_text="Filled in 9 Nov")))
    assert "FormTS-01" in text
    assert "Number:TS-1" in text
    assert "Filledin9Nov" in text


def test_an_empty_sheet_is_not_dated() -> None:
    form = Form("f", {"en": "Form"}, "a", "record", "printed", 1, "F", "none")
    assert "19Nov2026" not in words(read(Paper("T", blocks=[FormSheet(form, blank=True)])))
    assert "19Nov2026" in words(read(Paper("T", blocks=[FormSheet(form)])))


def test_sign_off_names_who_prepared_it() -> None:
    text = words(read(Paper("T", sign_off=("prepared", "reviewed", "主管"))))
    assert "Preparedby:林晓梅" in text
    assert "19Nov2026" in text
    assert "Reviewedby" in text
    assert "主管" in text


def _png(size: tuple[int, int], mode: str = "RGBA") -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def test_logo_is_drawn_and_made_small() -> None:
    page = read(Paper("T"), with_office(logo=_png((3000, 1500)))).pages[0]
    pictures = [x.get_object() for x in page["/Resources"]["/XObject"].values()]
    assert any((p["/Width"], p["/Height"]) == (800, 400) for p in pictures)


def test_damaged_logo_does_not_stop_a_print() -> None:
    assert "T" in words(read(Paper("T"), with_office(logo=_png((9, 9))[:40])))
    assert "T" in words(read(Paper("T"), with_office(logo=b"GIF89a no picture")))


@pytest.mark.parametrize("data", [b"", b"no picture", _png((9, 9))[:40], _png((60000, 1000), "1")])
def test_logo_that_is_no_picture_is_a_problem(data: bytes) -> None:
    with pytest.raises(Problem):
        read_logo(data)


def test_very_long_names_do_not_leave_the_page() -> None:
    run = replace(with_office(name="很长的名字" * 60, address="路" * 300), printed_by="人" * 300)
    text = words(read(Paper("标题" * 200, "N" * 300, "期" * 90, [Text("正文")], code="C" * 300), run))
    assert "正文" in text
    assert "…" in text


def test_cancel_while_drawing_stops() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        raw(Paper("T", blocks=[Text("x\n" * 3000)]), replace(RUN, progress=stop))
    with pytest.raises(Cancelled):
        raw(Paper("T", blocks=[Grid(["A"], [["1"]] * 1200)]), replace(RUN, progress=stop))


def test_empty_paper_is_one_page() -> None:
    assert len(read(Paper("")).pages) == 1
