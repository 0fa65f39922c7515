"""Words that propose a higher severity."""

from __future__ import annotations

import pytest

from crm_desktop.complaints import proposals
from crm_desktop.kit.store import Store


@pytest.mark.parametrize(("said", "found"), [
    ("再不处理就要退货，还要找律師", ["退货", "律師"]), ("The COMPRESSOR was pressed hard; an issue", []),
    ("We call the press and two lawyers", ["lawyer", "press"]), ("全額退款,refund!", ["退款", "refund"]), ("", []),
    ("又漏電，要求退貨。Refund", ["退貨", "漏電", "Refund"])])
def test_the_words_stand_alone_or_in_chinese_and_are_said_as_written(store: Store, said: str, found: list[str]) -> None:
    assert proposals.severe_words(store, said) == found
