"""What a publication changed against the one in whose place it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tarazy.engine.model.methodology import INDEX
from tarazy.web.rooms.publication.queries.hidden import NOTHING_HIDDEN, Hidden, shown_scores
from tarazy.web.rooms.results.models import Run
from tarazy.web.ui.written import number

KEY = ["unit_id", "period", "node"]
SHOWN = {"score": pl.Float64, "rank": pl.Float64, "band": pl.String}


@dataclass(frozen=True)
class Changed:
    """One score of the index that is not what it was; None where there is or was none."""

    unit: str
    period: str
    score_before: float | None
    score: float | None
    rank_before: float | None
    rank: float | None
    band_before: str
    band: str


@dataclass(frozen=True)
class Changes:
    """How many scores, ranks and bands differ, of all units, periods and nodes; and whose index does, `listed`."""

    scores: int
    ranks: int
    bands: int
    listed: Sequence[Changed]

    @property
    def is_empty(self) -> bool:
        return not (self.scores or self.ranks or self.bands)


def cells_of(row: Changed, bands: Mapping[str, str]) -> list[str]:
    """Score, rank and band, each before and now, as a table shows them. `bands`: what each band is called."""
    return [*score_cells(row), *rank_cells(row), *band_cells(row, bands)]


def score_cells(row: Changed) -> list[str]:
    return [number(score, 4) or "—" for score in (row.score_before, row.score)]


def rank_cells(row: Changed) -> list[str]:
    return [number(rank) or "—" for rank in (row.rank_before, row.rank)]


def band_cells(row: Changed, bands: Mapping[str, str]) -> list[str]:
    return [bands.get(band, band) or "—" for band in (row.band_before, row.band)]


def changes_between(before: Run, after: Run, hidden: Hidden = NOTHING_HIDDEN) -> Changes:
    """Compare what two runs came to, in the first 12 significant digits; a score that came or went counts too. Of what
    is hidden nothing is said.
    """
    joined = _scores(before, hidden).join(_scores(after, hidden), on=KEY, how="full", coalesce=True, suffix="_after")
    differs = {name: pl.col(name).ne_missing(pl.col(f"{name}_after")) for name in SHOWN}
    differs["score"] = pl.col("score").round_sig_figs(12).ne_missing(pl.col("score_after").round_sig_figs(12))
    marked = joined.with_columns(**{f"{name}_differs": one for name, one in differs.items()})
    any_differs = pl.any_horizontal(f"{name}_differs" for name in SHOWN)
    listed = marked.filter(any_differs, pl.col("node") == INDEX).sort("period", "unit_id", descending=[True, False])
    scores, ranks, bands = (int(marked[f"{name}_differs"].sum()) for name in SHOWN)
    return Changes(
        scores,
        ranks,
        bands,
        listed=[
            Changed(
                row["unit_id"], row["period"], row["score"], row["score_after"], row["rank"], row["rank_after"],
                row["band"] or "", row["band_after"] or "",
            )
            for row in listed.iter_rows(named=True)
        ],
    )  # fmt: skip


def _scores(run: Run, hidden: Hidden) -> pl.DataFrame:
    rows = list(shown_scores(run, hidden).values_list(*KEY, *SHOWN))
    return pl.DataFrame(rows, schema={**dict.fromkeys(KEY, pl.String), **SHOWN}, orient="row")
