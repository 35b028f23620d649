"""What stands in the tables: who is on one side only and why, periods that are not assessed, every period."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tarazy.engine import load_methodology, score
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.robustness.comparison import (
    Side,
    account_of,
    changes_frame,
    compare,
    compared,
    frame,
    given,
    in_every_period,
    periods,
    sides,
)
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.robustness.comparison import real

COLUMNS = [
    "unit", "node", "peer_group", "period_a", "period_b", "score_a", "score_b", "score_change", "score_data",
    "score_rule", "score_peers", "rank_a", "rank_b", "rank_change", "rank_data", "rank_rule", "rank_peers", "band_a",
    "band_b", "reason_a", "reason_b", "reason",
]  # fmt: skip


def side(period: str, methodology: str = real.KZ) -> Side:
    return Side(load_methodology(methodology), real.figures("kz"), period)


def row(table: pl.DataFrame, unit: str, node: str = "index") -> dict:
    return table.filter(unit=unit, node=node).to_dicts()[0]


@pytest.fixture(scope="module")
def regions() -> pl.DataFrame:
    return frame(compare(side("2022"), side("2023"), real.units("kz")))


def test_both_ends_are_those_of_plain_runs(regions: pl.DataFrame) -> None:
    assert regions.columns == COLUMNS
    kz, figures, units = load_methodology(real.KZ), real.figures("kz"), real.units("kz")
    for letter, period in (("a", "2022"), ("b", "2023")):
        plain = score(kz, figures, units=units, periods=[period]).frame
        ours = regions.filter(pl.col(f"reason_{letter}").is_null() | (pl.col(f"reason_{letter}") != "does_not_exist"))
        of_side = ours.select("unit", "node", *(f"{name}_{letter}" for name in ("score", "rank", "band", "reason")))
        plain = plain.select("unit", "node", "score", "rank", "band", "reason")
        assert of_side.rows() == plain.rows()


def test_a_region_that_did_not_exist_is_listed_with_the_reason() -> None:
    """Ulytau was cut out of Karaganda on 8 June 2022; the figures of 2021 are scored by the rule as of 2022."""
    found = compare(side("2021"), side("2023"), real.units("kz"), nodes=["index"])
    assert found.sides[0].rule.period == "2022"
    told = row(frame(found), "KZ-62")
    assert (told["reason_a"], told["reason_b"], told["reason"]) == ("does_not_exist", None, "no_score")
    assert told["score_a"] is None
    assert told["score_b"] is not None
    assert told["score_change"] is None


def test_indicators_of_one_side_only_are_listed() -> None:
    shorter = real.without(real.KZ, "investment_rate")
    found = compare(side("2023"), Side(shorter, real.figures("kz"), "2023"), real.units("kz"))
    table = frame(found)
    told = row(table, "KZ-10", "investment_rate")
    assert (told["reason_a"], told["reason_b"], told["reason"]) == (None, "no_such_node", "no_score")
    assert told["score_a"] is not None
    assert row(table, "KZ-10")["reason"] is None
    assert found.changes == (("tree",),)


def test_numbers_that_are_dated_are_a_part_of_the_rule(regions: pl.DataFrame) -> None:
    """One text, two years: its goalposts of 2023 are others than those of 2022."""
    told = row(regions, "KZ-19")
    assert told["score_rule"] == pytest.approx(-0.35)
    assert told["score_data"] + told["score_rule"] + told["score_peers"] == pytest.approx(told["score_change"])


def test_changes_of_the_rule_share_its_part() -> None:
    later = real.geometric(real.KZ)
    found = compare(side("2022"), Side(later, real.figures("kz"), "2023"), real.units("kz"))
    assert found.changes == (("aggregate",), ("period",))
    table, divided = frame(found), changes_frame(found)
    assert divided.columns == ["unit", "node", "change", "score", "rank"]
    sums = divided.group_by("unit", "node").agg(pl.col("score", "rank").sum())
    joined = table.filter(pl.col("reason").is_null()).join(sums, on=["unit", "node"])
    assert len(joined) == len(sums) == len(divided) / 2
    for name in ("score", "rank"):
        assert (joined[f"{name}_rule"] - joined[name]).abs().max() < 1e-9
    parts = divided.filter(unit="KZ-10", node="economy").rows_by_key("change", named=True, unique=True)
    assert parts["aggregate"]["score"] == 0


def test_changes_that_make_no_methodology_alone_are_one() -> None:
    """Weights by name follow the tree: neither text is valid with the tree of the other."""
    weighed = real.with_weights()
    shorter = real.without(real.KZ, "investment_rate")
    found = compare(
        Side(weighed, real.figures("kz"), "2023"), Side(shorter, real.figures("kz"), "2023"), real.units("kz")
    )
    assert [set(names) for names in found.changes] == [{"tree", "weigh"}]
    assert [note.said["changes"] for note in found.notes] == ["tree, weigh"]


def test_where_a_rule_has_no_score_for_the_figures_of_the_other_side_nothing_is_split() -> None:
    """Before, income was neither observed nor read: the later rule gives the earlier figures no index."""
    table = real.table("un").filter(pl.col("variable") != "gni_per_capita")
    earlier = Side(real.without(real.HDI, "income"), observations_from_frame(table), "2021")
    found = compare(earlier, Side(load_methodology(real.HDI), real.figures("un"), "2021"), real.units("un"))
    told = row(frame(found), "KAZ")
    assert told["reason"] == "not_separable"
    assert told["score_change"] == pytest.approx(told["score_b"] - told["score_a"])
    assert told["score_data"] is None
    assert row(frame(found), "KAZ", "education")["reason"] is None


def test_another_wording_moves_nobody() -> None:
    """Both texts are run, and the part of the rule is exactly nothing."""
    reworded = real.variant(real.KZ, 'source: "§ 4", date: 2026-11-21', 'source: "§ 4a", date: 2026-11-22')
    found = compare(side("2023"), Side(reworded, real.figures("kz"), "2023"), real.units("kz"))
    assert found.changes == (("text",),)
    for compared_node in found.nodes.values():
        for parts in (compared_node.score, compared_node.rank):
            assert set(np.nan_to_num(parts.change)) == set(np.nan_to_num(parts.rule)) == {0.0}


def test_too_many_runs_are_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compared, "MOST_RUNS", 10)
    asem = load_methodology(real.ASEM)
    table = real.figures("asem")
    lower = real.table("asem").with_columns(value=pl.col("value") * 0.9)
    found = compare(
        Side(asem, table, "2018"),
        Side(asem, observations_from_frame(lower), "2018"),
        real.units("asem"),
        nodes=["index"],
    )
    told = row(frame(found), "DEU")
    assert told["reason"] == "too_many_units"
    assert told["score_change"] is not None
    assert told["score_data"] is None
    assert "at most 10" in found.notes[0].in_language("en")
    assert account_of(found, options={})["counts"]["split"] == 0


def test_every_period_by_both_rules() -> None:
    first, second = load_methodology(real.KZ), real.geometric(real.KZ)
    figures, units = real.figures("kz"), real.units("kz")
    table, _ = in_every_period(first, second, figures, units, nodes=["index", "economy"])
    assert set(table["period"]) == set(figures.periods)
    for letter, methodology in (("a", first), ("b", second)):
        plain = score(methodology, figures, units=units, periods=["2022", "2023"]).frame
        plain = plain.filter(pl.col("node").is_in(["index", "economy"])).select(
            "unit", "period", "node", "score", "rank"
        )
        ours = table.filter(pl.col("period").is_in(["2022", "2023"]), pl.col(f"reason_{letter}").is_null())
        ours = ours.select("unit", "period", "node", f"score_{letter}", f"rank_{letter}")
        assert ours.rows() == plain.filter(pl.col("score").is_not_null()).rows()
    # 2021 is before the first period that is assessed: what would have been.
    earlier = table.filter(period="2021", node="economy", unit="KZ-75")
    assert earlier["score_a"].item() is not None


def test_periods_of_both_sides() -> None:
    kz, figures = load_methodology(real.KZ), real.figures("kz")
    pair, tables = (kz, real.geometric(real.KZ)), (figures, figures)
    assert [one.period for one in sides(pair, tables, (None, None))] == ["2025", "2025"]
    assert [one.period for one in sides(pair, tables, ("2022", None))] == ["2022", "2022"]
    assert [one.period for one in sides(pair, tables, ("2022", "2023"))] == ["2022", "2023"]
    for asked, words in (
        (("2022", "1999"), "has no figures of 1999"),
        (("2022", "2022"), "Both sides are the same"),
    ):
        with pytest.raises(ProblemsFound, match=words):
            sides((kz, kz), tables, asked)
    with pytest.raises(ProblemsFound, match="another length"):
        compare(
            side("2022"), Side(load_methodology("in/aspirational-districts/2018"), figures, "2022"), real.units("kz")
        )
    with pytest.raises(ProblemsFound, match="not a period"):
        compare(side("last year"), side("2022"), real.units("kz"))


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kz, figures, units = load_methodology(real.KZ), real.figures("kz"), real.units("kz")
    monkeypatch.setattr(given, "MOST_ROWS", 2 * len(units))
    given.check_size(units, 2)
    with pytest.raises(ProblemsFound, match=f"would have {3 * len(units)} rows"):
        given.check_size(units, 3)
    monkeypatch.setattr(periods, "MOST_ROWS", 2 * len(units))
    table, notes = in_every_period(kz, real.geometric(real.KZ), figures, units, nodes=["index"])
    assert sorted(set(table["period"])) == sorted(figures.periods)[-2:]
    assert "the last 2 stand in every_period" in notes[0].in_language("en")
