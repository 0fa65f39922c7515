"""Charts on the screen: sound SVG, the same numbers, nothing active from texts."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import pytest

from crm_desktop.kit.pdf import Chart, Series, chart_svg

CHARTS = (
    Chart.of("bars", {"5月": 21, "6月": None, "<b>&": 1234567}, title="A<B \x00 图", emphasis=-1),
    Chart.of("hbars", {"华东": 2, "很长的标签" * 9: 1}), Chart.parts({"满意": 3, "不满意": 0}),
    Chart("line", ("a", "b"), (Series("x", (1, 2)), Series("y", (3, -1)))), Chart("bars", (), ()))


@pytest.mark.parametrize("chart", CHARTS)
def test_svg_is_sound(chart: Chart) -> None:
    root = ET.fromstring(chart_svg(chart, 300, ink="#ffffff", ground="#101010"))
    assert root.tag.endswith("svg")
    assert float(root.attrib["height"]) > 0


def test_svg_has_the_numbers_and_the_texts_as_they_are() -> None:
    root = ET.fromstring(chart_svg(CHARTS[0]))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"21", "–", "1,234,567", "<b>&"} <= set(texts)
    assert "A<B   图" in texts


def test_blocks_and_svg_need_no_reportlab() -> None:
    import subprocess

    code = ("import sys, crm_desktop.kit.report as r, crm_desktop.kit.pdf as p\n"
            "p.chart_svg(p.Chart.of('bars', {'a': 1}))\n"
            "sys.exit(any(m.split('.')[0] in ('reportlab', 'PIL', 'pypdf', 'openpyxl') for m in sys.modules))")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
