"""Under which licences the figures stand, as their sources state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tarazy.web.rooms.observatory.models import Source
from tarazy.web.ui.written import in_language


@dataclass
class Licensed:
    """The sources that state the same licence in the same words."""

    stated: str
    url: str
    sources: int = 0
    publishers: list[str] = field(default_factory=list)


def licences_of(sources: Iterable[Source]) -> list[Licensed]:
    """Every licence with the number of its sources and who published them, the most frequent first."""
    found: dict[str, Licensed] = {}
    for source in sources:
        row = found.setdefault(source.licence_id, Licensed(in_language(source.licence.stated), source.licence.url))
        row.sources += 1
        publisher = in_language(source.published_by.name)
        if publisher not in row.publishers:
            row.publishers.append(publisher)
    return sorted(found.values(), key=lambda row: (-row.sources, row.stated))


def unstated(sources: Iterable[Source]) -> int:
    """How many sources state no licence: a licence that is stated has an address where it can be read."""
    return sum(1 for source in sources if not source.licence.url)
