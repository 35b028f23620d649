"""One address of the API: what it is asked, what it answers, who may ask. The description is made from the same table
by which requests are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tarazy.engine.words import LANGUAGES
from tarazy.web.doors.api.cursors import cursor
from tarazy.web.doors.api.parameters import Parameter, texts, whole, word

EVERYBODY: Final = "everybody"  # the only rule there is: the API shows what the portal shows
MOST_ROWS, USUAL_ROWS = 5000, 100
JSON, CSV, ZIP = "application/json", "text/csv", "application/zip"
Schema = Mapping[str, Any]

LANGUAGE: Final = word(
    "lang",
    gettext_lazy("Texts in one language, as plain texts; without it each is an object of kk, ru and en."),
    LANGUAGES,
)


@dataclass(frozen=True)
class Field:
    """A member of what is answered. `is_text`: in three languages, or in the one that is asked for."""

    name: str
    about: Promise
    schema: Schema
    is_text: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that was read: the parameters by name, those of the path among them.

    `fields`: what is to be answered, in this order; `after`: the key where the page begins, empty for the first.
    """

    request: HttpRequest
    given: Mapping[str, Any]
    fields: tuple[str, ...]
    lang: str = ""
    most: int = USUAL_ROWS
    after: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Page:
    """Rows with the values of `Asked.fields` in their order; `key`: of the last row, where others follow."""

    rows: Sequence[Sequence[Any]]
    key: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Thing:
    """One thing, with its members; `content` in its place where it is kept as bytes."""

    members: Mapping[str, Any] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Operation:
    """`path` as Django writes it, below /api/v1/. `key`: the types of the key by which a list is paged; empty: what is
    answered is one thing. `example`: values of the path, and parameters that find something on a site with what ships.
    """

    id: str
    path: str
    title: Promise
    about: Promise
    answer: Callable[[Asked], Page | Thing]
    fields: tuple[Field, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    key: tuple[type, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON
    rule: str = EVERYBODY

    @property
    def is_list(self) -> bool:
        return bool(self.key)

    @cached_property
    def every_parameter(self) -> tuple[Parameter, ...]:
        """Those of its own, and those that every list or thing has."""
        names = [one.name for one in self.fields]
        own = [*self.parameters, LANGUAGE] if self.content_type == JSON else [*self.parameters]
        if names:
            own.append(texts("fields", gettext_lazy("Which members each row has, in this order."), names))
        if self.is_list:
            rows = gettext_lazy("How many rows a page has at most.")
            own += [whole("limit", rows, 1, MOST_ROWS, USUAL_ROWS), cursor(self.id, self.key)]
        return tuple(own)


TEXT: Final = {
    "oneOf": [{"$ref": "#/components/schemas/Text"}, {"type": "string"}],
}
STRING: Final = {"type": "string"}
NUMBER: Final = {"type": ["number", "null"]}
INTEGER: Final = {"type": "integer"}
STRINGS: Final = {"type": "array", "items": STRING}
MOMENT: Final = {"type": "string", "format": "date-time"}
OPTIONAL_DATE: Final = {"type": ["string", "null"], "format": "date"}
OPTIONAL_STRING: Final = {"type": ["string", "null"]}
