"""A methodology becomes a workbook and comes back equal; what is wrong with a workbook is told with sheet and cell."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tarazy.engine.differences import differences
from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.load.shipped import shipped_methodologies
from tarazy.engine.load.write import files_of
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.exchange.methodologies.sheets import sheets_of
from tarazy.exchange.methodologies.whole import is_methodology, read_methodology
from tarazy.exchange.methodologies.workbook_written import write_workbook
from tests.engine.unit.load.form_text import asked
from tests.engine.unit.load.test_uncertainty import EVERY_KIND, stating, with_imputation
from tests.engine.unit.load.tiny_text import FOLDER, METHODOLOGY
from tests.engine.unit.load.tiny_text import changed as text_changed
from tests.exchange.methodologies.books import Change, book_of, cell_of, changed, refused, set_cell
from tests.house.checkout import ROOT

OUTLAND = sorted(path.parent for path in (ROOT / "tests" / "engine" / "outland").glob("*/methodology/methodology.yaml"))


def there_and_back(methodology: Methodology, path: Path) -> Methodology:
    """Through the workbook, then through the text that is written of it."""
    write_workbook(path, sheets_of(methodology, "kk"), "kk")
    files = files_of(read_methodology(path))
    return methodology_from_files({name: text.encode() for name, text in files.items()})


@pytest.mark.parametrize("where", [*shipped_methodologies(), *OUTLAND, FOLDER], ids=str)
def test_every_methodology_comes_back_equal(where: str | Path, tmp_path: Path) -> None:
    methodology = load_methodology(where)
    back = there_and_back(methodology, tmp_path / "book.xlsx")
    assert differences(methodology, back) == ()
    assert back.files["CHANGES.md"] == methodology.files["CHANGES.md"].rstrip(b"\n") + b"\n"
    assert sheets_of(back, "kk") == sheets_of(methodology, "kk")


def test_what_is_odd_in_a_text_comes_back_too(tmp_path: Path) -> None:
    files = text_changed(METHODOLOGY, 'en: "Tiny index"', 'en: "=1+1, \\"tiny\\": #\\n\\tindex \\u00ad"')
    methodology = methodology_from_files(files)
    assert "\t" in methodology.title.en
    assert differences(methodology, there_and_back(methodology, tmp_path / "book.xlsx")) == ()


def test_it_is_made_for_people(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(book_of("un/hdi/2021", tmp_path / "hdi.xlsx", "ru"))
    assert book.sheetnames[:3] == ["# guide", "methodology", "tree"]
    tree = book["tree"]
    assert [tree["A1"].value, tree["A2"].value, tree.freeze_panes] == ["Узел", "node", "B3"]
    assert tree["D3"].value == "Индекс человеческого развития, 2021"
    choices = {one.formula1 for one in book["indicators"].data_validations.dataValidation}
    assert '"higher,lower"' in choices
    dated = openpyxl.load_workbook(book_of(FOLDER, tmp_path / "tiny.xlsx"))["numbers"]
    column = [cell.value for cell in dated[2]].index("low")
    assert {cell.data_type for cell in next(dated.iter_cols(column + 1, column + 1, 3))} <= {"n"}


def test_what_the_form_is_told_stands_in_columns_of_its_own(tmp_path: Path) -> None:
    methodology = methodology_from_files(asked())
    assert there_and_back(methodology, tmp_path / "book.xlsx").variables == methodology.variables
    page = openpyxl.load_workbook(tmp_path / "book.xlsx")["variables"]
    words = {cell.value: page.cell(1, cell.column).value for cell in page[2]}
    assert words["why/ru"] == "Неге маңызды, орысша"
    assert words["collected"] == "Жиналу жиілігі"
    assert words["evidence/document/kk"].startswith("Растайтын құжат, Қандай құжат")


def test_what_may_vary_has_a_sheet_with_a_row_for_each_key(tmp_path: Path) -> None:
    methodology = methodology_from_files(stating(*EVERY_KIND, files=with_imputation()))
    back = there_and_back(methodology, tmp_path / "book.xlsx")
    assert back.uncertainty == methodology.uncertainty
    page = openpyxl.load_workbook(tmp_path / "book.xlsx")["uncertainty"]
    rows = {row[0]: row[1:] for row in page.iter_rows(values_only=True)}
    assert rows["assumptions/#1/at"][0] == "index"
    assert rows["assumptions/#1/by/concentration"][0] == 50
    assert rows["assumptions/#2/choices/#2/treat"][0] == "[]"
    assert rows["assumptions/#2/choices/#2/title"][1:] == ("А", "Б", "C")


def test_no_cell_starts_a_formula(tmp_path: Path) -> None:
    files = text_changed(METHODOLOGY, 'en: "Tiny index"', 'en: "=HYPERLINK(1)"')
    path = tmp_path / "book.xlsx"
    write_workbook(path, sheets_of(methodology_from_files(files), "en"), "en")
    cells = [cell for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_a_person_may_edit_sort_and_add(tmp_path: Path) -> None:
    """As a spreadsheet program leaves it: a true date, a number typed as a number, columns moved, notes beside."""
    path = book_of(FOLDER, tmp_path / "book.xlsx")
    low = cell_of(path, "numbers", "beds", "low")

    def edit(book: Any) -> None:
        book["numbers"][low] = 22.5
        page = book["indicators"]
        page.move_range(f"A1:C{page.max_row}", rows=1, cols=20)
        page.move_range(f"D1:T{page.max_row}", rows=1)
        book.create_sheet("# notes")["A1"] = "ours"
        page = book["methodology"]
        page["A1"] = "any words"
        day = next(row for row in page.iter_rows() if row[0].value == "in_force/from")
        day[1].value = datetime.date(2025, 1, 1)

    back = read_methodology(changed(path, edit))
    changes = differences(load_methodology(FOLDER), back)
    assert [(change.id, change.path[-1], change.after) for change in changes] == [
        ("", "from", datetime.date(2025, 1, 1)),
        ("beds", "low", 22.5),
    ]


def row_of(book: Any, sheet: str, first: str) -> int:
    return next(number for number, row in enumerate(book[sheet].iter_rows(values_only=True), 1) if first in row)


def renamed(old: str, new: str) -> Change:
    def change(book: Any) -> None:
        book[old].title = new

    return change


def appended(sheet: str, *values: Any) -> Change:
    return lambda book: book[sheet].append(values)


def without(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        (set_cell("indicators", "F3", "hgher"), "indicators!F3", "«hgher», which is not one of its words"),
        (set_cell("indicators", "G3", "beds_al / 2"), "indicators!G3", "Did you mean «beds_all»?"),
        (set_cell("indicators", "B3", None), "indicators!C3", "missing in one language: kk"),
        (set_cell("methodology", "B4", "2024,1"), "methodology!B4", "cannot be a version"),
        (set_cell("tree", "C4", "helth"), "tree!C4", "Did you mean «health»?"),
        (set_cell("tree", "B4", "pillar"), "tree!B4", "what kind of node"),
        (set_cell("tree", "E5", "x"), "tree!E5", "stands in the sheet «tree»"),
        (set_cell("methods", "A3", None), "methods!A3", "nothing in its column «node»"),
        (set_cell("methods", "B3", "misssing"), "methods!B3", "Did you mean «missing»?"),
        (set_cell("numbers", "F3", "a"), "numbers!F3", ""),
        (set_cell("uncertainty", "B3", "many"), "uncertainty!B3", "«replicates»"),
        (set_cell("uncertainty", "B8", "helth"), "uncertainty!B8", "Did you mean «health»?"),
        (set_cell("uncertainty", "A3", None), "uncertainty!A3", "nothing in its column «key»"),
        (set_cell("variables", "AZ4", "a note"), "variables!AZ4", "a column without a key"),
        (set_cell("variables", "R2", "tite/kk"), "", ""),
        (set_cell("variables", "B2", "variable"), "variables!B2", "stands twice"),
        (set_cell("units_of_measure", "A2", "unit"), "units_of_measure!A1", "No row of the sheet holds the keys"),
        (appended("methodology", "title", None, "а", "б", "c"), "methodology!C", "a second time"),
        (appended("cases"), "", ""),
        (appended("case_units", "other", "A", "B", "C"), "case_units!A", "There is no «other»"),
        (appended("texts", "NOTES.md", "x"), "texts!A", "to which file it belongs"),
        (without("texts"), "", "The sheet «texts» is missing"),
        (renamed("cases", "case"), "case", "Did you mean «cases»?"),
        (set_cell("tree", "C5", "=NA()"), "tree!C5", "a formula without its result"),
        (lambda book: book["tree"].merge_cells("A3:A4"), "tree!A3:A4", "merged"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_sheet_and_cell(change: Change, where: str, words: str, tmp_path: Path) -> None:
    path = changed(book_of(FOLDER, tmp_path / "book.xlsx"), change)
    said = refused(path)
    if not where and not words:
        assert said == []
        return
    place = f"{path}, {where}" if where else str(path)
    assert any(one.startswith(place) and words in one for one in said), "\n".join(said)
    for lang in LANGUAGES:
        assert len(refused(path, lang)) == len(said)


def test_a_faulty_column_is_told_once(tmp_path: Path) -> None:
    path = changed(book_of(FOLDER, tmp_path / "book.xlsx"), set_cell("indicators", "F2", "beter"))
    said = refused(path)
    assert sum("has no key «beter»" in one for one in said) == 3, "\n".join(said)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound, match="not a workbook"):
        is_methodology(path)


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    long = "x" * 40_000
    methodology = methodology_from_files(text_changed(METHODOLOGY, 'en: "Tiny index"', f'en: "{long}"'))
    with pytest.raises(ProblemsFound, match="40000 characters"):
        write_workbook(tmp_path / "book.xlsx", sheets_of(methodology, "en"), "en")
    assert list(tmp_path.iterdir()) == []
