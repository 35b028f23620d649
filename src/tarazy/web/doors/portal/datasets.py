"""What a page that is a dataset says of itself to machines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest

from tarazy.web.doors.portal.attachments import TYPES
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import language

FEWEST_LETTERS: Final = 50  # a description that is shorter is refused by those who gather datasets
Said = Mapping[str, Any]


def dataset(
    request: HttpRequest, name: str, description: str, files: Iterable[Download], *, about: str = "", **more: Any
) -> Said:
    """A dataset at the address of the page. `about`: what is said where the description alone is too short for those
    who gather datasets. What is empty is left out.
    """
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description if len(description) >= FEWEST_LETTERS else f"{description} {about}".strip(),
        "url": request.build_absolute_uri(request.path),
        "inLanguage": language(),
        "isAccessibleForFree": True,
        "distribution": [distribution(request, file) for file in files],
    }
    return {key: value for key, value in {**said, **more}.items() if value not in ("", None, [], {})}


def distribution(request: HttpRequest, file: Download) -> Said:
    """One file of a dataset."""
    ending = file.href.partition("?")[0].rpartition(".")[2]
    return {
        "@type": "DataDownload",
        "encodingFormat": TYPES.get(ending, f"application/{ending}").partition(";")[0],
        "contentUrl": request.build_absolute_uri(file.href),
    }


def time_covered(periods: Collection[str]) -> str:
    """The first and the last period, as ISO 8601 writes an interval; empty where there is none.

    >>> time_covered(["2010", "2012"]), time_covered(["2021"])
    ('2010/2012', '2021')
    """
    known = sorted(period for period in periods if period)
    return "/".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def organisation(name: str) -> Said:
    return {"@type": "Organization", "name": name}
