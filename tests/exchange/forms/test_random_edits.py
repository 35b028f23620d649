"""Whatever is edited at random in a file: exactly these cells differ, in exactly this way."""

from __future__ import annotations

import io
import string
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tarazy.engine.words import LANGUAGES
from tarazy.exchange.forms.form import Answer, Block, Form
from tarazy.exchange.forms.words import STATUSES, status_in_words
from tests.exchange.forms.samples import (
    TENGE,
    Page,
    cell,
    change,
    compared,
    csv_file,
    fill_csv,
    form,
    refused,
    text,
    workbook,
)
from tests.long import examples

COUNT = 6
WITHOUT = ("M", "O", "L", "Q")
numbers = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: float(f"{value:.15g}"))
notes = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co", "Cc")) | st.sampled_from("='+-@_x\n\t;,\""),
    max_size=30,
)  # fmt: skip
answers = st.one_of(
    st.builds(Answer, numbers, st.sampled_from(["", "E", "P", "U"]), st.just(""), notes),
    st.builds(Answer, st.none(), st.sampled_from(["", *WITHOUT]), st.just(""), notes),
)


def form_of(given_answers: list[Answer]) -> Form:
    cells = tuple(
        cell(f"number_{string.ascii_lowercase[at]}", TENGE, answer=one) for at, one in enumerate(given_answers)
    )
    return msgspec.structs.replace(form(), blocks=(Block("block", text("Block"), cells),))


def kind(before: Answer, after: Answer) -> str:
    if after.kept == before.kept:
        return "unchanged"
    if before.is_given and not after.is_given:
        return "cleared"
    return "updated" if before.is_given or before.kept[3] else "created"


def edit(path: Path, edits: dict[int, Answer], lang: str) -> None:
    def do(book: Any) -> None:
        page = Page(book.worksheets[1])
        for at, answer in edits.items():
            id = f"number_{string.ascii_lowercase[at]}"
            page.cell(id).value = answer.value
            page.cell(id, "status").value = status_in_words(answer.status, lang) or None
            page.cell(id, "note").value = None
            if answer.note:
                page.cell(id, "note").value = answer.kept[3]
                page.cell(id, "note").data_type = "s"

    change(path, do)


@examples(25)
@given(
    st.lists(answers, min_size=COUNT, max_size=COUNT),
    st.dictionaries(st.integers(0, COUNT - 1), answers, max_size=3),
    st.sampled_from(LANGUAGES),
    st.sampled_from(LANGUAGES),
)
def test_random_edits_of_a_workbook_are_found_exactly(
    before: list[Answer], edits: dict[int, Answer], lang: str, words: str
) -> None:
    asked = form_of(before)
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(asked, Path(folder) / "form.xlsx", lang)
        edit(path, edits, words)
        found = compared(asked, path)
    for at, one in enumerate(found.cells):
        wanted = edits.get(at, before[at])
        assert (one.kind, one.problems) == (kind(before[at], wanted), ())
        assert one.after.kept == wanted.kept


@examples(50)
@given(st.lists(answers, min_size=COUNT, max_size=COUNT), st.sampled_from(LANGUAGES), numbers)
def test_random_answers_come_back_from_csv_and_one_edit_is_found(
    before: list[Answer], lang: str, number: float
) -> None:
    asked = form_of(before)
    with tempfile.TemporaryDirectory() as folder:
        path = csv_file(asked, Path(folder) / "form.csv", lang)
        assert compared(asked, path).counts["unchanged"] == COUNT
        delimiter, decimal = (",", ".") if lang == "en" else (";", ",")
        edits = {"number_a": repr(number).replace(".", decimal), "number_a__status": ""}
        found = compared(asked, fill_csv(path, delimiter, **edits))
    wanted = msgspec.structs.replace(before[0], value=number, status="")
    assert [(one.kind, one.after.kept) for one in found.cells[:1]] == [(kind(before[0], wanted), wanted.kept)]
    assert found.counts["unchanged"] >= COUNT - 1


@examples(40)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda one: one.encode("utf-8", "replace")))
def test_whatever_stands_in_a_csv_it_is_compared_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.csv"
        path.write_bytes(content)
        assert refused(form(), path)


PARTS = (
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
    "xl/sharedStrings.xml",
)


@examples(60)
@given(st.sampled_from(PARTS), st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8), st.integers(0, 40))
def test_however_a_workbook_is_damaged_it_is_compared_or_refused(
    part: str, at: float, written: bytes, instead_of: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(form(paid=Answer(1.0)), Path(folder) / "form.xlsx")
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
            for info in old.infolist():
                xml = old.read(info)
                start = int(at * len(xml))
                damaged = xml[:start] + written + xml[start + instead_of :]
                new.writestr(info.filename, damaged if info.filename == part else xml)
        refused(form(paid=Answer(1.0)), path)


def test_every_status_that_is_offered_is_tried() -> None:
    assert {*WITHOUT, "E", "P", "U"} == set(STATUSES)
