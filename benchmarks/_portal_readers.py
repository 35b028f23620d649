"""Readers of the portal: what they ask for, by lot, and when; each page counts from the moment when it was due."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from benchmarks._collection_officers import Connection
from benchmarks._portal_country import INDEX, LANGUAGES, Size

PATIENCE_SECONDS: Final = 60.0
SEVERAL: Final = 12  # so many units are chosen by hand in a view, at most
CHARTS: Final = ("line", "bars", "distribution", "scatter", "map", "multiples", "table")
Due = tuple[float, str, str]
HEADERS: Final = {"Accept": "text/html", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Reading:
    """One page as it was asked for and answered. `due`, `answered`: in seconds of the load."""

    kind: str
    path: str
    due: float
    answered: float
    status: int
    size: int

    @property
    def latency(self) -> float:
        return self.answered - self.due


@dataclass
class Lots:
    """Pages drawn by lot: any unit, period, part of the index, view and language as likely as any other."""

    size: Size
    publication: int
    choice: random.Random = field(default_factory=lambda: random.Random(2026))

    def drawn(self) -> tuple[str, str]:
        """A kind of page and an address of that kind."""
        kind = self.choice.choice(tuple(KINDS))
        return kind, self.of(kind)

    def of(self, kind: str) -> str:
        return f"/{self.choice.choice(LANGUAGES)}/{KINDS[kind](self)}"

    def unit_in_index(self) -> str:
        return f"indices/{INDEX}/{self._period()}/units/{self._unit()}/"

    def unit(self) -> str:
        return f"units/{self._unit()}/"

    def results(self) -> str:
        """As the site's own links name them: what is not said is the whole index, and the first page."""
        page, node = self.choice.randint(1, -(-self.size.units // 50)), self._node()
        asked = {"node": node} if node != "index" else {}
        query = urlencode(asked | ({"page": str(page)} if page > 1 else {}))
        return f"indices/{INDEX}/{self._period()}/{'?' if query else ''}{query}"

    def publication_page(self) -> str:
        return f"indices/{INDEX}/publications/{self.publication}/"

    def explorer(self) -> str:
        """One to three variables, scores among them; units by hand or the first of them; any chart and stretch."""
        known = [*self.size.indicator_ids, *(f"{INDEX}:{id}" for id in self._nodes())]
        variables = self.choice.sample(known, self.choice.choice((1, 1, 2, 3)))
        chart = self.choice.choice([one for one in CHARTS if one != "scatter" or len(variables) > 1])
        first, last = sorted((self._period(), self._period()))
        units = self.choice.sample(self.size.unit_ids, self.choice.randint(1, min(SEVERAL, self.size.units)))
        asked: dict[str, object] = {"v": variables, "u": units, "from": first, "to": last, "chart": chart}
        if chart == "scatter":
            asked |= {"x": variables[0], "y": variables[1]}
        return f"explorer/?{urlencode(asked, doseq=True)}"

    def _unit(self) -> str:
        return self.choice.choice(self.size.unit_ids)

    def _period(self) -> str:
        return self.choice.choice(self.size.periods)

    def _nodes(self) -> list[str]:
        return ["index", *self.size.dimension_ids, *self.size.indicator_ids]

    def _node(self) -> str:
        """The whole index as often as all of its parts together."""
        return self.choice.choice(("index", self.choice.choice(self._nodes())))


KINDS: Final[Mapping[str, Callable[[Lots], str]]] = {
    "unit in the index": Lots.unit_in_index,
    "unit": Lots.unit,
    "results": Lots.results,
    "publication": Lots.publication_page,
    "explorer": Lots.explorer,
}


def plan(lots: Lots, rate: float, seconds: float) -> list[Due]:
    """Pages fall due as a Poisson process: when, of which kind, where."""
    chance, at, due = random.Random(1), 0.0, list[float]()
    while (at := at + chance.expovariate(rate)) < seconds:
        due.append(at)
    return [(moment, *lots.drawn()) for moment in due]


async def load(asked: Sequence[Due], port: int) -> list[Reading]:
    """Each page is asked for when it is due, whether earlier ones are answered or not, by another reader: over a
    connection of its own. Over one that is used again, one process of the server would answer nearly everybody.
    """
    begun = time.monotonic()

    async def read(moment: float, kind: str, path: str) -> Reading:
        await asyncio.sleep(max(0.0, begun + moment - time.monotonic()))
        connection = Connection(port)
        try:
            status, size = await _answer(connection, path)
        finally:
            connection.close()
        return Reading(kind, path, moment, time.monotonic() - begun, status, size)

    return await asyncio.gather(*(read(*one) for one in asked))


async def in_turn(paths: Sequence[str], port: int) -> None:
    """One page after the other, each over a connection of its own: which process answers is decided anew."""
    for path in paths:
        connection = Connection(port)
        await _answer(connection, path)
        connection.close()


async def _answer(connection: Connection, path: str) -> tuple[int, int]:
    """Status and bytes of content; status 0 where there was no answer."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            status, _cookies, content = await connection.ask("GET", path, dict(HEADERS))
    except (OSError, EOFError, TimeoutError):
        connection.close()
        return 0, 0
    return status, len(content)
