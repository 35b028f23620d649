"""Whoever alters a bundle, carelessly or with every hash made to fit: it is found, and said where."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tarazy.exchange.bundle.recomputed import Difference
from tests.exchange.bundle.making import (
    HDI,
    Files,
    archived,
    covered_up,
    files_in,
    hiding,
    made,
    outcome_of,
    published,
)


def changed(files: Files, name: str, old: bytes, new: bytes) -> Files:
    assert files[name].count(old) == 1, files[name].count(old)
    return {**files, name: files[name].replace(old, new)}


def row_of(files: Files, name: str, start: bytes) -> bytes:
    (found,) = [line for line in files[name].splitlines() if line.startswith(start)]
    return found


def digit_of_observation(files: Files) -> Files:
    row = row_of(files, "observations.csv", b"KAZ,life_expectancy_at_birth,")
    return changed(files, "observations.csv", row, row.replace(b",69.3", b",69.4"))


def digit_of_score(files: Files) -> Files:
    row = row_of(files, "scores.csv", b"KAZ,2021,education,")
    cells = row.split(b",")
    cells[4] = cells[4][:-1] + (b"1" if cells[4][-1:] != b"1" else b"2")
    cells[4] = cells[4].replace(b"0.8", b"0.9")
    return changed(files, "scores.csv", row, b",".join(cells))


def rank(files: Files) -> Files:
    row = row_of(files, "scores.csv", b"KAZ,2021,index,")
    return changed(files, "scores.csv", row, row.replace(b",56,country", b",55,country"))


def digit_of_methodology(files: Files) -> Files:
    return changed(files, "methodology/indicators/life_expectancy.yaml", b"high: 85", b"high: 84")


ALTERED: dict[str, tuple[Callable[[Files], Files], str, str]] = {
    "observation": (digit_of_observation, "observations.csv", "life_expectancy"),
    "score": (digit_of_score, "scores.csv", "education"),
    "rank": (rank, "scores.csv", "index"),
    "methodology": (digit_of_methodology, "methodology/indicators/life_expectancy.yaml", "life_expectancy"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_one_changed_digit_is_found_and_said_where(what: str) -> None:
    alter, file, node = ALTERED[what]
    honest = files_in(made(published(*HDI)))
    flaws, outcome = outcome_of(archived(alter(honest)))
    assert "The file is not the one that the bundle names: its SHA-256 is another." in flaws
    assert any(one.node == node for one in outcome.differences)
    if what != "methodology":
        assert {one.unit for one in outcome.differences if one.column != "rank"} <= {"KAZ"}
        assert "KAZ" in {one.unit for one in outcome.differences}
    careful, outcome = outcome_of(archived(covered_up(alter(honest))))
    assert careful == []  # every hash fits, and still the numbers do not follow
    assert any(one.node == node for one in outcome.differences)
    assert file in honest


def test_a_changed_rank_is_named_with_both_numbers() -> None:
    files = files_in(made(published(*HDI)))
    _, outcome = outcome_of(archived(covered_up(rank(files))))
    assert outcome.differences == (Difference("KAZ", "2021", "index", "rank", "55.0", "56.0"),)


def test_a_changed_observation_has_another_root_and_another_data_hash() -> None:
    files = files_in(made(published(*HDI)))
    flaws, outcome = outcome_of(archived(digit_of_observation(files)))
    assert any(flaw.startswith("The root of the observations is") for flaw in flaws)
    assert any("data_hash" in flaw.what.in_language("en") for flaw in outcome.flaws)


def test_a_last_digit_counts_from_1e_12_on() -> None:
    files = files_in(made(published(*HDI)))
    row = row_of(files, "scores.csv", b"KAZ,2021,income,")
    score = float(row.split(b",")[4])
    for apart, found in ((1e-13, 0), (1e-11, 1)):
        other = row.replace(repr(score).encode(), repr(score + apart).encode())
        _, outcome = outcome_of(archived(covered_up(changed(files, "scores.csv", row, other))))
        assert outcome.difference_count == found


def test_rows_that_are_missing_too_many_or_twice_are_found() -> None:
    files = files_in(made(published(*HDI)))
    row = row_of(files, "scores.csv", b"KAZ,2021,index,")
    for new, recomputed in (
        (b"", "true"),
        (row + b"\n" + row.replace(b"KAZ", b"XYZ"), "false"),
        (row + b"\n" + row, "true"),
    ):
        _, outcome = outcome_of(
            archived(covered_up(changed(files, "scores.csv", row + b"\n", new + b"\n" * bool(new))))
        )
        assert outcome.difference_count >= 1
        assert {(one.column, one.recomputed) for one in outcome.differences} == {("", recomputed)}


def test_a_withheld_value_does_not_hide_a_changed_number_that_does_not_rest_on_it() -> None:
    bundle = made(published(*HDI), hiding(lambda key: (key.unit, key.variable) == ("FIN", "gni_per_capita")))
    _, outcome = outcome_of(archived(covered_up(digit_of_score(files_in(bundle)))))
    assert {(one.unit, one.node) for one in outcome.differences} == {("KAZ", "education")}


def test_a_commitment_that_was_exchanged_changes_the_root() -> None:
    bundle = made(published(*HDI), hiding(lambda key: key.unit == "FIN"))
    files = files_in(bundle)
    first = files["withheld.csv"].splitlines()[1].rsplit(b",", 1)[1]
    flaws, _ = outcome_of(archived({**files, "withheld.csv": files["withheld.csv"].replace(first, b"0" * 64)}))
    assert any(flaw.startswith("The root of the observations is") for flaw in flaws)


def test_another_engine_version_is_no_difference_of_numbers() -> None:
    files = files_in(made(published(*HDI)))
    for name in ("run.json", "manifest.json"):
        told = json.loads(files[name])
        files[name] = json.dumps({**told, "engine_version": "0.0.9"}).encode()
    flaws, outcome = outcome_of(archived(covered_up(files)))
    assert (flaws, outcome.flaws, outcome.differences) == ([], (), ())
