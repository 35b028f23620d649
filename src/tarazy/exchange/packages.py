"""A table with everything that is needed to read it, in one file: a Frictionless data package."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.csv_written import Cell, csv_text

DESCRIPTION, DATA, DICTIONARY = "datapackage.json", "data.csv", "dictionary.csv"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # without times: the same table gives the same bytes


@dataclass(frozen=True)
class Field:
    """A column. `type`: string, number or integer, as Table Schema calls it."""

    name: str
    type: str
    title: Text
    about: Text


@dataclass(frozen=True)
class Source:
    """A table from which the figures were taken, with its licence as stated; `licence_address` empty: none is."""

    title: Text
    address: str
    licence: Text
    licence_address: str


@dataclass(frozen=True)
class Package:
    """`name`: small letters, digits, hyphens; `key`: the columns by which a row is found; `language`: which texts stand
    where only one can.
    """

    name: str
    title: Text
    about: Text
    homepage: str
    language: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    sources: tuple[Source, ...]


def package_file(package: Package, rows: Iterable[Sequence[Cell]]) -> bytes:
    """The archive: the description, the table, and what each column means in three languages."""
    data = csv_text([field.name for field in package.fields], rows).encode()
    described = json.dumps(description(package, data), ensure_ascii=False, indent=1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((DESCRIPTION, described), (DATA, data), (DICTIONARY, dictionary(package).encode())):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def description(package: Package, data: bytes) -> dict[str, Any]:
    """datapackage.json: a tabular data package with one resource."""
    return {
        "profile": "tabular-data-package",
        "name": package.name,
        **_texts("title", package.title, package.language),
        **_texts("description", package.about, package.language),
        "homepage": package.homepage,
        "licenses": _licences(package),
        "sources": [
            {**_texts("title", one.title, package.language), **({"path": one.address} if one.address else {})}
            for one in package.sources
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "data",
                "path": DATA,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "schema": schema(package),
            }
        ],
    }


def schema(package: Package) -> dict[str, Any]:
    """Types and meanings of the columns (Table Schema)."""
    fields = [
        {
            "name": one.name,
            "type": one.type,
            **_texts("title", one.title, package.language),
            **_texts("description", one.about, package.language),
        }
        for one in package.fields
    ]
    return {"fields": fields, "primaryKey": list(package.key), "missingValues": [""]}


def dictionary(package: Package) -> str:
    """What each column means, as a table."""
    texts = [f"{what}_{language}" for what in ("title", "description") for language in LANGUAGES]
    rows = (
        [one.name, one.type, *(text.in_language(language) for text in (one.title, one.about) for language in LANGUAGES)]
        for one in package.fields
    )
    return csv_text(["column", "type", *texts], rows)


def _texts(name: str, text: Text, language: str) -> dict[str, Any]:
    """The text in the language asked for, and beside it in all three."""
    return {name: text.in_language(language), f"{name}s": {one: text.in_language(one) for one in LANGUAGES}}


def _licences(package: Package) -> list[dict[str, str]]:
    """The licences that are stated with their text. Where none is, nothing is said to be allowed."""
    stated = {one.licence_address: one.licence for one in package.sources if one.licence_address}
    return [{"path": address, "title": text.in_language(package.language)} for address, text in stated.items()]
