"""Every report in three languages over three offices: nearly empty, normal, and all as long as can be."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO

import pytest

from build_spec import paper_offices
from crm_desktop.kit import cheat_sheet, clock, i18n, report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from tests.crm_desktop.kit.pdf.watched import Drawn, watch

# What is no English word in a Chinese paper: the account of the tests, and names written so in Chinese too.
SAME_EVERYWHERE = {"tester", "mail", "CRM", "VIP", "example", "info"}
# Papers that show a long text of their record from its first sign to its last.
WHOLE = {"communication-record": paper_offices.BROKEN, "complaint-receipt": paper_offices.BROKEN,
         "complaint-result-report": paper_offices.BROKEN, "callback-record": paper_offices.BROKEN,
         "reception-record": paper_offices.BROKEN, "improvement-action": paper_offices.BROKEN,
         "customer-card": paper_offices.BROKEN}


@pytest.fixture(scope="module")
def empty() -> Iterator[Store]:
    store = paper_offices.nearly_empty()
    yield store
    store.close()


@pytest.fixture(scope="module")
def normal() -> Iterator[Store]:
    store = paper_offices.normal(customers=30)
    yield store
    store.close()


@pytest.fixture(scope="module")
def long() -> Iterator[Store]:
    store = paper_offices.overfull(most=2)
    yield store
    store.close()


def drawn(store: Store, name: str, language: str) -> Drawn | None:
    """What a report draws; None where it says that there is nothing to print."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings(), clock.frozen(paper_offices.AT):
        warnings.simplefilter("error")
        found, out = watch(patch), BytesIO()
        try:
            report.make(store, name, Options(language=language), out)
        except Problem as problem:
            assert report.get(name).form is not None or "record" in report.get(name).options
            assert str(problem)
            return None
    assert out.getvalue()[:5] == b"%PDF-"
    return found


NAMES = [r.name for r in report.all_reports()]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_in_a_nearly_empty_office(empty: Store, language: str) -> None:
    for name in NAMES:
        found = drawn(empty, name, language)
        if found is not None:
            check(found, name, language)
            assert not found.uncovered


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_in_a_normal_office(normal: Store, language: str) -> None:
    for name in NAMES:
        found = drawn(normal, name, language)
        assert found is not None, name
        check(found, name, language)
        assert not found.uncovered


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_where_everything_is_as_long_as_can_be(long: Store, language: str) -> None:
    for name in NAMES:
        found = drawn(long, name, language)
        assert found is not None, name
        assert found.wrong == [], name
        assert found.uncovered <= {"𠮷", "😀"}
        assert not found.uncovered or "U+20BB7" in found.words, name
        if name in WHOLE:
            assert found.holds(WHOLE[name]), name


def check(found: Drawn, name: str, language: str) -> None:
    """Nothing outside its place, no hole of a sentence left open, nothing English in Chinese."""
    assert found.wrong == [], name
    assert not re.search(r"\{\w+\}", found.words), name
    if language != "en":
        texts = " ".join(text for lines in found.columns.values() for text in lines)
        left = {word for word in re.findall(r"[A-Za-z]{4,}", texts) if re.search(r"[a-z]", word)} - SAME_EVERYWHERE
        if name == cheat_sheet.NAME:  # what stands on the keys of the keyboard
            caps = " ".join(key for _title, keys in cheat_sheet.groups() for key, _text in keys)
            left -= set(re.findall("[A-Za-z]+", caps))
        assert not left, name
