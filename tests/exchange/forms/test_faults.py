"""Everything that can be wrong in a filled-in form: its message with sheet and cell; the good rows are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tarazy.exchange.forms.differences import Difference, Differences
from tarazy.exchange.forms.form import Answer, Form
from tarazy.exchange.forms.words import AGREEMENTS, STATUSES, agreement_in_words
from tests.exchange.forms.samples import (
    Page,
    change,
    compared,
    csv_file,
    fill,
    fill_csv,
    form,
    of,
    refused,
    rewrite,
    workbook,
)

LANGUAGES = ("kk", "ru")
COLUMNS = {"value": "O", "status": "P", "agreement": "N", "note": "Q"}
ROWS = {"paid": 3, "share_paid": 4, "council_heard": 5, "population": 8}


def place(id: str, key: str = "value") -> str:
    return f"Answers!{COLUMNS[key]}{ROWS[id]}"


def filled(tmp_path: Path, asked: Form | None = None, **values: Any) -> Differences:
    asked = asked or form()
    return compared(asked, fill(workbook(asked, tmp_path / "form.xlsx"), **values))


def only_refused(found: Differences) -> Difference:
    refused = [one for one in found.cells if one.kind == "refused"]
    assert len(refused) == 1
    assert refused[0].before == refused[0].after
    return refused[0]


def assert_said(found: Differences, where: str, *words: str) -> None:
    """Exactly one cell is refused, for one problem, told at its place in these words, and in three languages."""
    (problem,) = only_refused(found).problems
    english = problem.in_language("en")
    assert english.startswith(f"{where}: ")
    for word in words:
        assert word in english
    for lang in LANGUAGES:
        for part in (problem.what, problem.why, problem.mend):
            assert part.in_language(lang) != part.in_language("en")


GALLERY: dict[str, tuple[dict[str, Any], tuple[str, str], tuple[str, ...]]] = {
    # what is typed; where it is told; what is said
    "a text": ({"paid": "much"}, ("paid", "value"), ("«much» is not a number.", "choose in the column of statuses")),
    "two readings": ({"paid": "1,234"}, ("paid", "value"), ("1.234 and as 1234", "Write 1.234 or 1234")),
    "a percentage of nothing": ({"paid": "50 %"}, ("paid", "value"), ("given as a percentage: 50 %.",)),
    "no status": ({"paid__status": "soon"}, ("paid", "status"), ("«soon» is no status.", "O missing, L exists")),
    "value and none": (
        {"paid": 5.5, "paid__status": "missing"},
        ("paid", "status"),
        ("the value 5.5 and a status that says", "Remove the value, or the status."),
    ),
    "quality of nothing": ({"paid__status": "E"}, ("paid", "value"), ("The value is empty, and the status says how",)),
    "a decision": ({"paid__status": "X"}, ("paid", "status"), ("excluded by a decision", "none is recorded for it")),
    "not in the list": ({"council_heard": 2}, ("council_heard", "value"), ("The value 2 is none", "possible: 0; 1.")),
    "a value beside the known": (
        {"population": 7},
        ("population", "agreement"),
        ("one is known already from Bureau of National Statistics", "«objection»"),
    ),
    "confirmed and another": (
        {"population": 7, "population__agreement": "confirmed"},
        ("population", "value"),
        ("confirms what is known already, and says something else too",),
    ),
    "objection without reason": (
        {"population__agreement": "objection"},
        ("population", "note"),
        ("has no reason", "Write into the note"),
    ),
    "neither yes nor no": (
        {"population__agreement": "perhaps"},
        ("population", "agreement"),
        ("«perhaps» neither confirms nor objects.", "«confirmed» or «objection»"),
    ),
    "a long note": ({"paid__note": "x" * 4001}, ("paid", "note"), ("4001 characters; at most 4000",)),
    "a letter": ({"paid": "1О5"}, ("paid", "value"), ("the character 2 is the letter О",)),
    "an error": ({"paid": "#REF!"}, ("paid", "value"), ("The cell holds the error #REF!.", "Write the number itself")),
}


@pytest.mark.parametrize("fault", GALLERY)
def test_a_fault_is_told_with_its_cell_and_the_good_rows_are_kept(fault: str, tmp_path: Path) -> None:
    values, where, words = GALLERY[fault]
    found = filled(tmp_path, share_paid=12, **values)
    assert_said(found, place(*where), *words)
    assert [one.cell for one in found.changes] == ["share_paid 2025"]
    assert found.problems == ()


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    found = filled(tmp_path, paid="much", paid__status="soon")
    assert len(only_refused(found).problems) == 2


def test_a_formula_without_its_result(tmp_path: Path) -> None:
    assert_said(filled(tmp_path, paid="=60+4"), place("paid"), "The cell holds a formula without its result.")


def test_merged_cells_do_not_clear_an_answer(tmp_path: Path) -> None:
    asked = form(share_paid=Answer(5.0))
    path = change(workbook(asked, tmp_path / "form.xlsx"), lambda book: book.worksheets[1].merge_cells("O3:O4"))
    assert_said(compared(asked, path), place("share_paid"), "The cells O3:O4 are merged.")


def test_cells_that_show_percents(tmp_path: Path) -> None:
    def in_percent(book: Any) -> None:
        page = Page(book.worksheets[1])
        for id, content in (("paid", 0.5), ("share_paid", 0.57)):
            page.cell(id).value = content
            page.cell(id).number_format = "0.0%"

    asked = form()
    found = compared(asked, change(workbook(asked, tmp_path / "form.xlsx"), in_percent))
    assert of(found, "share_paid").after == Answer(57.0)
    assert_said(found, place("paid"), "The value is given as a percentage: 50%.")


def test_who_objects_may_give_another_value(tmp_path: Path) -> None:
    values = {"population": 245_200, "population__agreement": "возражение", "population__note": "The act of January"}
    found = of(filled(tmp_path, **values), "population")
    assert (found.kind, found.after) == ("created", Answer(245_200.0, "", "objected", "The act of January"))


def test_the_known_value_itself_may_be_typed_again(tmp_path: Path) -> None:
    found = of(filled(tmp_path, population=245_100, population__agreement="confirmed"), "population")
    assert (found.kind, found.after.agreement) == ("created", "confirmed")


def rows_of(book: Any) -> tuple[Any, Page]:
    return book.worksheets[1], Page(book.worksheets[1])


def remove_row(book: Any) -> None:
    page, sheet = rows_of(book)
    page.delete_rows(sheet.row("paid"))


def damage_id(book: Any) -> None:
    _, sheet = rows_of(book)
    sheet.cell("paid", "cell").value = "payed 2025"


def lose_id(book: Any) -> None:
    _, sheet = rows_of(book)
    sheet.cell("paid", "value").value = 5
    sheet.cell("paid", "cell").value = None


def double(book: Any, value: float) -> None:
    page, sheet = rows_of(book)
    source, last = sheet.row("paid"), page.max_row + 1
    for column in range(1, page.max_column + 1):
        page.cell(last, column).value = page.cell(source, column).value
    page.cell(last, sheet.keys["value"]).value = value


def remove_column(book: Any) -> None:
    page, sheet = rows_of(book)
    page.delete_cols(sheet.keys["status"])


def head_twice(book: Any) -> None:
    page, sheet = rows_of(book)
    page.cell(2, sheet.keys["note"]).value = "Мәні"


def own_column(book: Any) -> None:
    page, _ = rows_of(book)
    page.cell(2, page.max_column + 1).value = "My sums"


def own_sheet(book: Any) -> None:
    book.create_sheet("Черновик").append(["anything", 1])


OF_THE_FILE: dict[str, tuple[Callable[[Any], Any], str, str, int]] = {
    # what is done; where it is told; what is said; how many cells are then not in the file
    "a row removed": (remove_row, "form.xlsx", "Rows of the form that are not in the file: 1.", 1),
    "an id damaged": (damage_id, "Answers!A3", "The form has no cell «payed 2025».", 1),
    "an id lost": (lose_id, "Answers!O3", "The row has lost the id by which the form knows it", 1),
    "a column removed": (remove_column, "Answers!A2", "The column «Мәртебе» · «Статус» · «Status» is missing.", 0),
    "a heading twice": (head_twice, "Answers!Q2", "The column «Мәні» stands twice.", 6),
    "an own column": (own_column, "Answers!V2", "The column «My sums» is not of the form and is not read.", 0),
    "an own sheet": (own_sheet, "Черновик", "The sheet «Черновик» is not of the form and is not read.", 0),
}


@pytest.mark.parametrize("fault", OF_THE_FILE)
def test_what_is_wrong_with_rows_columns_and_sheets_is_told(fault: str, tmp_path: Path) -> None:
    do, where, what, left_out = OF_THE_FILE[fault]
    asked = form(paid=Answer(1.0, "E"), share_paid=Answer(2.0))
    found = compared(asked, change(workbook(asked, tmp_path / "form.xlsx"), do))
    said = [problem.in_language("en") for problem in found.problems]
    assert any(one.startswith(f"{where}: ") and what in one for one in said)
    assert (found.counts["left_out"], found.counts["unchanged"]) == (left_out, 6 - left_out)
    assert found.changes == ()
    for lang in LANGUAGES:
        assert not {problem.in_language(lang) for problem in found.problems} & set(said)


def test_a_row_twice_is_refused_unless_both_say_the_same(tmp_path: Path) -> None:
    asked = form()
    path = change(workbook(asked, tmp_path / "form.xlsx"), lambda book: double(book, 5))
    assert_said(compared(asked, path), "Answers!O9", "The row stands twice, also at Answers!O3, with another answer.")
    path = change(fill(workbook(asked, tmp_path / "form.xlsx"), paid=5), lambda book: double(book, 5))
    assert [one.after.value for one in compared(asked, path).changes] == [5.0]


def test_a_form_of_another_unit_cycle_or_none_is_not_compared(tmp_path: Path) -> None:
    path = workbook(form(), tmp_path / "form.xlsx")
    other_unit, other_form = (msgspec.structs.replace(form(), **one) for one in ({"unit": "KZ-10"}, {"form": "other"}))
    assert "is the form of the unit KZ-47, not of KZ-10." in refused(other_unit, path)[0]
    assert "another form of this unit: cycle-2026-kz-47, not other." in refused(other_form, path)[0]
    as_csv = csv_file(form(), tmp_path / "form.csv")
    assert "is the form of the unit KZ-47, not of KZ-10." in refused(other_unit, as_csv)[0]
    change(path, lambda book: book.remove(book["form"]))
    assert "The workbook does not say which form it is." in refused(form(), path)[0]
    assert refused(form(), path, "kk") != refused(form(), path)
    (tmp_path / "form.ods").write_bytes(b"x")
    assert "A file with the ending «.ods» is not read." in refused(form(), tmp_path / "form.ods")[0]


def test_csv_of_other_programs(tmp_path: Path) -> None:
    asked = form()
    for old, new, number in ((",", ";", "1,234"), (",", "\t", "1 234,5"), (",", ",", "1234.5")):
        found = compared(asked, fill_csv(csv_file(asked, tmp_path / "form.csv"), old, new, paid=number))
        assert [one.after.value for one in found.changes] == [1.234 if new == ";" else 1234.5]


def test_faults_of_csv_are_told_with_their_lines(tmp_path: Path) -> None:
    asked = form()
    path = csv_file(asked, tmp_path / "form.csv")
    path.write_text(path.read_text("utf-8-sig").replace("1234.5,1500.0", "1234,5,1500.0"), "utf-8")
    assert_said(compared(asked, path), "form.csv:2", "The row has 25 cells, the header 24.", "decimal comma")
    found = compared(asked, fill_csv(csv_file(asked, tmp_path / "form.csv"), paid="1,234"))
    assert_said(found, "form.csv:2", "can be read as 1.234 and as 1234")
    path.write_text("a,b\n1,2\n", "utf-8")
    assert "form.csv: The file has no row with the headings of a form." in refused(asked, path)[0]
    path.write_text("Значение;Статус", "cp1251")
    assert "windows-1251" in refused(asked, path)[0]


def test_rows_of_two_forms_in_one_csv(tmp_path: Path) -> None:
    asked = form()
    path = rewrite(csv_file(asked, tmp_path / "form.csv"), lambda rows: rows[3].__setitem__(-3, "another"))
    found = compared(asked, path)
    assert found.counts["left_out"] == 1
    assert "form.csv:4: The row is of another form than the first: another KZ-47" in found.problems[0].in_language("en")
    rewrite(csv_file(asked, path), lambda rows: [row.__setitem__(-3, "") for row in rows[1:]])
    assert "The file does not say which form it is." in refused(asked, path)[0]


def test_a_text_guarded_against_formulas_comes_back_without_its_guard(tmp_path: Path) -> None:
    asked = form(
        paid=Answer(1.0, note="=cmd()"), services=Answer(1.0, note="'=x"), council_heard=Answer(1.0, note="'s")
    )
    path = csv_file(asked, tmp_path / "form.csv")
    assert ",'=cmd()," in path.read_text("utf-8-sig")
    assert compared(asked, path).counts["unchanged"] == 6


def test_a_message_names_every_status_and_word_that_may_be_chosen(tmp_path: Path) -> None:
    found = filled(tmp_path, paid__status="soon", population__agreement="perhaps")
    mends = {key: of(found, key).problems[0].mend for key in ("paid", "population")}
    for lang in ("kk", "ru", "en"):
        assert set(re.findall(r"(?<!\w)[A-Z](?= )", mends["paid"].in_language(lang))) == set(STATUSES)
        for agreement in AGREEMENTS:
            assert f"«{agreement_in_words(agreement, lang)}»" in mends["population"].in_language(lang)
