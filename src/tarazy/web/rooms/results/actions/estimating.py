from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Final

import polars as pl
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine import Intervals, estimate_uncertainty
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.account import account_of
from tarazy.engine.robustness.analyses import MOST_UNITS_WITH_ALL_NODES
from tarazy.engine.robustness.frames import changes_frame, groups_frame, intervals_frame, pairs_frame
from tarazy.engine.robustness.refusals import LEAST_UNITS
from tarazy.engine.run.asked import Nodes
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.journal.append import append
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.models import Estimate, Interval, NotToldApart, Pair, Run, Score
from tarazy.web.rooms.results.queries.inputs import Read, data_hash_of, read_again
from tarazy.web.rooms.results.rules import may_estimate

SEED: Final = 1  # the same always: nobody tries seeds until the intervals please
MOST_UNITS_IN_PAIRS: Final = 250
MOST_REASONS: Final = 20
OF_INTERVALS: Final = (
    "score_median", "score_low", "score_high", "rank_median", "rank_low", "rank_high", "p_top_10", "p_scored",
)  # fmt: skip
OF_CHANGES: Final = ("before", "change", "change_median", "change_low", "change_high", "p_rise")
KEY: Final = ("unit", "period", "node")
# Told how many replicates are done over all periods, and of how many.
Told = Callable[[int, int], None]


@act(rule=may_estimate, verb="estimate")
def estimate(run: Run, told: Told = lambda _done, _of: None, *, by: User) -> Estimate:
    """Say how far the scores and ranks of a run may be otherwise, once and for all: a run has one estimate.

    What the engine refuses, too few units among it, is kept as the reason why there are no intervals. Raises
    ValidationError where the methodology does not say what may vary.
    """
    if Estimate.objects.filter(run=run).exists():
        raise ValidationError(_("How sure this run is has been estimated already."))
    read = read_again(run, run.as_of)
    if read.methodology.uncertainty is None:
        raise ValidationError(_("The methodology does not say what may vary."))
    if data_hash_of(read, run.periods) != run.data_hash:
        raise ValidationError(
            _("What this run was computed from is not there as it was: units have changed since. Compute it again.")
        )
    periods = _with_enough_units(run) or run.periods
    nodes: Nodes = "all" if len(read.units) <= MOST_UNITS_WITH_ALL_NODES else "root"
    try:
        found = _estimated(read, periods, run.as_of, nodes, told)
    except ProblemsFound as refused:
        return _created(run, by, replicates=0, failed=0, periods=[], nodes=nodes, refusal=_in_words(refused))
    return _kept(run, found, nodes, by)


def _with_enough_units(run: Run) -> list[str]:
    """The periods of a run in which there is an order that could be otherwise."""
    scored = Score.objects.filter(run=run, node=INDEX, score__isnull=False).values("period").annotate(units=Count("*"))
    enough = {row["period"] for row in scored if row["units"] >= LEAST_UNITS}
    return [period for period in run.periods if period in enough]


def _estimated(read: Read, periods: Sequence[str], as_of: datetime.datetime, nodes: Nodes, told: Told) -> Intervals:
    done_in: dict[str, int] = {}
    said = read.methodology.uncertainty
    count = len(periods) * said.replicates if said else 0

    def tell(period: str, done: int) -> None:
        done_in[period] = done
        told(sum(done_in.values()), count)

    return estimate_uncertainty(
        read.methodology, read.observations, units=read.units, periods=periods, as_of=as_of, nodes=nodes, seed=SEED,
        told=tell,
    )  # fmt: skip


def _in_words(refused: ProblemsFound) -> LocalText:
    problems = refused.problems[:MOST_REASONS]
    return local_text({lang: " ".join(one.what.in_language(lang) for one in problems) for lang in LANGUAGES})


def _created(run: Run, by: User, **said: Any) -> Estimate:
    created = Estimate.objects.create(
        run=run, engine_version=version("tarazy"), seed=SEED, computed_at=timezone.now(), computed_by=by, **said
    )
    about(created, digest=run.data_hash, run=run.pk, methodology=run.methodology_hash)
    return created


def _kept(run: Run, found: Intervals, nodes: Nodes, by: User) -> Estimate:
    """Keep an estimate with all its rows."""
    account = account_of(found, options={}, as_of=None)
    said = {name: account[name] for name in ("replicates", "failed", "failures", "level_percent")}
    created = _created(run, by, periods=[one.period for one in found.stated], nodes=nodes, **said)
    _append_intervals(created, found)
    _append_pairs(created, found)
    rows = groups_frame(found).with_columns(position=pl.int_range(pl.len()).over("period", "peer_group", "group"))
    columns = ("period", "peer_group", "group", "position", "unit")
    names = ("estimate_id", "period", "peer_group", "group", "position", "unit_id")
    append(NotToldApart, names, ((created.pk, *row) for row in rows.select(columns).iter_rows()))
    return created


def _append_intervals(created: Estimate, found: Intervals) -> None:
    frame, changes = intervals_frame(found), changes_frame(found)
    bands = [name for name in frame.columns if name.startswith("p_band_")]
    rows = frame.with_columns(p_bands=pl.concat_list(bands) if bands else pl.lit(None))
    if changes.is_empty():
        rows = rows.with_columns(pl.lit(None).alias(name) for name in OF_CHANGES)
    else:
        rows = rows.join(changes, on=KEY, how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("before").fill_null("")).select(*KEY, *OF_INTERVALS, "p_bands", *OF_CHANGES)
    columns = ("estimate_id", "unit_id", *rows.columns[1:])
    append(Interval, columns, ((created.pk, *row) for row in rows.iter_rows()))


def _append_pairs(created: Estimate, found: Intervals) -> None:
    """Of more units a table of all pairs has more rows than anybody looks at."""
    if any(len(pairs.units) > MOST_UNITS_IN_PAIRS for pairs in found.pairs):
        return
    rows = pairs_frame(found)
    columns = ("estimate_id", "period", "unit_id", "other_id", "p_ahead")
    append(Pair, columns, ((created.pk, *row) for row in rows.iter_rows()))
