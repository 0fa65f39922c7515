"""Words that propose a higher severity."""

from __future__ import annotations

import pytest

from crm_desktop.complaints import proposals
from crm_desktop.kit.store import Store


@pytest.mark.parametrize(("said", "found"), [
    ("再不处理就要退货，还要找律師", ["退货", "律师"]), ("The COMPRESSOR was pressed hard; an issue", []),
    ("We call the press and two lawyers", ["lawyer", "press"]), ("全額退款,refund!", ["退款", "refund"]), ("", [])])
def test_the_words_stand_alone_or_in_chinese(store: Store, said: str, found: list[str]) -> None:
    assert proposals.severe_words(store, said) == found
