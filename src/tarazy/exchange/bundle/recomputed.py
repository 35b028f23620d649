"""The scores of a bundle computed again from the bundle alone, and compared number by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from tarazy.engine import Scores
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.result_frame import NUMBERS, SCHEMA
from tarazy.engine.model.units import Units
from tarazy.engine.run.reach import Reach, reach
from tarazy.engine.words import Problem, msg, with_decimals
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.archive import refused
from tarazy.exchange.bundle.read import Checked, Content, numbers_of
from tarazy.exchange.bundle.without import scored_without
from tarazy.exchange.bundle.written import rests_on, unknown_values

SAME: Final = 1e-12
ROW: Final = ("unit", "period", "node")
SHOWN: Final = 50  # more differences than this are counted, not listed
# Which part of what an unknown value reaches holds for which column; the peer group is known of everybody.
_PART: Final = {
    "value": "value",
    "score": "score",
    "weight": "weight",
    "contribution": "contribution",
    "band": "score",
    "rank": "rank",
    "share_not_counted": "score",
    "share_imputed": "score",
    "reason": "score",
}


class Difference(NamedTuple):
    """A number that is not what it should be; `column` empty: the whole row is missing or too many."""

    unit: str
    period: str
    node: str
    column: str
    published: str
    recomputed: str


class Withheld(NamedTuple):
    """How many units have numbers of a node in a period that cannot be recomputed: since they rest on a withheld value
    of the unit itself, and since they come from a comparison with such units.
    """

    node: str
    period: str
    own: int
    compared: int


@dataclass(frozen=True)
class Outcome:
    """What came of it. `equal`: how many published numbers were recomputed and are the same; `own`, `compared`: how
    many cannot be, by cause; `left_out`: rows that are not published.
    """

    engine_version: str
    equal: int
    own: int
    compared: int
    left_out: int
    withheld: tuple[Withheld, ...]
    differences: tuple[Difference, ...]
    difference_count: int
    flaws: tuple[Problem, ...]


def recompute(checked: Checked, content: Content) -> Outcome:
    """Score again and compare every number whose inputs are public.

    Raises ProblemsFound if the bundle cannot be scored.
    """
    _check_units(checked, content)
    published = numbers_of(content.scores)
    scores = scored_without(checked, content)
    periods = content.run.options.periods
    unknown = unknown_values(content.units, checked.withheld)
    every = reach(content.methodology, content.units, periods, unknown)
    own = reach(content.methodology, content.units, periods, unknown, comparing=False)
    resting = rests_on(content.methodology, content.units, periods, checked.withheld)
    pairs = _paired(published, scores.frame, checked.manifest.left_out, resting)
    found = _Compared()
    marked = pairs.join(_marks(content.units, every, own), on=ROW, how="left", maintain_order="left")
    _compare_rows(marked, found)
    both = marked.filter(pl.col("published") & pl.col("recomputed"))
    for column in SCHEMA.names[len(ROW) :]:
        _compare(both, column, content.methodology, found)
    return Outcome(
        engine_version=version("tarazy"),
        equal=found.equal,
        own=found.own,
        compared=found.compared,
        left_out=found.left_out,
        withheld=tuple(_by_node(scores.frame, every, own)),
        differences=tuple(sorted(found.differences)[:SHOWN]),
        difference_count=found.difference_count,
        flaws=tuple(_flaws(checked, content, scores)),
    )


def _check_units(checked: Checked, content: Content) -> None:
    known = set(content.units.ids.tolist())
    for key in checked.withheld:
        if key.unit not in known:
            raise refused(
                checked.place(parts.WITHHELD),
                msg("A value of {unit} is withheld, which is none of the units."),
                msg("Nobody can say what depends on it."),
                unit=key.unit[:80],
            )


def _paired(
    published: pl.DataFrame, recomputed: pl.DataFrame, left_out: parts.LeftOut, resting: pl.DataFrame
) -> pl.DataFrame:
    """Both tables side by side, one row a unit, period and node; `left_out`: that it need not be published."""
    one = published.with_columns(published=True)
    other = recomputed.with_columns(recomputed=True)
    paired = one.join(other, on=ROW, how="full", coalesce=True, suffix="_again", maintain_order="left_right")
    paired = paired.join(resting.with_columns(resting=True), on=ROW, how="left", maintain_order="left")
    flags = pl.col("published", "recomputed", "resting").fill_null(False)
    decided = pl.col("unit").is_in(left_out.units) | pl.col("node").is_in(left_out.nodes)
    return paired.with_columns(flags).with_columns(left_out=pl.col("resting") | decided)


def _marks(units: Units, every: Reach, own: Reach) -> pl.DataFrame:
    """For each row that is reached, which parts of it are: `_own` by a value of the unit itself."""
    names = dict.fromkeys(_PART.values())
    pieces = []
    for period, nodes in every.items():
        for node, reached in nodes.items():
            some = reached.rank | reached.weight | reached.contribution
            columns = {name: getattr(reached, name)[some] for name in names}
            columns |= {f"{name}_own": getattr(own[period][node], name)[some] for name in names}
            where = {"unit": units.ids[some].astype(str), "period": period, "node": node}
            if some.any():
                pieces.append(pl.DataFrame({**where, **{f"reached_{name}": flags for name, flags in columns.items()}}))
    if pieces:
        return pl.concat(pieces)
    flags = {f"reached_{name}{end}": pl.Boolean for name in names for end in ("", "_own")}
    return pl.DataFrame(schema={**dict.fromkeys(ROW, pl.String), **flags})


class _Compared:
    """What the comparison has found so far."""

    def __init__(self) -> None:
        self.equal = self.own = self.compared = self.left_out = self.difference_count = 0
        self.differences: list[Difference] = []

    def note(self, rows: pl.DataFrame, column: str, published: str, recomputed: str) -> None:
        """Differences in one column; the last two name the columns of what was found."""
        self.difference_count += len(rows)
        shown = rows.sort(ROW).head(SHOWN).select(*ROW, pl.col(published, recomputed).cast(pl.String).fill_null(""))
        self.differences += [
            Difference(unit, period, node, column, one, other) for unit, period, node, one, other in shown.iter_rows()
        ]


def _compare_rows(marked: pl.DataFrame, found: _Compared) -> None:
    unpublished = marked.filter(~pl.col("published"))
    found.left_out = len(unpublished.filter("left_out"))
    one_sided = marked.filter(~pl.col("recomputed") | (~pl.col("published") & ~pl.col("left_out")))
    twice = marked.filter(pl.struct(ROW).is_duplicated())
    found.note(pl.concat([one_sided, twice]), "", "published", "recomputed")


def _compare(both: pl.DataFrame, column: str, methodology: Methodology, found: _Compared) -> None:
    reached = _flag(both, f"reached_{_PART[column]}") if column in _PART else pl.repeat(False, len(both), eager=True)
    own = _flag(both, f"reached_{_PART[column]}_own") if column in _PART else reached
    said = both[column].is_not_null()
    found.own += int((said & own).sum())
    found.compared += int((said & reached & ~own).sum())
    again = f"{column}_again"
    same = _is_same(both, column, again, methodology)
    found.note(both.filter(~same & ~reached), column, column, again)
    if column in _PART:
        found.equal += int((said & ~reached & same).sum())


def _flag(frame: pl.DataFrame, name: str) -> pl.Series:
    return frame[name].fill_null(False)


def _is_same(both: pl.DataFrame, column: str, again: str, methodology: Methodology) -> pl.Series:
    """Equal as docs/manual/formats.md says: texts and ranks the same, numbers within 1e-12, and of scores what is
    shown of them the same.
    """
    exactly = both[column].eq_missing(both[again])
    if column not in NUMBERS or column == "rank":
        return exactly
    one, other = both[column].to_numpy(), both[again].to_numpy()
    with np.errstate(invalid="ignore"):
        close = np.abs(one - other) <= SAME * np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    if column == "score":
        decimals = _decimals(methodology)
        for row in np.flatnonzero(close & (one != other)).tolist():
            shown = decimals.get(both["node"][row], methodology.points.decimals)
            close[row] = with_decimals(one[row], shown, "en") == with_decimals(other[row], shown, "en")
    return exactly | pl.Series(close)


def _decimals(methodology: Methodology) -> Mapping[str, int]:
    """The decimals of the nodes whose scores are rounded."""
    found: dict[str, int] = {}
    for id, node in methodology.nodes.items():
        decimals = getattr(node.methods.get("round"), "decimals", None)
        if decimals is not None:
            found[id] = int(decimals)
    return found


def _by_node(scores: pl.DataFrame, every: Reach, own: Reach) -> Iterator[Withheld]:
    computed = set(scores["node"])
    for period, nodes in every.items():
        for id in (id for id in nodes if id in computed):
            reached, itself = nodes[id].score | nodes[id].rank, own[period][id].score
            if reached.any():
                yield Withheld(id, period, int(itself.sum()), int((reached & ~itself).sum()))


def _flaws(checked: Checked, content: Content, scores: Scores) -> Iterator[Problem]:
    """What run.json says and what was found."""
    told, counted = content.run, Counter(content.run.counts)
    said: list[tuple[str, object, object]] = [
        ("methodology", told.methodology, scores.run["methodology"]),
        ("version", told.version, scores.run["version"]),
        ("methodology_hash", told.methodology_hash, scores.run["methodology_hash"]),
        ("engine_version", told.engine_version, checked.manifest.engine_version),
    ]
    if not checked.withheld:
        counted["back_casts"] = scores.run["counts"]["back_casts"]  # of all that was there, not of what was taken
        said += [
            ("data_hash", told.data_hash, scores.run["data_hash"]),
            ("counts", dict(counted), scores.run["counts"]),
            ("periods", told.periods, scores.run["periods"]),
        ]
    for name, published, found in said:
        if published != found:
            yield from disagreeing(checked.place(parts.RUN), name, published, found)


def disagreeing(where: str, name: str, published: object, found: object) -> Sequence[Problem]:
    """A file of the bundle that says something else of a computation than comes out of it."""
    return refused(
        where,
        msg("«{name}» is {published}; found was {found}."),
        msg("What a run says of itself must follow from the bundle."),
        name=name,
        published=str(published)[:200],
        found=str(found)[:200],
    ).problems
