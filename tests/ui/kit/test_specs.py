"""What features declare is there: pages, captures, their icons and what they load."""

from __future__ import annotations

from ui.kit import icons, specs


def test_every_declared_page_exists_and_has_an_icon() -> None:
    ids = [s.id for s in specs.all_pages()]
    assert len(ids) == len(set(ids))
    assert {"bin", "settings"} <= set(ids)
    for spec in (*specs.all_pages(), *specs.all_captures()):
        assert icons.exists(spec.icon), spec
    for page in specs.all_pages():
        assert callable(specs.load(page.make))
        if page.badge:
            assert callable(specs.load(page.badge))
    for capture in specs.all_captures():
        assert callable(specs.load(capture.run))
