"""What every message of SDMX says of itself, and XML as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.sdmx.model import Ref

Standard = Literal["2.1", "3.0"]

_SCHEMAS: Final = "http://www.sdmx.org/resources/sdmxml/schemas/v{}/{}"
_PREFIXES: Final = {
    "mes": "message",
    "com": "common",
    "str": "structure",
    "gen": "data/generic",
    "ss": "data/structurespecific",
}
# What XML 1.0 has no way to write.
_UNWRITABLE: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
PACKAGES: Final = {"codelist": "codelist", "conceptscheme": "conceptscheme", "agencyscheme": "base"}
CLASSES: Final = {
    "agencyscheme": "AgencyScheme",
    "codelist": "Codelist",
    "conceptscheme": "ConceptScheme",
    "datastructure": "DataStructure",
    "dataflow": "Dataflow",
}


@dataclass(frozen=True)
class Header:
    """Which message this is, when it was prepared, and who sends it: an agency and its name."""

    id: str
    prepared: datetime.datetime
    sender: str
    sender_name: Text

    @property
    def moment(self) -> str:
        return self.prepared.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def as_json(self, schema: str) -> dict[str, object]:
        """The member `meta` of a message in SDMX-JSON."""
        return {
            "schema": schema,
            "id": self.id,
            "test": False,
            "prepared": self.moment,
            "contentLanguages": list(LANGUAGES),
            "sender": {"id": self.sender, "name": self.sender_name.en, "names": names(self.sender_name)},
        }


def names(text: Text) -> dict[str, str]:
    """A text by language, as SDMX-JSON has it."""
    return {language: text.in_language(language) for language in LANGUAGES}


def element(tag: str, attributes: Mapping[str, str] | None = None, *inner: str) -> str:
    """An element around what is XML already; attributes are still to be escaped.

    >>> element("com:Name", {"xml:lang": "en"}, plain("A & B"))
    '<com:Name xml:lang="en">A &amp; B</com:Name>'
    """
    written = "".join(f" {name}={attribute(value)}" for name, value in (attributes or {}).items())
    return f"<{tag}{written}>{''.join(inner)}</{tag}>" if inner else f"<{tag}{written}/>"


def plain(text: str) -> str:
    """A text within XML, without the signs that XML cannot hold."""
    return escape(text.translate(_UNWRITABLE))


def attribute(text: str) -> str:
    """The value of an attribute, in quotes."""
    return quoteattr(text.translate(_UNWRITABLE))


def namespaces(standard: Standard, *prefixes: str) -> dict[str, str]:
    version = standard.replace(".", "_")
    return {f"xmlns:{prefix}": _SCHEMAS.format(version, _PREFIXES[prefix]) for prefix in prefixes}


def in_languages(tag: str, text: Text) -> str:
    """One element a language; English first, since programs that read one language take the first."""
    return "".join(element(tag, {"xml:lang": one}, plain(text.in_language(one))) for one in reversed(LANGUAGES))


def header(head: Header, *structures: str) -> str:
    """The header of a message in SDMX-ML; `structures`: which structures its data follow."""
    return element(
        "mes:Header",
        {},
        element("mes:ID", {}, head.id),
        element("mes:Test", {}, "false"),
        element("mes:Prepared", {}, head.moment),
        element("mes:Sender", {"id": head.sender}, in_languages("com:Name", head.sender_name)),
        *structures,
    )


def reference(tag: str, ref: Ref, standard: Standard, item: str = "") -> str:
    """A reference to a structure or to an item of it: an element of its own in 2.1, a URN in 3.0."""
    if standard == "3.0":
        urn = ref.urn if not item else f"{ref.urn.replace('ConceptScheme=', 'Concept=')}.{item}"
        return element(tag, {}, plain(urn))
    where = {"agencyID": ref.agency}
    if item:
        where |= {"maintainableParentID": ref.id, "maintainableParentVersion": "1.0"}
        return element(tag, {}, element("Ref", {"id": item, **where, "package": "conceptscheme", "class": "Concept"}))
    package = PACKAGES.get(ref.kind, "datastructure")
    where |= {"version": "1.0", "package": package, "class": CLASSES[ref.kind]}
    return element(tag, {}, element("Ref", {"id": ref.id, **where}))


def document(root: str, attributes: Mapping[str, str], inner: Iterator[str]) -> Iterator[str]:
    """A whole document, piece by piece."""
    written = "".join(f" {name}={attribute(value)}" for name, value in attributes.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{written}>\n'
    yield from inner
    yield f"</{root}>\n"
