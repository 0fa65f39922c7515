"""Whatever the bytes: a sheet or a Problem, never another error."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.sheets import Sheet, read_sheet, write_sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


def _try(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        found = read_sheet(path)
    except Problem as problem:
        assert problem.sentence
    else:
        assert isinstance(found, Sheet)
        assert found.rows


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes(folder: Path, data: bytes) -> None:
    _try(folder / "a.csv", data)


@settings(max_examples=150, deadline=None)
@given(start=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xfe\xff", b"<?xml",
                              b"\xef\xbb\xbf", b"\x89PNG", b'"', b"sep="]), data=st.binary(max_size=300))
def test_any_bytes_after_a_known_beginning(folder: Path, start: bytes, data: bytes) -> None:
    _try(folder / "a.xlsx", start + data)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), codec=st.sampled_from(["utf-8", "utf-16-le", "utf-16", "gb18030"]))
def test_any_text(folder: Path, text: str, codec: str) -> None:
    _try(folder / "a.txt", text.encode(codec, "ignore"))


@pytest.fixture(scope="module")
def book(folder: Path) -> bytes:
    write_sheet(folder / "whole.xlsx", ["客户", "数"], [[f"甲{i}", i] for i in range(30)])
    return (folder / "whole.xlsx").read_bytes()


@settings(max_examples=200, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6),
       cut=st.integers(0, 40))
def test_a_workbook_with_changed_bytes(folder: Path, book: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(book)
    for place, byte in changes:
        data[place % len(data)] = byte
    _try(folder / "b.xlsx", bytes(data[: len(data) - cut]))


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 10**6), patch=st.binary(min_size=1, max_size=8), part=st.integers(0, 4))
def test_a_workbook_with_changed_parts(folder: Path, book: bytes, place: int, patch: bytes, part: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for number, name in enumerate(old.namelist()):
            data = bytearray(old.read(name))
            if number == part:
                at = place % len(data)
                data[at : at + len(patch)] = patch
            new.writestr(name, bytes(data))
    _try(folder / "c.xlsx", out.getvalue())


@settings(max_examples=300, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6),
       cut=st.integers(0, 3000))
def test_an_old_workbook_with_changed_bytes(folder: Path, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(Path(__file__).with_name("old.xls").read_bytes())
    for place, byte in changes:
        data[place % len(data)] = byte
    _try(folder / "d.xls", bytes(data[: len(data) - cut // 10 * (cut % 10 == 0)]))
