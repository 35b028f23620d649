"""A form comes back as it went out, in every language; and what people do to a file on its way does no harm."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from tarazy.engine.words import LANGUAGES
from tarazy.exchange.forms import guide
from tarazy.exchange.forms.columns import columns_of
from tarazy.exchange.forms.differences import KINDS, summary
from tarazy.exchange.forms.form import Answer
from tarazy.exchange.forms.words import AGREEMENTS, HEADINGS, STATUSES, agreement_of, heading, key_of, status_of
from tests.exchange.forms.samples import (
    Page,
    answered,
    change,
    compared,
    csv_file,
    fill,
    fill_csv,
    form,
    large,
    of,
    text,
    workbook,
)

ANSWERED = {
    "paid": Answer(1200.5, "E"),
    "share_paid": Answer(None, "O", note="Бухгалтерия\nне сдала"),
    "council_heard": Answer(0.0),
    "services": Answer(0.1 + 0.2, "", "", '=1+1; "x", _x0041_ \'y'),
    "population": Answer(agreement="objected", note="It counts those who left."),
}
NOTHING = dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("write", [workbook, csv_file])
@pytest.mark.parametrize("answers", [{}, ANSWERED], ids=["blank", "answered"])
def test_what_nobody_touched_differs_in_nothing(write: Any, lang: str, answers: Any, tmp_path: Path) -> None:
    asked = form(**answers)
    ending = "xlsx" if write is workbook else "csv"
    found = compared(asked, write(asked, tmp_path / f"form.{ending}", lang))
    assert found.counts == NOTHING | {"unchanged": 6}
    assert (found.problems, found.is_older) == ((), False)


@pytest.mark.parametrize("write", [workbook, csv_file])
def test_a_file_in_one_language_is_filled_in_with_the_words_of_another(write: Any, tmp_path: Path) -> None:
    asked = form()
    words = {"paid__status": "Нет данных", "population__agreement": "CONFIRMED"}
    if write is workbook:
        path = fill(workbook(asked, tmp_path / "form.xlsx", "kk"), **words)
    else:
        path = fill_csv(csv_file(asked, tmp_path / "form.csv", "kk"), ";", **words)
    found = compared(asked, path)
    assert [(one.cell, one.after) for one in found.changes] == [
        ("paid 2025", Answer(None, "O")),
        ("population 2025", Answer(agreement="confirmed")),
    ]


def test_created_updated_cleared_and_the_summary(tmp_path: Path) -> None:
    asked = form(paid=Answer(1.0), share_paid=Answer(20.0))
    path = fill(workbook(asked, tmp_path / "form.xlsx"), paid=2, share_paid=None, council_heard=1, services="many")
    found = compared(asked, path)
    assert [(one.cell, one.kind, one.before.value, one.after.value) for one in found.cells[:4]] == [
        ("paid 2025", "updated", 1.0, 2.0),
        ("share_paid 2025", "cleared", 20.0, None),
        ("council_heard 2025", "created", None, 1.0),
        ("services age=15-24;sex=f 2025", "refused", None, None),
    ]
    assert len(found.changes) == 3
    assert summary(found, "en") == ("Created: 1; updated: 1; cleared: 1; unchanged: 2; refused: 1; not in the file: 0.")
    assert summary(found, "ru").startswith("Новых: 1; изменено: 1; очищено: 1;")


def test_a_note_alone_is_a_change(tmp_path: Path) -> None:
    asked = form(paid=Answer(1.0))
    found = compared(
        asked, fill(workbook(asked, tmp_path / "form.xlsx"), paid__note="counted twice", services__note="x")
    )
    assert [(one.kind, one.after.note) for one in found.changes] == [("updated", "counted twice"), ("created", "x")]


def test_rows_and_columns_may_be_moved_and_sheets_renamed(tmp_path: Path) -> None:
    asked = form()

    def shuffle(book: Any) -> None:
        page = book.worksheets[1]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        rows[2:] = reversed(rows[2:])
        page.delete_rows(1, page.max_row)
        for row in [[], [], *rows]:
            page.append(list(reversed(row)))
        page.title = "Мои данные"

    path = change(fill(workbook(asked, tmp_path / "form.xlsx", "ru"), paid=7), shuffle)
    found = compared(asked, path)
    assert [(one.cell, one.after.value) for one in found.changes] == [("paid 2025", 7.0)]
    assert found.changes[0].where.startswith("Мои данные!")
    assert found.problems == ()


def test_one_sheet_a_block_where_there_are_many_cells(tmp_path: Path) -> None:
    asked = large(40)
    book = openpyxl.load_workbook(workbook(asked, tmp_path / "form.xlsx", "ru"))
    assert book.sheetnames == ["Сначала прочтите", *(f"Block {at} (ru)" for at in range(4)), "form"]
    path = change(tmp_path / "form.xlsx", lambda book: book.remove(book["Block 2 (ru)"]))
    found = compared(asked, path)
    assert found.counts["left_out"] == 10
    assert found.counts["unchanged"] == 30
    assert "Rows of the form that are not in the file: 10." in found.problems[0].in_language("en")


def test_two_blocks_of_one_name_and_names_that_no_sheet_may_have(tmp_path: Path) -> None:
    asked = large(40)
    names = ("Services: quality / access of everything", "Services: quality / access of everything", "form", "'?*'")
    blocks = tuple(
        msgspec.structs.replace(block, title=text(name, name, name))
        for block, name in zip(asked.blocks, names, strict=True)
    )
    asked = msgspec.structs.replace(asked, blocks=blocks)
    path = workbook(asked, tmp_path / "form.xlsx")
    assert len({name.casefold() for name in openpyxl.load_workbook(path).sheetnames}) == 6
    assert compared(asked, path).counts["unchanged"] == 40


def test_it_is_made_for_people(tmp_path: Path) -> None:
    asked = form(services=Answer(3.0, note="=HYPERLINK(1)"))
    book = openpyxl.load_workbook(workbook(asked, tmp_path / "form.xlsx", "kk"))
    front, page, service = book.worksheets
    assert front["A1"].value == "2025 жылғы бағалау"
    assert [front["A3"].value, front["B3"].value] == ["Бағаланушы мемлекеттік орган", "Маңғыстау облысы"]
    assert front["B5"].value == "01.02.2026"
    assert service.sheet_state == "hidden"
    assert (page.freeze_panes, page.print_title_rows) == ("E3", "$2:$2")
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape", 0, True,
    )  # fmt: skip
    assert not page.merged_cells.ranges
    assert page.protection.sheet
    assert page.protection.password is None
    sheet = Page(page)
    assert page.column_dimensions["A"].hidden
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    filled = [("paid", ("value", "status", "note")), ("population", ("agreement", "value", "status", "note"))]
    for id, keys in filled:
        assert {sheet.cell(id, key).coordinate for key in keys} <= unlocked
    assert (sheet.cell("population", "known").value, sheet.cell("population", "value").value) == (245_100, None)
    assert sheet.cell("population", "known").coordinate not in unlocked
    assert len(unlocked) == 6 * 3 + 1
    assert sheet.cell("paid", "last_year").value == 1234.5
    assert sheet.cell("paid", "value").number_format == "#,##0.0"
    assert sheet.cell("services", "note").data_type == "s"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_lists_ranges_and_what_they_say(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(workbook(form(), tmp_path / "form.xlsx", "ru")).worksheets[1]
    sheet = Page(page)
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    of_share = rules[sheet.cell("share_paid").coordinate]
    assert (of_share.type, of_share.formula1, of_share.formula2) == ("decimal", "0", "100")
    assert of_share.error.startswith("Возможные значения: от 0 до 100.")
    assert rules[sheet.cell("council_heard").coordinate].formula1 == '"0,1"'
    assert rules[sheet.cell("paid").coordinate].error.startswith("Здесь должно стоять число.")
    lists = [rule.formula1 for rule in rules.values() if rule.type == "list"]
    assert "form!$D$1:$D$7" in [one.replace("'", "") for one in lists]
    service = page.parent["form"]
    assert [service[f"D{row}"].value for row in range(1, 8)][3] == "не может существовать"


def test_csv_opens_in_columns_where_people_have_semicolons(tmp_path: Path) -> None:
    asked = form(paid=Answer(-1200.5))
    russian = csv_file(asked, tmp_path / "ru.csv", "ru").read_bytes()
    assert russian.startswith(b"\xef\xbb\xbf")
    assert ";-1200,5;" in russian.decode()
    assert ",-1200.5," in csv_file(asked, tmp_path / "en.csv", "en").read_bytes().decode()


def test_somebody_answered_since_the_download(tmp_path: Path) -> None:
    before = form(paid=Answer(1.0), share_paid=Answer(5.0))
    path = fill(workbook(before, tmp_path / "form.xlsx"), share_paid=7)
    now = answered(before, paid=Answer(2.0), share_paid=Answer(6.0))
    found = compared(now, path)
    assert found.is_older
    assert "The file was downloaded before the form was changed." in found.problems[0].in_language("en")
    # The first was not touched in the file, so what was answered since stays; the second two people have changed.
    assert of(found, "paid").kind == "unchanged"
    assert (of(found, "share_paid").kind, of(found, "share_paid").is_overtaken) == ("updated", True)
    assert (of(found, "share_paid").before.value, of(found, "share_paid").after.value) == (6.0, 7.0)


def test_what_could_not_be_answered_so_any_longer_is_not_refused_while_nobody_touches_it(tmp_path: Path) -> None:
    asked = form(paid=Answer(None, "X"), share_paid=Answer(5.0, "O"), council_heard=Answer(9.0))
    assert compared(asked, workbook(asked, tmp_path / "form.xlsx")).counts["unchanged"] == 6


def test_headings_and_words_mean_one_thing_in_all_languages() -> None:
    for lang in LANGUAGES:
        assert {key: key_of(heading(key, lang)) for key in HEADINGS} == {key: key for key in HEADINGS}
    for code in STATUSES:
        assert status_of(f" {code.lower()} ") == code
    assert [status_of("М"), status_of("О"), status_of("Е"), status_of("Р")] == ["M", "O", "E", "P"]  # Cyrillic
    assert [agreement_of(word) for word in ("подтверждено", "ҚАРСЫЛЫҚ", "")] == ["confirmed", "objected", ""]
    assert set(AGREEMENTS) == {"confirmed", "objected"}


def test_columns_that_would_be_empty_are_left_out() -> None:
    assert "breakdown" in {column.key for column in columns_of(form())}
    keys = {column.key for column in columns_of(large(8))}
    assert not keys & {"breakdown", "last_year", "target", "range", "known", "source", "agreement", "evidence"}
    assert {"cell", "value", "status", "note", "mark"} <= keys


def test_a_form_that_asks_for_one_number_twice_is_a_mistake_of_the_program() -> None:
    asked = form()
    twice = msgspec.structs.replace(asked, blocks=(asked.blocks[0], asked.blocks[0]))
    with pytest.raises(ValueError, match="twice"):
        twice.cells  # noqa: B018


def test_2000_cells_go_out_and_come_back_in_less_than_two_seconds_each(tmp_path: Path) -> None:
    asked = large(2_000)
    began = time.process_time()
    path = workbook(asked, tmp_path / "form.xlsx", "ru")
    written = time.process_time()
    found = compared(asked, path)
    read = time.process_time()
    assert found.counts["unchanged"] == 2_000
    assert written - began < 2
    assert read - written < 2


def test_the_guide_names_the_columns_by_their_headings() -> None:
    for lang in LANGUAGES:
        told = "\n".join(line.text for line in guide.lines(form(), lang, [("a", "A", 6)]))
        assert f"«{heading('agreement', lang)}»" in told
        assert "{" not in told
