"""Which of the formats is answered: the one that the `Accept` of a request, or its parameter `format`, wants most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.web.doors.api.sdmx.faults import Fault

LONGEST: Final = 2000  # signs of an Accept that are read


@dataclass(frozen=True)
class Format:
    """A format by its name in the parameter `format`, its media type and the version of it."""

    name: str
    media: str
    version: str

    @property
    def content_type(self) -> str:
        return f"{self.media}; version={self.version}; charset=utf-8"

    def fits(self, media: str, version: str) -> bool:
        """Whether a range of media covers it; `application/xml` covers every form of XML, 2.0 is 2.0.0."""
        kind, _slash, form = media.partition("/")
        plain = {"xml": ("application", "text"), "json": ("application",), "csv": ("text", "application")}
        is_plain = self.media.endswith(f"+{form}") and kind in plain.get(form, ())
        if media not in (self.media, "*/*", "application/*") and not is_plain:
            return False
        return not version or f"{self.version}.".startswith(f"{version}.")


_SDMX: Final = "application/vnd.sdmx."
GENERIC: Final = Format("genericdata", f"{_SDMX}genericdata+xml", "2.1")
GENERIC_SERIES: Final = Format("generictimeseriesdata", f"{_SDMX}generictimeseriesdata+xml", "2.1")
SPECIFIC: Final = Format("structurespecificdata", f"{_SDMX}structurespecificdata+xml", "2.1")
SPECIFIC_SERIES: Final = Format("structurespecifictimeseriesdata", f"{_SDMX}structurespecifictimeseriesdata+xml", "2.1")
XML_3: Final = Format("xmldata", f"{_SDMX}data+xml", "3.0.0")
JSON_1: Final = Format("jsondata1", f"{_SDMX}data+json", "1.0.0")
JSON_2: Final = Format("jsondata", f"{_SDMX}data+json", "2.0.0")
CSV_1: Final = Format("csvdata1", f"{_SDMX}data+csv", "1.0.0")
CSV_2: Final = Format("csvdata", f"{_SDMX}data+csv", "2.0.0")
STRUCTURE_2_1: Final = Format("structure", f"{_SDMX}structure+xml", "2.1")
STRUCTURE_3_0: Final = Format("structure3", f"{_SDMX}structure+xml", "3.0.0")
STRUCTURE_JSON: Final = Format("structurejson", f"{_SDMX}structure+json", "2.0.0")

# The first is answered where a request does not care; among several that fit, the first.
DATA_OF_2_1: Final = (GENERIC, SPECIFIC, GENERIC_SERIES, SPECIFIC_SERIES, JSON_1, CSV_1, XML_3, JSON_2, CSV_2)
DATA_OF_3_0: Final = (XML_3, JSON_2, CSV_2, GENERIC, SPECIFIC, GENERIC_SERIES, SPECIFIC_SERIES, JSON_1, CSV_1)
STRUCTURES_OF_2_1: Final = (STRUCTURE_2_1, STRUCTURE_3_0, STRUCTURE_JSON)
STRUCTURES_OF_3_0: Final = (STRUCTURE_3_0, STRUCTURE_JSON, STRUCTURE_2_1)


def accepted(request: HttpRequest, formats: Sequence[Format]) -> Format:
    """The format to answer in. Raises Fault where none is acceptable."""
    if name := request.GET.get("format", ""):
        for one in formats:
            if one.name == name:
                return one
    else:
        for media, version in _wanted(request.headers.get("Accept", "")[:LONGEST]):
            for one in formats:
                if one.fits(media, version):
                    return one
    offered = ", ".join(f"{one.media};version={one.version}" for one in formats)
    raise Fault(
        "not-acceptable", lambda: _("None of the formats that you accept is there: %(list)s.") % {"list": offered}
    )


def _wanted(header: str) -> list[tuple[str, str]]:
    """The ranges of media of an Accept with the version of each, the most wanted first."""
    found = []
    for at, part in enumerate(header.split(",") if header.strip() else ["*/*"]):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        said = dict(piece.partition("=")[::2] for piece in parameters)
        found.append((-_quality(said.get("q", "1")), at, media, said.get("version", "").strip('"')))
    return [(media, version) for quality, _at, media, version in sorted(found) if quality < 0]


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
