"""How the page asks what the columns and codes of a table mean: in words, with what is registered offered by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.exchange.imports.meanings import COLUMN, EVERY, KEY, Meanings
from tarazy.web.rooms.observatory.queries import imports as asked
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.written import in_language, number

COLUMN_WORDS: Final[dict[str, Any]] = {
    "": gettext_lazy("left out"),
    "unit": gettext_lazy("unit"),
    "period": gettext_lazy("period"),
    "variable": gettext_lazy("variable"),
    "value": gettext_lazy("value"),
    "breakdown": gettext_lazy("breakdown, as sex=f"),
    "series": gettext_lazy("series"),
    "status": gettext_lazy("status"),
    "source": gettext_lazy("source"),
    "se": gettext_lazy("standard error"),
    "n": gettext_lazy("number of respondents"),
    "revision": gettext_lazy("revision"),
    "reason": gettext_lazy("reason of the revision"),
    "recorded_at": gettext_lazy("recorded at"),
}

# A page sends a thousand fields at most; each meaning is one of them, and some are of the page itself.
MOST_WORDS: Final = 900
MOST_LETTERS: Final = 100_000
MOST_UNMEANT: Final = 20
# Of these a code must mean something; that of a breakdown may be the total, which has no code.
MEANT: Final = ("unit", "variable", "period")

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Meaning:
    """What a column or a code of the table means. `kind` in words; `offered`: the list of names that fits, if any;
    `title`: what the thing is called that `meant` is the id of.
    """

    what: str
    given: str
    meant: str
    kind: str
    offered: str = ""
    title: str = ""

    @property
    def is_column(self) -> bool:
        return self.what == COLUMN


def words_asked(meanings: Meanings) -> tuple[tuple[str, str], ...]:
    """What and given of each meaning that the page asks for; in its order, for it sends only what each means.

    Raises ValidationError where they are too many for a page.
    """
    words = tuple((what, given) for what, given, _meant in meanings.rows() if what != EVERY)
    if len(words) > MOST_WORDS or sum(len(given) for _what, given in words) > MOST_LETTERS:
        raise ValidationError(
            _(
                "The table has %(count)s columns and codes whose meaning would be asked for, and a page asks for at "
                "most %(most)s short ones. Give units, variables and groups by their ids, or divide the table; "
                "`tarazy observations import` reads the meanings from a table of their own."
            ),
            params={"count": number(len(words)), "most": number(MOST_WORDS)},
        )
    return words


def meanings_on_page(meanings: Meanings, user: User) -> dict[str, Any]:
    """The rows to be asked, the choices for a column, and the lists of names that are offered for codes."""
    places = asked.places_of(user)
    codes = list(asked.breakdown_codes())
    keys = {f"{KEY}{code.key}": in_language(code.key_name) for code in codes}
    lists: dict[str, Choices] = {
        "unit": [(one.pk, str(one.name)) for one in asked.units_in(places)],
        "variable": [(one.pk, str(one.title)) for one in asked.variables_in(places)],
    }
    for code in codes:
        lists.setdefault(f"{KEY}{code.key}", []).append((code.code, str(code.name)))
    words = {**{name: str(text) for name, text in COLUMN_WORDS.items()}, **keys}
    titles = {what: dict(choices) for what, choices in lists.items()}
    rows = [_row(row, words, titles) for row in meanings.rows() if row[0] != EVERY]
    return {
        "meanings": rows,
        "unmeant": ", ".join([row.given for row in rows if row.what in MEANT and not row.meant][:MOST_UNMEANT]),
        "column_choices": list(words.items()),
        "variable_choices": lists["variable"],
        "name_lists": _used(rows, lists),
    }


def _row(row: tuple[str, str, str], words: dict[str, str], titles: Mapping[str, Mapping[str, str]]) -> Meaning:
    what, given, meant = row
    offered = _list_id(what) if what in titles else ""
    return Meaning(what, given, meant, kind_of(what, words), offered, titles.get(what, {}).get(meant, ""))


def kind_of(what: str, words: Mapping[str, str] = COLUMN_WORDS) -> str:
    """In words of what a meaning is: of a column, of every row, or of a code in one of our columns."""
    kinds = {COLUMN: _("column"), EVERY: _("in every row")}
    return kinds.get(what) or str(words.get(what, what))


def in_words(column: str) -> str:
    """One of our columns in words; a variable, which a column may be too, by its id."""
    return str(COLUMN_WORDS.get(column, column)) if column else ""


def _used(rows: Iterable[Meaning], lists: dict[str, Choices]) -> list[tuple[str, Choices]]:
    used = {row.offered for row in rows}
    return [(_list_id(what), choices) for what, choices in lists.items() if _list_id(what) in used]


def _list_id(what: str) -> str:
    """The id of an element: a colon would need escaping."""
    return f"names-{what.replace(':', '-')}"
