"""The one door to translation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from crm_desktop.kit import forms, i18n


def test_a_print_borrows_a_language_and_gives_it_back() -> None:
    i18n.set_language("zh_CN")
    with i18n.using("zh_TW"):
        assert i18n.language() == "zh_TW"
        with i18n.using("en"):
            assert i18n.language() == "en"
        assert i18n.language() == "zh_TW"
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(i18n.language).result() == "zh_CN", "the screen's own, elsewhere"
            assert pool.submit(copy_context().run, i18n.language).result() == "zh_TW"
    assert i18n.language() == "zh_CN"


def test_an_error_gives_the_language_back_too() -> None:
    with pytest.raises(RuntimeError), i18n.using("zh_CN"):
        raise RuntimeError
    assert i18n.language() == "en"


@pytest.mark.parametrize("code", ["fr", "", "zh", "../en"])
def test_only_shipped_languages(code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        i18n.set_language(code)
    with pytest.raises(ValueError, match=f"^{code}$"), i18n.using(code):
        pass


def test_messages() -> None:
    assert i18n._("") == "", "the empty message is the catalogue's head"
    assert i18n.N_("Customers") == i18n._("Customers") == "Customers"
    assert i18n.ngettext("{count} record", "{count} records", 1) == "{count} record"
    assert i18n.ngettext("{count} record", "{count} records", 2) == "{count} records"
    with i18n.using("zh_CN"):
        assert i18n._("Customers") == "客户"
        assert "{count}" in i18n.ngettext("{count} record", "{count} records", 1)


def test_labels_of_forms_fall_back_to_english() -> None:
    with i18n.using("zh_TW"):
        assert i18n.pick({"en": "Name"}) == "Name"
        assert i18n.pick({"zh_CN": "名"}) == "名"
        assert i18n.pick({}) == ""
        assert forms.get("customer_master").text() == forms.get("customer_master").title["zh_TW"]


@pytest.mark.parametrize(("code", "text"), [("en", "Too long. Cut it."), ("zh_CN", "Too long.Cut it."),
                                            ("zh_TW", "Too long.Cut it.")])
def test_sentences_stand_one_after_the_other(code: str, text: str) -> None:
    with i18n.using(code):
        assert i18n.sentences(iter(("Too long.", "Cut it."))) == text
        assert i18n.sentences(()) == ""
