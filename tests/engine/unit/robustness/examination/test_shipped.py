"""Real indices that ship: examined as they are, and with the sign of one indicator turned around."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from tarazy.engine import estimate_uncertainty, load_methodology
from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination import Examination, examine
from tarazy.engine.robustness.examination.said import Requirement, Table
from tarazy.exchange.observations import read_observations
from tarazy.exchange.units import read_units

ASEM, KZ = "asem/connectivity/2018", "kz/regional-development/2024.1"
PERIODS = {ASEM: "2018", KZ: "2023", "un/hdi/2021": "2021", "wales/imd/2019": "2019", "pefa/scores/2016": "2024"}
FOLDERS = {ASEM: "asem", KZ: "kz", "un/hdi/2021": "un", "wales/imd/2019": "wales", "pefa/scores/2016": "pefa-sample"}


class Shipped(NamedTuple):
    methodology: Methodology
    observations: Observations
    units: Units


@cache
def shipped(name: str) -> Shipped:
    methodology, folder = load_methodology(name), shipped_folder("data") / FOLDERS[name]
    units = read_units(folder / "units.csv")
    files = [folder / "observations.csv"]
    return Shipped(methodology, read_observations(files, units=units, methodology=methodology), units)


@cache
def examined(name: str) -> Examination:
    return of(shipped(name).methodology, name)


def of(methodology: Methodology, name: str) -> Examination:
    given = shipped(name)
    return examine(methodology, given.observations, units=given.units, period=PERIODS[name])


def turned(name: str, indicator: str) -> Methodology:
    """The methodology with 'better' of one indicator turned around, and nothing else changed."""
    methodology = shipped(name).methodology
    files = {path: content for path, content in methodology.files.items() if not path.startswith("cases/")}
    path = next(path for path in files if path.endswith(f"/{indicator}.yaml"))
    better = next(one.better for one in methodology.indicators if one.id == indicator)
    other = {"higher": "lower", "lower": "higher"}[better]
    files[path] = files[path].replace(f"better: {better}".encode(), f"better: {other}".encode())
    return methodology_from_files(files)


@pytest.mark.parametrize("name", PERIODS)
def test_no_sign_of_a_shipped_index_is_called_wrong(name: str) -> None:
    assert [finding.nodes for finding in examined(name).findings if finding.kind.id == "sign_error"] == []


@pytest.mark.parametrize(
    ("name", "indicator", "sureness"),
    [
        (KZ, "unemployment", "certain"),
        (KZ, "under_five_mortality", "certain"),
        (KZ, "wage_employment", "likely"),
        (ASEM, "poverty", "certain"),
        (ASEM, "tariff", "certain"),
        (ASEM, "co2_emissions", "likely"),
        (ASEM, "corruption_perceptions", "possible"),  # no word of its title says it: the figures alone do
        ("un/hdi/2021", "life_expectancy", "certain"),
        ("un/hdi/2021", "income", "possible"),
    ],
)
def test_a_sign_that_was_turned_around_is_the_first_finding(name: str, indicator: str, sureness: str) -> None:
    found = of(turned(name, indicator), name).findings
    assert (found[0].kind.id, found[0].nodes, found[0].numbers["sureness"]) == ("sign_error", (indicator,), sureness)
    assert [finding.nodes for finding in found if finding.kind.id == "sign_error"] == [(indicator,)]


def test_what_is_known_of_these_indices_is_found() -> None:
    """Barriers to trade go against all other links; roads of one region lie far from all others; domains overlap."""
    asem = {finding.kind.id: finding for finding in examined(ASEM).findings}
    assert "technical_barriers" in asem["against_parent"].nodes
    assert "low_consistency" in asem
    kz = {finding.kind.id: finding for finding in examined(KZ).findings}
    assert kz["untreated_outliers"].nodes == ("local_roads",)
    wales = {finding.kind.id: finding for finding in examined("wales/imd/2019").findings}
    assert wales["redundant_pair"].nodes == ("income", "employment", "health")


def test_without_a_period_the_last_with_scores_is_examined() -> None:
    given = shipped(KZ)  # in 2025 nobody has a score of the index
    assert examine(given.methodology, given.observations, units=given.units).period == "2024"


def test_every_chapter_has_tables_and_says_what_is_not_computed() -> None:
    chapters = {chapter.id: chapter for chapter in examined(ASEM).chapters}
    assert list(chapters) == ["data", "coherence", "weights", "robustness", "discrimination", "signs", "added_value"]
    assert all(chapters[id].shown for id in chapters if id != "robustness")
    assert not chapters["robustness"].shown
    said = " ".join(sentence.in_language("en") for sentence in chapters["robustness"].sentences)
    assert said.count("not computed") == 2


VARYING = "asem/connectivity/2018.1"


def with_replicates(replicates: int | None) -> Examination:
    given, methodology = shipped(ASEM), load_methodology(VARYING)
    return examine(methodology, given.observations, units=given.units, period="2018", replicates=replicates, seed=3)


def test_what_may_vary_is_varied_and_the_intervals_are_shown() -> None:
    found = with_replicates(100)
    chapter = next(one for one in found.chapters if one.id == "robustness")
    assert [one.id for one in chapter.shown] == ["intervals_drawn", "intervals"]
    assert "Replicates computed: 100" in chapter.sentences[0].in_language("en")
    step = next(one for one in found.frameworks[0].requirements if one.name.startswith("7."))
    assert step.answer == "met"
    given = shipped(ASEM)
    table, units = given.observations, given.units
    same = estimate_uncertainty(
        load_methodology(VARYING), table, units=units, periods=["2018"], nodes="root", replicates=100, seed=3
    ).nodes[0]
    shown = chapter.shown[1]
    assert isinstance(shown, Table)
    rows = {row[1]: row[2:] for row in shown.rows}
    first = int(np.argmin(same.rank))
    assert rows[1.0] == [same.ranks.low[first], same.ranks.high[first]]


def test_what_moves_the_ranks_of_this_index_is_known_from_elsewhere() -> None:
    """Aggregation most, then weights: as in COINr's analysis of the same choices."""
    given = shipped(ASEM)
    found = examine(
        load_methodology(VARYING), given.observations, units=given.units, period="2018", replicates=100, drivers=True
    )
    chapter = next(one for one in found.chapters if one.id == "robustness")
    drivers = chapter.shown[-1]
    assert isinstance(drivers, Table)
    assert drivers.id == "drivers"
    together = [float(str(row[2])) for row in drivers.rows]
    assert together == sorted(together, reverse=True)
    assert 60 < together[0] < 90
    assert drivers.rows[0][0] == load_methodology(VARYING).uncertainty.assumptions[-1].title


