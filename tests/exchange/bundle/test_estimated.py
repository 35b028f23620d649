"""How sure a publication is comes out of its bundle again, and what somebody has altered of it is found."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import polars as pl
import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.bundle.estimated import FILES, Estimated
from tarazy.exchange.bundle.manifest import LeftOut
from tarazy.exchange.bundle.rows import Key
from tarazy.exchange.bundle.written import Withholding
from tarazy.exchange.intervals import GROUPS, INTERVALS, PAIRS
from tests.exchange.bundle.making import (
    HDI,
    SECRET,
    Files,
    again_of,
    archived,
    covered_up,
    estimated,
    files_in,
    hiding,
    made,
    outcome_of,
    published,
)
from tests.exchange.bundle.test_altered import changed, row_of


def test_every_number_of_the_intervals_comes_out_again() -> None:
    bundle = made(estimated())
    flaws, outcome = outcome_of(bundle)
    assert (flaws, outcome.flaws, outcome.difference_count) == ([], (), 0)
    again = again_of(bundle)
    assert (again.withheld, again.flaws, again.differences, again.difference_count) == (False, (), (), 0)
    of = estimated().estimated
    assert of is not None
    keys = {"unit", "period", "node", "other"}
    counted = [
        table[name].is_not_null().sum() for table in of.tables.values() for name in table.columns if name not in keys
    ]
    groups = len(of.tables[GROUPS]) * 2  # the peer group and the number are keys of theirs
    assert again.equal == sum(counted) - groups > 10_000


def test_a_bundle_without_intervals_is_as_it_always_was() -> None:
    files = files_in(made(published(*HDI)))
    assert json.loads(files["manifest.json"])["version"] == 1
    assert not set(FILES) & set(files)
    assert json.loads(files_in(made(estimated()))["manifest.json"])["version"] == 2


def end_of_an_interval(files: Files) -> Files:
    row = row_of(files, INTERVALS, b"KAZ,2021,index,")
    cells = row.split(b",")
    cells[7] = b"%r" % (float(cells[7]) + 1e-6)
    return changed(files, INTERVALS, row, b",".join(cells))


def seed(files: Files) -> Files:
    return changed(files, "uncertainty.json", b'"seed": 3', b'"seed": 4')


def member_of_a_group(files: Files) -> Files:
    rows = files[GROUPS].splitlines(keepends=True)
    return {**files, GROUPS: b"".join([*rows[:5], *rows[6:]])}


def all_groups(files: Files) -> Files:
    return {name: content for name, content in files.items() if name != GROUPS}


def pair(files: Files) -> Files:
    row = files[PAIRS].splitlines()[1]
    return changed(files, PAIRS, row, row.rpartition(b",")[0] + b",0.123")


@pytest.mark.parametrize(
    ("alter", "table"),
    [(end_of_an_interval, INTERVALS), (seed, INTERVALS), (member_of_a_group, ""), (all_groups, ""), (pair, PAIRS)],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_what_somebody_alters_with_every_hash_made_to_fit_is_found(alter: Callable[[Files], Files], table: str) -> None:
    again = again_of(archived(covered_up(alter(files_in(made(estimated()))))))
    assert again.difference_count
    assert again.differences[0].column.startswith(table)
    if alter is end_of_an_interval:
        assert again.difference_count == 1
        assert again.differences[0][:4] == ("KAZ", "2021", "index", f"{INTERVALS} score_high")


def test_what_the_account_says_must_follow() -> None:
    files = changed(files_in(made(estimated())), "uncertainty.json", b'"level_percent": 90.0', b'"level_percent": 99.0')
    again = again_of(archived(covered_up(files)))
    assert [flaw.what.said["name"] for flaw in again.flaws] == ["level_percent"]


def test_nothing_is_said_of_a_unit_that_is_left_out_and_the_rest_is_equal() -> None:
    bundle = made(estimated(), Withholding(left_out=LeftOut(("KAZ",), ("life_expectancy",))))
    files = files_in(bundle)
    for name in (INTERVALS, PAIRS, GROUPS):
        assert b"KAZ" not in files[name]
        assert b"KGZ" in files[name]
    assert b"life_expectancy" not in files[INTERVALS]
    again = again_of(bundle)
    assert (again.difference_count, again.flaws) == (0, ())
    assert again.equal > 10_000


def test_what_rests_on_a_withheld_value_has_no_interval_and_nothing_is_drawn_again() -> None:
    def of_finland(key: Key) -> bool:
        return (key.unit, key.variable) == ("FIN", "life_expectancy_at_birth")

    bundle = made(estimated(), hiding(of_finland))
    rows = files_in(bundle)[INTERVALS]
    assert b"FIN,2021,life_expectancy," not in rows
    assert b"FIN,2021,index," in rows
    again = again_of(bundle)
    assert (again.withheld, again.equal, again.difference_count) == (True, 0, 0)


def test_a_change_from_a_score_that_is_not_shown_is_not_shown() -> None:
    changes = pl.DataFrame(
        {
            "unit": ["FIN", "SWE"],
            "period": ["2022"] * 2,
            "before": ["2021"] * 2,
            "node": ["life_expectancy"] * 2,
            "change": [1.0, 2.0],
        }
    )
    of = estimated()
    assert of.estimated is not None
    with_changes = dataclasses.replace(
        of, estimated=Estimated(of.estimated.account, {**of.estimated.tables, "changes.csv": changes})
    )
    files = files_in(made(with_changes, Withholding(lambda key: key.unit == "FIN" and "life" in key.variable, SECRET)))
    assert [line.split(b",")[0] for line in files["changes.csv"].splitlines()[1:]] == [b"SWE"]


def test_the_reason_why_there_are_no_intervals_is_carried() -> None:
    of = estimated()
    assert of.estimated is not None
    refusal = {"kk": "Аз", "ru": "Мало", "en": "Too few"}
    refused = dataclasses.replace(of, estimated=Estimated({**of.estimated.account, "refusal": refusal}, {}))
    again = again_of(made(refused))
    assert again.account.refusal is not None
    assert again.account.refusal.ru == "Мало"


@pytest.mark.parametrize(
    ("alter", "what"),
    [
        (lambda files: changed(files, INTERVALS, b"score_median", b"score_middle"), "other columns"),
        (
            lambda files: changed(
                files, INTERVALS, row_of(files, INTERVALS, b"KAZ,2021,index,"), b"KAZ,2021,index,country" + b",x" * 14
            ),
            "no number",
        ),
        (
            lambda files: changed(files, "uncertainty.json", b'"nodes": "all"', b'"nodes": "some"'),
            "not what a publication",
        ),
        (lambda files: changed(files, "uncertainty.json", b'"seed": 3', b'"seed": "x"'), "not what a publication"),
        (
            lambda files: changed(files, "uncertainty.json", b'"replicates": 60', b'"replicates": 0'),
            "number of replicates",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(alter: Callable[[Files], Files], what: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        again_of(archived(covered_up(alter(files_in(made(estimated()))))))
    assert what in found.value.problems[0].what.in_language("en")
