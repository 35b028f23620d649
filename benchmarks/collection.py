"""250 officers save cells of their forms, 50 saves a second, for 10 minutes: p95 under 300 ms, nothing lost.

    make bench ARGS=collection                            the whole measurement, about 12 minutes
    make bench ARGS="collection --minutes 1 --rate 20"    shorter or lighter; no limit of time applies then

Starts an embedded PostgreSQL and `tarazy serve` in a folder of its own, both as they run in production, and loads them
from this process. A save falls due when an officer wants it, whether the one before is answered or not, and its latency
counts from then. In one save of fifty two officers of a body save one cell at the same moment: the second must be told.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks._processes import answering, processor_seconds
from benchmarks._site import own_site, postmaster
from tarazy.cli.serving import free_port

if TYPE_CHECKING:
    from benchmarks._collection_officers import Save

MOST_SECONDS: Final = 0.300
OFFICERS, MINUTES, RATE = 250, 10.0, 50.0
TOGETHER: Final = 0.02
GOOD_STATES: Final = ("saved", "overtaken", "same")

Editions = dict[tuple[int, tuple[str, str], int], tuple[float | None, int]]


@dataclass(frozen=True)
class Kept:
    """What became of the saves. `lost`: answered as saved, but not in the database as it was written; `unsaid`: in the
    database, but nobody was told; `unseen`: written over something that the officer had not seen.
    """

    lost: int
    unsaid: int
    unseen: int
    faults: dict[str, int]

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.unsaid or self.unseen or self.faults)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=collection", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=MINUTES, help="how long; else 10")
    parser.add_argument("--rate", type=float, default=RATE, help="saves a second; else 50")
    parser.add_argument("--officers", type=int, default=OFFICERS, help="how many; else 250")
    chosen = parser.parse_args()
    with own_site():
        return _measured(chosen)


def _measured(chosen: argparse.Namespace) -> int:
    from benchmarks._collection_cycle import seats
    from benchmarks._collection_officers import load

    begun = time.monotonic()
    places = seats(chosen.officers)
    _say(f"{len(places)} officers of {len({one.submission for one in places})} bodies, made in {_since(begun)}.")
    with _serving() as (port, processor):
        before = *processor(), _own_processor()
        begun = time.monotonic()
        _say(f"{chosen.rate:g} saves a second for {chosen.minutes:g} minutes; load before: {os.getloadavg()[0]:.1f}")
        saves = asyncio.run(load(places, port, chosen.rate, chosen.minutes * 60, TOGETHER))
        taken = time.monotonic() - begun
        after = *processor(), _own_processor()
    server, base, officers = ((now - then) / taken for now, then in zip(after, before, strict=True))
    _say(f"Cores at work: server and worker {server:.2f}, database {base:.2f}, the officers {officers:.2f}.")
    return _judged(saves, chosen)


def _judged(saves: Sequence[Save], chosen: argparse.Namespace) -> int:
    from tarazy.web.journal.proof import prove

    kept, proof = kept_of(saves, _editions()), prove()
    p95 = quantile([one.latency for one in saves], 0.95)
    _report(saves, kept)
    _say(f"Journal: {proof.entry_count} entries, {'holds' if proof.holds else 'DOES NOT HOLD'}")
    full = (chosen.minutes, chosen.rate, chosen.officers) == (MINUTES, RATE, OFFICERS)
    held = p95 <= MOST_SECONDS
    verdict = ("held" if held else "BROKEN") if full else "no limit at this size"
    _say(f"p95 {1000 * p95:.0f} ms; limit {1000 * MOST_SECONDS:.0f} ms; ratio {p95 / MOST_SECONDS:.2f}: {verdict}")
    return 0 if kept.is_whole and proof.holds and (held or not full) else 1


@contextlib.contextmanager
def _serving() -> Iterator[tuple[int, Callable[[], tuple[float, float]]]]:
    """The port of a running `tarazy serve`, and how many seconds of processor it and the database have used so far."""
    port, base = free_port(), postmaster()
    command = [sys.executable, "-m", "tarazy.cli", "serve", "--port", str(port)]
    with answering(command, f"http://127.0.0.1:{port}/health") as server:
        yield port, lambda: (processor_seconds(server), processor_seconds(base))


def _own_processor() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _editions() -> Editions:
    """Every edition of every cell: what it says, and who wrote it."""
    from tarazy.web.rooms.collection.models import CellChange

    rows = CellChange.objects.values_list(
        "cell__submission", "cell__variable", "cell__breakdown", "edition", "value", "changed_by"
    )
    return {
        (submission, (variable, breakdown), edition): (value, by)
        for submission, variable, breakdown, edition, value, by in rows
    }


def kept_of(saves: Sequence[Save], editions: Editions) -> Kept:
    """Hold what officers were told to what the database has."""
    lost = unseen = 0
    told = set()
    for save in saves:
        if save.state != "saved":
            continue
        key = save.submission, save.cell, save.edition
        lost += key in told or editions.get(key) != (save.value, save.officer)
        told.add(key)
        before = editions.get((save.submission, save.cell, save.seen), (None, 0))[0]
        unseen += save.edition != save.seen + 1 or before != save.seen_value
    faults = Counter(save.state for save in saves if save.state not in GOOD_STATES)
    return Kept(lost, len(editions.keys() - told), unseen, dict(faults))


def quantile(values: Sequence[float], share: float) -> float:
    """The least of the values that so large a share does not exceed; infinite where there are none."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)] if ordered else float("inf")


def _report(saves: Sequence[Save], kept: Kept) -> None:
    states = Counter(save.state for save in saves)
    by_minute: dict[int, list[float]] = {}
    for save in saves:
        by_minute.setdefault(int(save.due // 60), []).append(save.latency)
    _say("minute   saves    p50    p95    p99    most (ms)")
    for minute, latencies in [*sorted(by_minute.items()), ("all", [save.latency for save in saves])]:
        figures = [quantile(latencies, share) for share in (0.5, 0.95, 0.99, 1.0)]
        _say(f"{minute!s:>6}{len(latencies):8}{''.join(f'{1000 * figure:7.0f}' for figure in figures)}")
    _say(
        f"{states['saved']} saved, {states['overtaken']} told that somebody else was quicker, "
        f"{states['same']} said the same; faults: {kept.faults or 'none'}"
    )
    _say(f"Lost: {kept.lost}. In the database and told to nobody: {kept.unsaid}. Overwritten unseen: {kept.unseen}.")


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
