"""What is needed to compute a publication again: the text, the observations, the units, and the hashes to compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.units import Units
from tarazy.exchange.csv_written import csv_text
from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.rooms.results.queries.inputs import read_for
from tarazy.web.ui.parts import Download, Fact
from tarazy.web.ui.written import long_date


@dataclass(frozen=True)
class Recompute:
    """What the section shows."""

    files: list[Download]
    command: str
    facts: list[Fact]
    hashes: list[Fact]


def recompute_of(index: Index) -> Recompute:
    run, methodology = index.run, index.methodology
    return Recompute(
        files=[
            Download(name, index.file_href("results_inputs", file=name)) for name in ("observations.csv", "units.csv")
        ],
        command=f"tarazy score {methodology.id} observations.csv --units units.csv --out scores",
        facts=[
            Fact(_("Methodology"), methodology.id, version_href(methodology)),
            Fact(_("Version of the engine"), run.engine_version),
            Fact(_("Computed on"), long_date(run.computed_at)),
        ],
        hashes=[
            Fact(_("Hash of the methodology’s text"), run.methodology_hash),
            Fact(_("Hash of the data"), run.data_hash),
        ],
    )


def version_href(methodology: Methodology) -> str:
    place, name = methodology.methodology.split("/", 1)
    return reverse("portal:methodology", kwargs={"place": place, "name": name, "version": methodology.version})


def observations_csv(index: Index) -> str:
    """Every observation that a run of the publication may read, as it stood then."""
    read = read_for(index.run.version, index.run.as_of).observations
    count = len(read)
    texts = [
        (column.names, column.all_codes(count))
        for column in (read.unit, read.period, read.variable, read.breakdown, read.series, read.status, read.source)
    ]
    rows: Iterable[list[str | float | None]] = (
        [*(names[codes[row]] for names, codes in texts[:5]), known(read.value[row]), *(n[c[row]] for n, c in texts[5:])]
        for row in range(count)
    )
    return csv_text(["unit", "period", "variable", "breakdown", "series", "value", "status", "source"], rows)


def known(value: float) -> float | None:
    return None if value != value else float(value)


def units_csv(index: Index) -> str:
    """The units that a run of the publication may score."""
    units: Units = read_for(index.run.version, index.run.as_of).units
    columns = ["unit", "kind", "peer_group", "name_kk", "name_ru", "name_en", "valid_from", "valid_to"]
    names = units.names or ()
    rows = (
        [
            str(units.ids[at]),
            str(units.kinds[at]),
            str(units.peer_groups[at]),
            names[at].kk,
            names[at].ru,
            names[at].en,
            day(units.valid_from[at]),
            day(units.valid_to[at]),
        ]
        for at in range(len(units.ids))
    )
    return csv_text(columns, rows)


def day(value: object) -> str:
    return "" if str(value) == "NaT" else str(value)
