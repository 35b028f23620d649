"""Workbooks that would do something, or fill the memory, are refused before any reader opens them."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from tarazy.exchange.forms import csv_read, workbook_read
from tests.exchange.forms.samples import change, csv_file, form, refused, workbook


def with_part(path: Path, part: str, content: bytes = b"<x/>") -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(part, content)
    return path


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/vbaProject.bin", "The workbook holds a program or an embedded object (xl/vbaProject.bin)."),
        ("xl/macrosheets/sheet1.xml", "holds a program or an embedded object"),
        ("xl/activeX/activeX1.bin", "holds a program or an embedded object"),
        ("xl/embeddings/oleObject1.bin", "holds a program or an embedded object"),
        ("xl/externalLinks/externalLink1.xml", "The workbook is linked to other files"),
        ("xl/connections.xml", "The workbook is linked to other files (xl/connections.xml)."),
    ],
)
def test_what_is_more_than_cells_is_refused(part: str, what: str, tmp_path: Path) -> None:
    path = with_part(workbook(form(), tmp_path / "form.xlsx"), part)
    (said,) = refused(form(), path)
    assert what in said
    for lang in ("kk", "ru"):
        assert refused(form(), path, lang) != [said]


def test_macros_under_their_own_ending(tmp_path: Path) -> None:
    path = workbook(form(), tmp_path / "form.xlsm")
    assert "without macros" in refused(form(), path)[0]


def test_a_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = with_part(workbook(form(), tmp_path / "form.xlsx"), "xl/bomb.xml", bytes(workbook_read.MOST_BYTES))
    assert path.stat().st_size < 1_000_000
    began = time.perf_counter()
    assert "The workbook holds more than 30000000 bytes when unpacked" in refused(form(), path)[0]
    assert time.perf_counter() - began < 0.5


def test_a_part_that_is_larger_than_it_says(tmp_path: Path) -> None:
    path = workbook(form(), tmp_path / "form.xlsx")
    content = bytearray(path.read_bytes())
    directory = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet2.xml"))
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")  # the size that the directory states
    path.write_bytes(content)
    assert "The file is not a workbook, or it is damaged." in refused(form(), path)[0]


def test_a_cell_far_out(tmp_path: Path) -> None:
    path = change(workbook(form(), tmp_path / "form.xlsx"), lambda book: book.worksheets[1].cell(900_000, 400, "x"))
    assert "its cells span more than" in refused(form(), path)[0]
    path = change(workbook(form(), tmp_path / "form.xlsx"), lambda book: book.worksheets[1].cell(200_000, 30, "x"))
    assert "Often a single cell far below or far to the right is the cause." in refused(form(), path)[0]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = workbook(form(), tmp_path / "form.xlsx")
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "xl/styles.xml":
                text = text.replace(b"<styleSheet", b'<!DOCTYPE x [<!ENTITY a "ha">]><styleSheet', 1)
            new.writestr(info.filename, text)
    assert "The file is not a workbook, or it is damaged." in refused(form(), path)[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"\x00" * 3000, b"cell;value\n"])
def test_a_file_that_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert "The file is not a workbook, or it is damaged." in refused(form(), path)[0]


def test_a_workbook_of_the_old_format(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    assert "of an old format or protected by a password" in refused(form(), path)[0]


def test_a_csv_that_is_too_large_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv_file(form(), tmp_path / "form.csv")
    monkeypatch.setattr(csv_read, "MOST_BYTES", 100)
    assert "The file has more than 100 bytes. No form is as large." in refused(form(), path)[0]
    monkeypatch.undo()
    path.write_bytes(b'\x00\x01"' * 50)
    assert refused(form(), path)
    path.write_text(f"Cell of the form;Value\n{'x' * 200_000};1\n", "utf-8")
    assert refused(form(), path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no such file." in refused(form(), tmp_path / "form.xlsx")[0]