def test_no_replicates_are_computed_where_none_are_asked_for_or_too_few() -> None:
    for replicates, said in ((0, "Intervals are not computed"), (1, "Why: The number of replicates is 1.")):
        found = with_replicates(replicates)
        chapter = next(one for one in found.chapters if one.id == "robustness")
        assert not chapter.shown
        assert said in " ".join(sentence.in_language("en") for sentence in chapter.sentences)
        step = next(one for one in found.frameworks[0].requirements if one.name.startswith("7."))
        assert step.answer == "partly"


def answers(name: str, framework: str) -> Mapping[str, Requirement]:
    found = next(one for one in examined(name).frameworks if one.id == framework)
    return {requirement.name: requirement for requirement in found.requirements}


def test_the_framework_that_a_methodology_was_made_after_is_met_in_all_its_areas() -> None:
    met = [one.answer for one in list(answers("pefa/scores/2016", "pefa").values())[:8]]
    assert met == ["met"] * 8
    assert [one.answer for one in list(answers(ASEM, "pefa").values())[:8]].count("met") <= 1


def test_frameworks_say_what_they_cannot_know() -> None:
    for framework in examined(KZ).frameworks:
        unknown = [one for one in framework.requirements if one.answer == "not_assessed"]
        assert unknown
        assert all(one.evidence.in_language("en").startswith("Needed: ") for one in unknown)


def test_answers_follow_the_facts() -> None:
    of_kz, of_asem = answers(KZ, "oecd_jrc"), answers(ASEM, "oecd_jrc")
    assert of_kz["1. What is measured, and why"].answer == "met"
    assert of_asem["1. What is measured, and why"].answer == "not"
    assert of_kz["10. Presentation"].answer == "met"
    assert of_asem["10. Presentation"].answer == "not"
    assert of_kz["5. Values become points"].answer == "partly"
    wrong = of(turned(KZ, "unemployment"), KZ)
    steps = {one.name: one for one in wrong.frameworks[0].requirements}
    assert steps["5. Values become points"].answer == "not"
