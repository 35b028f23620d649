"""The API's page of observations beside Datasette's of the same rows: at least three times as many a second.

    make bench ARGS=api              the whole measurement, about 2 minutes
    make bench ARGS="api --small"    some seconds; no limit applies then

The shipped observations of Kazakhstan lie in an embedded PostgreSQL and in a SQLite file, with the same columns, the
same key and the same size of page. `tarazy serve` and Datasette answer with one process each, in turn, every request
for another page; both are warm, and neither keeps answers. Every page must hold the same rows on both sides.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from benchmarks._processes import answering, processor_seconds
from benchmarks._published import record_place
from benchmarks._site import own_site, postmaster
from tarazy.cli.serving import free_port

LEAST_RATIO: Final = 3.0
ROWS_A_PAGE: Final = 100
ROUNDS, SECONDS = 5, 10.0
ASKERS: Final = 2
KEY: Final = ("variable", "period", "breakdown", "series", "unit")
COLUMNS: Final = (
    "unit", "variable", "period", "breakdown", "series", "revision", "value", "se", "n", "status", "source", "reason",
    "recorded_at",
)  # fmt: skip


class Server(NamedTuple):
    """`pages`: the addresses of its pages; `processor`: how long it, and the database that it asks, have worked."""

    name: str
    pages: Sequence[str]
    processor: Callable[[], float]


class Round(NamedTuple):
    a_second: float
    processor: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=api", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="two short rounds")
    small = parser.parse_args().small
    os.environ["TARAZY_API_REQUESTS"] = str(10**9)  # counted all the same
    with own_site() as folder:
        copied = folder / "copied.db"
        rows = _filled(copied)
        with _tarazy() as ours, _datasette(copied) as theirs:
            return _measured(ours, theirs, rows, *((2, 1.0) if small else (ROUNDS, SECONDS)))


def _measured(ours: Server, theirs: Server, rows: int, rounds: int, seconds: float) -> int:
    if not _same(ours.pages, theirs.pages, rows):
        return 1
    print(f"{rows:,} rows, {len(ours.pages)} pages of {ROWS_A_PAGE}; load before: {os.getloadavg()[0]:.1f}", flush=True)
    taken: dict[str, list[Round]] = {ours.name: [], theirs.name: []}
    for number in range(rounds):
        for server in (ours, theirs):
            found = _asked(server, seconds)
            taken[server.name].append(found)
            print(f"round {number + 1}, {server.name}: {found.a_second:.0f} requests a second, "
                  f"{1000 * found.processor:.2f} ms of processor each", flush=True)  # fmt: skip
    return _judged(taken[ours.name], taken[theirs.name], is_small=seconds < SECONDS)


def _judged(ours: Sequence[Round], theirs: Sequence[Round], *, is_small: bool) -> int:
    clock = statistics.median(one.a_second for one in ours) / statistics.median(one.a_second for one in theirs)
    processor = statistics.median(one.processor for one in theirs) / statistics.median(one.processor for one in ours)
    held = clock >= LEAST_RATIO
    verdict = "no limit at this size" if is_small else "held" if held else "BROKEN"
    print(f"By processor, the database included: Datasette takes {processor:.2f} times as much a request")
    print(f"By the clock: {clock:.2f} times as many requests a second; limit {LEAST_RATIO:.1f}: {verdict}")
    return 0 if held or is_small else 1


def _filled(copied: Path) -> int:
    """Kazakhstan in PostgreSQL, and what everybody may read of its observations in SQLite."""
    from tarazy.engine.load.shipped import shipped_folder
    from tarazy.web.rooms.observatory.queries.pages import Chosen, observations_page

    record_place(Path(shipped_folder("data"), "kz"))
    rows, _ = observations_page(Chosen(), COLUMNS, 10**6)
    with contextlib.closing(sqlite3.connect(copied)) as base:
        types = {"value": "REAL", "se": "REAL", "n": "INTEGER", "revision": "INTEGER"}
        declared = ", ".join(f"{name} {types.get(name, 'TEXT')}" for name in COLUMNS)
        base.execute(f"CREATE TABLE observations ({declared}, PRIMARY KEY ({', '.join(KEY)})) WITHOUT ROWID")
        marks = ", ".join("?" * len(COLUMNS))
        base.executemany(
            f"INSERT INTO observations VALUES ({marks})", ([*row[:12], row[12].isoformat()] for row in rows)
        )
        base.execute("ANALYZE")
        base.commit()
    return len(rows)


@contextlib.contextmanager
def _tarazy() -> Iterator[Server]:
    port = free_port()
    database = postmaster()
    command = [sys.executable, "-m", "tarazy.cli", "serve", "--port", str(port), "--workers", "1", "--no-worker"]
    base = f"http://127.0.0.1:{port}"
    with answering(command, f"{base}/health") as pid:
        pages = _pages(f"{base}/api/v1/observations?limit={ROWS_A_PAGE}", "next")
        yield Server("Tarazy", pages, lambda: processor_seconds(pid, database))


@contextlib.contextmanager
def _datasette(copied: Path) -> Iterator[Server]:
    """With what it would do besides the rows (counting, looking for facets) switched off."""
    port = free_port()
    settings = {"default_page_size": ROWS_A_PAGE, "default_cache_ttl": 0, "suggest_facets": "off"}
    told = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(copied), "--port", str(port), *told]
    base = f"http://127.0.0.1:{port}"
    with answering(command, f"{base}/-/versions.json", stderr=subprocess.DEVNULL) as pid:
        asked = f"{base}/copied/observations.json?_size={ROWS_A_PAGE}&_shape=objects&_nocount=1&_nofacet=1&_nosuggest=1"
        yield Server("Datasette", _pages(asked, "next_url"), lambda: processor_seconds(pid))


def _read(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def _pages(first: str, following: str) -> list[str]:
    """The addresses of all pages; to find them is to warm both servers."""
    found, address = [], first
    while address:
        found.append(address)
        address = _read(address)[following]
    return found


def _same(ours: Sequence[str], theirs: Sequence[str], rows: int) -> bool:
    seen = 0
    for mine, yours in zip(ours, theirs, strict=True):
        pages = _read(mine)["data"], _read(yours)["rows"]
        short = [[{name: row[name] for name in COLUMNS[:12]} for row in page] for page in pages]
        if short[0] != short[1]:
            print(f"The rows differ: {mine} {yours}")
            return False
        seen += len(short[0])
    return seen == rows


def _asked(server: Server, seconds: float) -> Round:
    """As many requests as come to an answer, each asker waiting for one before it sends the next."""
    pages, counts = itertools.cycle(server.pages), [0] * ASKERS
    ends, before, begun = time.monotonic() + seconds, server.processor(), time.monotonic()

    def ask(number: int) -> None:
        parts = urlsplit(server.pages[0])
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        while time.monotonic() < ends:
            page = urlsplit(next(pages))
            connection.request("GET", f"{page.path}?{page.query}", headers={"Accept": "*/*"})
            answer = connection.getresponse()
            if answer.status != 200 or not answer.read():
                raise OSError(f"{page.path}: {answer.status}")
            counts[number] += 1

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    for one in askers:
        one.start()
    for one in askers:
        one.join()
    taken, worked = time.monotonic() - begun, server.processor() - before
    return Round(sum(counts) / taken, worked / max(1, sum(counts)))


if __name__ == "__main__":
    sys.exit(main())
