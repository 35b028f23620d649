"""What the sheets and columns of a methodology's workbook are called, and what each sheet holds."""

from __future__ import annotations

from typing import Final

from tarazy.engine.words import msg, say
from tarazy.exchange.methodologies import layout

HOW_TO: Final = (
    msg("Edit the cells, save the file as .xlsx, and turn it back into a folder:"),
    msg("The row in bold is for people. By the row of keys below it the columns are known, in any order."),
    msg("Sheets and columns whose names begin with # are not read. Columns and rows may be added, moved and sorted."),
    msg("A list stands in one cell, with commas. A day is written 2024-01-31, a number with its decimals as they are."),
    msg("dated/#1/low means: the key low in the first row of the list dated."),
)  # fmt: skip
COMMAND: Final = "tarazy methodology table FILE.xlsx --out FOLDER"

ABOUT: Final = {
    layout.GENERAL: msg("The general part: a row for each key. Texts stand in the columns of their languages."),
    layout.TREE: msg(
        "The tree: a row for each node below its parent, children in the order of their rows. Weights that are given "
        "stand here too, a column for each row of the list that they are part of."
    ),
    layout.INDICATORS: msg("The indicators: what each is called, in what it is measured, by which formula."),
    layout.METHODS: msg(
        "By which method each step is taken at a node, and what the method is told: a row for each parameter. The "
        "number is the place of a method where a step takes several."
    ),
    layout.NUMBERS: msg("Lists of numbers that belong to a method: those that change with time, bands, thresholds."),
    layout.VARIABLES: msg("What formulas may use: a row for each variable."),
    layout.UNITS_OF_MEASURE: msg("The units of measure."),
    layout.CHECKS: msg(
        "What must hold between the figures that bodies fill in, and from where on a check speaks: a row for each; "
        "only the columns that the check knows are filled."
    ),
    layout.UNCERTAINTY: msg("What may vary, how far, and who says so: a row for each key of every assumption."),
    layout.CASES: msg("The worked examples, one row each; the three sheets that follow say what they hold."),
    layout.CASE_LISTS["units"]: msg("The units of the worked examples."),
    layout.CASE_LISTS["observations"]: msg("What was observed in the worked examples."),
    layout.CASE_LISTS["expect"]: msg("What must come out in the worked examples."),
    layout.TEXTS: msg("The lines of CHANGES.md and README.md."),
}

_WORDS: Final = {
    "key": msg("Key"),
    "node": msg("Node"),
    "kind": msg("Kind"),
    "parent": msg("Parent"),
    "# title": msg("Title, for reading only"),
    "title": msg("Title"),
    "definition": msg("Definition"),
    "code": msg("Official code"),
    "criterion": msg("Is a criterion"),
    "indicator": msg("Indicator"),
    "unit_of_measure": msg("Unit of measure"),
    "better": msg("Better is"),
    "goals": msg("Goals"),
    "step": msg("Step"),
    "number": msg("Place among several methods"),
    "method": msg("Method"),
    "parameter": msg("Parameter"),
    "list": msg("List"),
    "row": msg("Row"),
    "from": msg("In force from"),
    "source": msg("Source"),
    "low": msg("Low"),
    "high": msg("High"),
    "band": msg("Band"),
    "points": msg("Points"),
    "variable": msg("Variable"),
    "observed": msg("In the observatory"),
    "breakdown": msg("Breakdown"),
    "sum_of": msg("Sum of the breakdowns"),
    "series": msg("Series"),
    "range": msg("Possible values"),
    "reported_by": msg("Reported by"),
    "why": msg("Why it matters"),
    "collected": msg("Collected"),
    "within_year": msg("Within the year"),
    "evidence": msg("Supporting document"),
    "document": msg("Which document"),
    "symbol": msg("Symbol"),
    "equals": msg("Equals"),
    "case": msg("Worked example"),
    "period": msg("Period"),
    "unit": msg("Unit"),
    "peer_group": msg("Peer group"),
    "status": msg("Status"),
    "value": msg("Value"),
    "score": msg("Score"),
    "decimals": msg("Decimals"),
    "rank": msg("Place"),
    "reason": msg("Why there is no score"),
    "file": msg("File"),
    "text": msg("Text"),
}
_LANGUAGES: Final = {"kk": msg("Kazakh"), "ru": msg("Russian"), "en": msg("English")}
_FORMULA: Final = msg("Formula")
_WEIGHTS: Final = msg("Weights: {path}")


def heading(sheet: str, key: str, lang: str) -> str:
    """The column in words; nothing for a key of a method that goes by its own name.

    >>> heading("variables", "title/kk", "en"), heading("indicators", "value", "en"), heading("numbers", "omega", "en")
    ('Title, Kazakh', 'Formula', '')
    """
    if sheet == layout.TREE and "/#" in key:
        return say(_WEIGHTS, lang, {"path": key})
    if (sheet, key) == (layout.INDICATORS, "value"):
        return say(_FORMULA, lang)
    parts = [{**_WORDS, **_LANGUAGES}.get(part) for part in key.split("/")]
    return ", ".join(say(part, lang) for part in parts if part)
