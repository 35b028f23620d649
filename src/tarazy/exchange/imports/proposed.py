"""A first table of meanings for somebody else's table, from what its columns hold: whoever knows it completes it.

Nothing here looks at the words of a header but to find variables by their titles: a column of names of regions is the
unit in whatever language it is headed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.engine.checks.number_meant import NUMBER
from tarazy.engine.load.tables.columns import coded_column
from tarazy.engine.load.tables.observations import OPTIONAL, REQUIRED
from tarazy.engine.load.tables.table import Table
from tarazy.engine.model.period import is_period
from tarazy.exchange.imports.meanings import KEY, Meanings
from tarazy.exchange.imports.opened import Opened

# A column is taken for what at least this share of its different texts are.
MOSTLY: Final = 0.5
_NUMBER: Final = re.compile(NUMBER)
_YEAR: Final = re.compile(r"(?:.*\D)?((?:19|20)\d\d)(?:\D.*)?", re.DOTALL)

Names = Mapping[str, str]


@dataclass(frozen=True)
class KnownNames:
    """Names in any language -> ids, as `plain` writes them; "" where two have the name. `breakdowns`: key -> names of
    its codes.
    """

    units: Names
    variables: Names
    breakdowns: Mapping[str, Names]


def plain(name: str) -> str:
    """A name without what varies in writing: case, spaces, marks.

    >>> plain(" Мангистауская  область*"), plain("ВРП, млн. тенге")
    ('мангистауская область', 'врп млн тенге')
    """
    letters = (
        letter if unicodedata.category(letter)[0] in "LN" else " "
        for letter in unicodedata.normalize("NFC", name).casefold()
    )
    return " ".join("".join(letters).split())


def named(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names -> ids from pairs of name and id; a name that two of them have means neither, and "" is its id."""
    found: dict[str, set[str]] = {}
    for name, id in pairs:
        found.setdefault(plain(name), set()).add(id)
    return {name: ids.pop() if len(ids) == 1 else "" for name, ids in found.items() if name}


def proposed(opened: Opened, known: KnownNames) -> Meanings:
    """What the columns and codes of a table most likely mean. A code that nobody knows has an empty meaning, to be
    filled in; a column of which nothing can be guessed is left out.
    """
    table = opened.table
    # Where columns are variables, the values stand in them, and another column of numbers is none: numbers of rows.
    taken = {"value"} if any(known.variables.get(plain(header)) for header in table.columns) else set[str]()
    columns: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {}
    for header in table.columns:
        texts = _texts_of(table, header)
        is_ours = header in (*REQUIRED, *OPTIONAL)
        meant = header if is_ours else _column_meant(header, texts, known, taken)
        taken.add(meant)
        if meant != header:
            columns[header] = meant
        meanings = _codes_meant(meant, texts, known)
        if meanings:
            codes[meant] = meanings
    return Meanings(columns=columns, codes=codes)


def completed(opened: Opened, meanings: Meanings, known: KnownNames) -> Meanings:
    """The meanings that somebody gave, with a proposal for the codes of each column of codes that has none yet."""
    codes = {what: dict(texts) for what, texts in meanings.codes.items()}
    for header, meant in meanings.columns.items():
        if meant not in codes:
            proposals = _codes_meant(meant, _texts_of(opened.table, header), known)
            codes |= {meant: proposals} if proposals else {}
    return Meanings(meanings.columns, meanings.every, codes)


def _texts_of(table: Table, header: str) -> list[str]:
    return [text for text in coded_column(table, header).names if text]


def _column_meant(header: str, texts: Sequence[str], known: KnownNames, taken: set[str]) -> str:
    if variable := known.variables.get(plain(header)):
        return variable
    kinds = {"unit": known.units, "variable": known.variables}
    kinds |= {f"{KEY}{key}": names for key, names in known.breakdowns.items()}
    shares = {kind: _share(plain(text) in names for text in texts) for kind, names in kinds.items()}
    shares["period"] = _share(is_period(text) or _year_in(text) != "" for text in texts)
    best = max(shares, key=lambda kind: shares[kind])
    if shares[best] >= MOSTLY and best not in taken:
        return best
    is_value = _share(_NUMBER.fullmatch(text) is not None for text in texts) >= MOSTLY
    return "value" if is_value and "value" not in taken else ""


def _share(are: Iterable[bool]) -> float:
    each = list(are)
    return sum(each) / len(each) if each else 0.0


def _year_in(text: str) -> str:
    """The year of a text that names one and is no number: `2023 год`."""
    year = _YEAR.fullmatch(text)
    return year[1] if year and not _NUMBER.fullmatch(text) else ""


def _codes_meant(meant: str, texts: Sequence[str], known: KnownNames) -> dict[str, str]:
    """For the texts of a column that are no ids of ours: what they mean, "" where nobody knows."""
    if meant == "period":
        return {text: _year_in(text) for text in texts if not is_period(text)}
    names = {"unit": known.units, "variable": known.variables}.get(meant)
    if names is None:
        names = known.breakdowns.get(meant.removeprefix(KEY)) if meant.startswith(KEY) else None
    if names is None:
        return {}
    ids = set(names.values())
    return {text: names.get(plain(text), "") for text in texts if text not in ids}
