"""Forms for tests, files of them, and changes to these files as people make them in a spreadsheet program."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import openpyxl

from tarazy.engine.model.methodology import Range, UnitOfMeasure
from tarazy.engine.model.text import Text
from tarazy.engine.run.questions import Question
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.forms.csv_written import csv_of
from tarazy.exchange.forms.differences import Difference, Differences, differences
from tarazy.exchange.forms.form import Answer, Beside, Block, Cell, Form
from tarazy.exchange.forms.words import key_of
from tarazy.exchange.forms.workbook_written import workbook_of


def text(en: str, ru: str = "", kk: str = "") -> Text:
    return Text(kk=kk or f"{en} (kk)", ru=ru or f"{en} (ru)", en=en)


PERCENT = UnitOfMeasure(
    unit_of_measure="percent", title=text("percent", "процент", "пайыз"), symbol=text("%", "%", "%")
)
TENGE = UnitOfMeasure(
    unit_of_measure="thousand_tenge",
    title=text("thousand tenge", "тысяча тенге", "мың теңге"),
    symbol=text("thousand ₸", "тыс. ₸", "мың ₸"),
)
COUNT = UnitOfMeasure(unit_of_measure="count", title=text("number", "число", "саны"), symbol=text("no.", "ед.", "дана"))


def cell(variable: str, unit: UnitOfMeasure = COUNT, period: str = "2025", **changed: Any) -> Cell:
    of_question = {key: changed.pop(key) for key in ("breakdown", "range", "only_values") if key in changed}
    question = Question(
        variable=variable,
        period=period,
        title=changed.pop("title", text(variable.replace("_", " ").capitalize())),
        definition=text("All of it that the body has, on the last day of the period."),
        unit_of_measure=unit,
        reported_by=text("Assessed bodies", "Оцениваемые органы", "Бағаланатын органдар"),
        counts_in=(text("Share of what is online"),),
        **{"breakdown": "", **of_question},
    )
    return Cell(question=question, **changed)


def form(**answers: Answer) -> Form:
    """Two blocks. `answers`: by variable, what was answered already."""
    blocks = (
        Block(
            "budget",
            text("Budget", "Бюджет", "Бюджет"),
            (
                cell("paid", TENGE, decimals=1, last_year=Beside(1234.5), target=Beside(1500.0)),
                cell("share_paid", PERCENT, range=Range(low=0, high=100), decimals=2),
                cell("council_heard", only_values=(0.0, 1.0), evidence=text("Minutes of the council, Law on councils")),
            ),
        ),
        Block(
            "services",
            text("Services: quality / access", "Услуги: качество / доступ", "Қызметтер: сапа / қолжетімділік"),
            (
                cell("services", breakdown="age=15-24;sex=f"),
                cell("services", period="2025-Q1"),
                cell("population", known=Beside(245_100.0, "P", "Bureau of National Statistics, 2026-02-01")),
            ),
        ),
    )
    blank = Form(
        form="cycle-2026-kz-47",
        title=text("Assessment of 2025", "Оценка за 2025 год", "2025 жылғы бағалау"),
        unit="KZ-47",
        unit_name=text("Mangystau oblast", "Мангистауская область", "Маңғыстау облысы"),
        periods=("2025",),
        deadline=datetime.date(2026, 2, 1),
        blocks=blocks,
    )
    return answered(blank, **answers)


def answered(form: Form, **answers: Answer) -> Form:
    """The same form after somebody answered; a variable answers its first cell."""
    left = dict(answers)

    def with_answer(cell: Cell) -> Cell:
        answer = left.pop(cell.question.variable, None)
        return cell if answer is None else msgspec.structs.replace(cell, answer=answer)

    blocks = tuple(
        msgspec.structs.replace(block, cells=tuple(with_answer(cell) for cell in block.cells)) for block in form.blocks
    )
    assert not left
    return msgspec.structs.replace(form, blocks=blocks)


def large(count: int, blocks: int = 4) -> Form:
    per = count // blocks

    def block(at: int) -> Block:
        cells = (cell(f"number_{at}_{n}", TENGE, decimals=1) for n in range(per))
        return Block(f"block_{at}", text(f"Block {at}"), tuple(cells))

    made = tuple(block(at) for at in range(blocks))
    return msgspec.structs.replace(form(), blocks=made)


def workbook(of: Form, path: Path, lang: str = "en") -> Path:
    path.write_bytes(workbook_of(of, lang))
    return path


def csv_file(of: Form, path: Path, lang: str = "en") -> Path:
    path.write_bytes(csv_of(of, lang))
    return path


class Page:
    """A sheet of a form as a person sees it: cells by the variable of their row and the key of their column."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.keys = {key_of(str(cell.value or "")): cell.column for cell in page[2]}

    def row(self, id: str) -> int:
        ids = [self.page.cell(row, self.keys["cell"]).value for row in range(1, self.page.max_row + 1)]
        return next(row for row, found in enumerate(ids, start=1) if found and f"{found} ".startswith(f"{id} "))

    def cell(self, id: str, key: str = "value") -> Any:
        return self.page.cell(self.row(id), self.keys[key])


def change(path: Path, do: Callable[[Any], None]) -> Path:
    """The file after another program opened it, something was done in it, and it was saved."""
    book = openpyxl.load_workbook(path)
    do(book)
    book.save(path)
    return path


def fill(path: Path, **values: Any) -> Path:
    """Write into cells `variable` (its value) or `variable__key` of the only sheet of answers."""

    def do(book: Any) -> None:
        page = Page(book.worksheets[1])
        for name, content in values.items():
            id, _, key = name.partition("__")
            page.cell(id, key or "value").value = content

    return change(path, do)


def rewrite(path: Path, do: Callable[[list[list[str]]], None], old: str = ",", new: str = "") -> Path:
    """A CSV after a program read it with one delimiter and saved it with another."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=old))
    do(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=new or old).writerows(rows)
    return path


def fill_csv(path: Path, old: str = ",", new: str = "", **values: str) -> Path:
    """Write into cells `variable` (its value) or `variable__key`."""

    def do(rows: list[list[str]]) -> None:
        keys = [key_of(name) for name in rows[0]]
        for name, content in values.items():
            id, _, key = name.partition("__")
            row = next(row for row in rows if row[0].startswith(f"{id} "))
            row[keys.index(key or "value")] = content

    return rewrite(path, do, old, new)


def compared(form: Form, path: Path) -> Differences:
    return differences(form, path, path.name)


def of(found: Differences, variable: str) -> Difference:
    """What was found of the first cell of a variable."""
    return next(one for one in found.cells if one.cell.startswith(f"{variable} "))


def refused(form: Form, path: Path, lang: str = "en") -> list[str]:
    """What is said where nothing is compared; none if it is."""
    try:
        compared(form, path)
    except ProblemsFound as found:
        return [problem.in_language(lang) for problem in found.problems]
    return []
