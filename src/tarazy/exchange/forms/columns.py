"""What each column of a form shows of a cell, in a language; the same in a workbook and in CSV."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tarazy.engine.words import in_words, msg, say
from tarazy.exchange.forms.form import Block, Cell, Form, bare_note
from tarazy.exchange.forms.words import agreement_in_words, status_in_words

Use = Literal["shown", "filled", "hidden"]
FILLED: Final = ("value", "status", "agreement", "note")
WANTED: Final = ("value", "status", "note")  # of them, those that every file has
FEW: Final = 30  # cells that stand on one sheet together, whatever the number of blocks
_RANGE: Final = msg("from {low} to {high}")


class Column(NamedTuple):
    """`width`: in characters. `optional`: left out where it would be empty in the whole form."""

    key: str
    width: int
    use: Use = "shown"
    optional: bool = False


_COLUMNS: Final = (
    Column("cell", 10, "hidden"),
    Column("number", 5),
    Column("block", 18),
    Column("title", 32),
    Column("definition", 36),
    Column("unit_of_measure", 13),
    Column("breakdown", 14, optional=True),
    Column("period", 10),
    Column("last_year", 13, optional=True),
    Column("target", 13, optional=True),
    Column("range", 15, optional=True),
    Column("known", 15, optional=True),
    Column("source", 22, optional=True),
    Column("agreement", 14, "filled", optional=True),
    Column("value", 15, "filled"),
    Column("status", 18, "filled"),
    Column("note", 30, "filled"),
    Column("evidence", 28, optional=True),
    Column("counts_in", 28, optional=True),
    Column("reported_by", 22),
    Column("mark", 10, "hidden"),
)


def is_one_sheet(form: Form) -> bool:
    return len(form.blocks) == 1 or len(form.cells) <= FEW


def columns_of(form: Form) -> tuple[Column, ...]:
    """The columns of every sheet of the form, in their order."""
    blocks = {cell.id: block for block in form.blocks for cell in block.cells}
    return tuple(
        column
        for column in _COLUMNS
        if not column.optional
        or any(shown(cell, 0, blocks[cell.id], column.key, "en") != "" for cell in form.cells.values())
        or (column.key == "agreement" and any(cell.known for cell in form.cells.values()))
    )


def is_filled_in(cell: Cell, key: str) -> bool:
    """Whether the body fills in this column for this cell: it cannot agree where nothing is known."""
    return key in FILLED and (key != "agreement" or cell.known is not None)


def shown(cell: Cell, number: int, block: Block, key: str, lang: str) -> str | float:
    """What stands in a column; "" for nothing."""
    asked = cell.question
    match key:
        case "number":
            return number
        case "block":
            return block.title.in_language(lang)
        case "title" | "definition" | "reported_by":
            return str(getattr(asked, key).in_language(lang))
        case "unit_of_measure":
            return asked.unit_of_measure.title.in_language(lang)
        case "breakdown" | "period":
            return str(getattr(asked, key))
        case "last_year" | "target" | "known":
            beside = getattr(cell, key)
            return "" if beside is None else _number(beside.value, status_in_words(beside.status, lang))
        case "range":
            return _possible(cell, lang)
        case "value":
            return _number(cell.answer.value, "")
        case "status":
            return status_in_words(cell.answer.status, lang)
        case "source":
            return cell.known.source if cell.known else ""
        case "agreement":
            return agreement_in_words(cell.answer.agreement, lang)
        case "evidence":
            return cell.evidence.in_language(lang) if cell.evidence else ""
        case "counts_in":
            return "\n".join(title.in_language(lang) for title in asked.counts_in)
    return {"cell": cell.id, "note": bare_note(cell.answer.note), "mark": cell.answer.mark}[key]


def _number(value: float | None, otherwise: str) -> str | float:
    return otherwise if value is None else value


def _possible(cell: Cell, lang: str) -> str:
    asked = cell.question
    if asked.only_values:
        return "; ".join(in_words(value, lang) for value in asked.only_values)
    if asked.range is None:
        return ""
    return say(_RANGE, lang, {"low": asked.range.low, "high": asked.range.high})
