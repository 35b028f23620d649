"""Pages of units, results and the explorer, 20 a second: p95 under 100 ms, each under 300 kB.

    make bench ARGS=portal              the whole measurement, about 5 minutes
    make bench ARGS="portal --small"    a small country, some seconds of load; no limit of time applies then

Publishes a made-up country of 250 units, 100 indicators and 10 years in a folder of its own. `tarazy serve` runs as in
production, with those pages made that the queue makes after a publication: of units and the index, not the explorer's
and not the results of its parts, of which there are too many. Then readers who are in no step with it (a Poisson
process) open pages by lot, in three languages. A page's latency counts from when it was due.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks._portal_country import LANGUAGES, Size, write_methodology, write_place
from benchmarks._portal_readers import KINDS, Due, Lots, Reading, in_turn, load, plan
from benchmarks._portal_weight import Weight, weights
from benchmarks._processes import answering, processor_seconds
from benchmarks._published import published, record_place
from benchmarks._site import own_site, postmaster
from benchmarks.collection import quantile
from tarazy.cli.serving import free_port, processes_here

MOST_SECONDS: Final = 0.100
MOST_BYTES: Final = 300_000
MOST_BYTES_OF_SCRIPTS: Final = 200_000
RATE: Final = 20.0
AT_ONCE: Final = 4


@dataclass(frozen=True)
class Scale:
    """How much is measured. `each`: pages of each kind whose processor time is counted."""

    size: Size
    seconds: float
    each: int
    is_small: bool


FULL: Final = Scale(Size(250, 100, 10), 60.0, 30, is_small=False)
SMALL: Final = Scale(Size(12, 10, 3), 3.0, 3, is_small=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=portal", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="12 units, 10 indicators, 3 years")
    scale = SMALL if parser.parse_args().small else FULL
    port = free_port()
    os.environ["TARAZY_SITE_ADDRESS"] = f"http://127.0.0.1:{port}"  # pages are made for the site's own address
    with own_site():
        return _measured(scale, port)


def _measured(scale: Scale, port: int) -> int:
    lots = Lots(scale.size, _publish(scale.size))
    planned = plan(lots, RATE, scale.seconds)
    command = [sys.executable, "-m", "tarazy.cli", "serve", "--port", str(port), "--no-worker"]  # its work is done here
    with answering(command, f"http://127.0.0.1:{port}/health") as server:
        _ready(planned, port)
        asyncio.run(in_turn(_warming(lots), port))
        _say(f"{RATE:g} pages a second for {scale.seconds:g} s; load before: {os.getloadavg()[0]:.1f}")
        readings = asyncio.run(load(planned, port))
        _report(readings)
        for kind in KINDS:
            paths = [path for _moment, of, path in planned if of == kind][: scale.each]
            _say(
                f"{kind}: {1000 * _processor(paths, port, server):.0f} ms of processor a page that was asked for before"
            )
        weighed = weights(port, [_path(lots, kind, language) for kind in KINDS for language in LANGUAGES])
    return 0 if all([_answered(readings), _quick(readings, scale), _light(weighed)]) else 1


def _publish(size: Size) -> int:
    """The country recorded, scored, published and made ready; the number of the publication."""
    from tarazy.engine.load import load_methodology
    from tarazy.web.rooms.publication.enums import Kind

    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        record_place(write_place(Path(folder), size))
        publication = published(load_methodology(write_methodology(Path(folder), size)), Kind.ILLUSTRATION)
    _say(f"{size.units} units, {size.indicators} indicators, {size.years} years published in {_since(begun)}.")
    return publication.pk


def _ready(planned: Sequence[Due], port: int) -> None:
    """Ask once for those pages that will be asked for again and that the queue's worker makes beforehand. To make all
    of them takes two processors most of an hour; those that nobody opens in a minute make no difference to it.
    """
    from tarazy.web.doors.portal.tasks import addresses

    begun, made = time.monotonic(), set(addresses())
    paths = sorted({path for _moment, _kind, path in planned} & made)

    async def ask() -> None:
        await asyncio.gather(*(in_turn(paths[number::AT_ONCE], port) for number in range(AT_ONCE)))

    asyncio.run(ask())
    _say(f"Of {len(made)} pages that are made beforehand, the {len(paths)} that follow are made in {_since(begun)}.")


def _warming(lots: Lots) -> list[str]:
    """As many pages of each kind as let every process of the server have loaded its code."""
    aside = Lots(lots.size, lots.publication, random.Random(3))
    return [aside.of(kind) for _ in range(3 * processes_here()) for kind in KINDS]


def _path(lots: Lots, kind: str, language: str) -> str:
    return f"/{language}/{lots.of(kind).split('/', 2)[2]}"


def _processor(paths: Sequence[str], port: int, server: int) -> float:
    """Seconds of processor that a page takes, of the server and of its database."""
    base = postmaster()
    before = processor_seconds(server, base)
    asyncio.run(in_turn(paths, port))
    return (processor_seconds(server, base) - before) / len(paths)


def _report(readings: Sequence[Reading]) -> None:
    _say(f"{'':20}  pages    p50    p95    p99    most (ms)   kB")
    for kind in (*KINDS, "all"):
        some = [one for one in readings if kind in (one.kind, "all")]
        figures = [quantile([one.latency for one in some], share) for share in (0.5, 0.95, 0.99, 1.0)]
        size = sum(one.size for one in some) / max(1, len(some)) / 1000
        _say(f"{kind:20}{len(some):7}{''.join(f'{1000 * figure:7.0f}' for figure in figures)}{size:17.0f}")


def _answered(readings: Sequence[Reading]) -> bool:
    faults = Counter(one.status for one in readings if one.status != 200)
    _say(f"Not answered with a page: {dict(faults) or 'none'}")
    return not faults


def _quick(readings: Sequence[Reading], scale: Scale) -> bool:
    p95 = quantile([one.latency for one in readings], 0.95)
    held = p95 < MOST_SECONDS
    verdict = "no limit at this size" if scale.is_small else "held" if held else "BROKEN"
    _say(f"p95 {1000 * p95:.0f} ms; limit {1000 * MOST_SECONDS:.0f} ms; ratio {p95 / MOST_SECONDS:.2f}: {verdict}")
    return held or scale.is_small


def _light(weighed: Sequence[Weight]) -> bool:
    """The limits of weight hold at every size."""
    for one in weighed:
        kinds: Counter[str] = Counter()
        for part in one.parts:
            kinds[part.kind] += part.size
        said = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in kinds.most_common())
        _say(f"{one.total / 1000:4.0f} kB {one.path}: {said}")
    heaviest = max(one.total for one in weighed)
    scripts = max(one.scripts_on_first_touch for one in weighed)
    held = heaviest < MOST_BYTES and scripts <= MOST_BYTES_OF_SCRIPTS
    _say(
        f"Heaviest page {heaviest / 1000:.0f} kB, limit {MOST_BYTES / 1000:.0f} kB; scripts on the first touch "
        f"{scripts / 1000:.0f} kB, limit {MOST_BYTES_OF_SCRIPTS / 1000:.0f} kB: {'held' if held else 'BROKEN'}"
    )
    return held


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
