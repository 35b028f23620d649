"""The engine is held to results that others published (see the folders of data for where they come from)."""

import numpy as np

from tests.data.places import table
from tests.methodologies.shipped import methodology, scored

CENTURY = tuple(str(year) for year in range(1990, 2022))


def published(place: str) -> dict[tuple[str, str, str], float]:
    return {
        (row["variable"].split(":")[1], row["unit"], row["period"]): float(row["value"])
        for row in table(place, "published")
    }


def test_the_human_development_index_is_exact_in_5571_country_years():
    known = published("un")
    agreed, unpublished = 0, []
    for period, result in scored("un/hdi/2021", CENTURY).items():
        index = result.nodes["index"].score
        for position, unit in enumerate(result.units):
            key = "index", unit, period
            if np.isnan(index[position]):
                assert key not in known, f"{key} is published and was not scored"
            elif key in known:
                assert index[position] == known[key], key
                agreed += 1
            else:
                unpublished.append((unit, period))
    assert agreed == 5_571
    assert unpublished == [("RWA", str(year)) for year in range(1990, 1995)]


def test_the_191_ranks_and_classes_of_2021_are_exact():
    result = scored("un/hdi/2021", CENTURY)["2021"]
    index = result.nodes["index"]
    bands = [band.band for band in methodology("un/hdi/2021").methods["band"].bands]
    computed = {
        unit: (index.rank[position], bands[index.band[position]])
        for position, unit in enumerate(result.units)
        if not np.isnan(index.rank[position])
    }
    assert computed == {row["unit"]: (float(row["rank"]), row["band"]) for row in table("un", "published_ranks")}
    assert len(computed) == 191


def test_groups_of_countries_are_not_scored():
    assert not [unit for unit in scored("un/hdi/2021", CENTURY)["2021"].units if unit.startswith("ZZ")]


def test_1909_welsh_areas_agree_in_every_domain_and_in_the_index_to_8_decimals():
    known = published("wales")
    result = scored("wales/imd/2019", ("2019",))["2019"]
    assert len(result.units) == 1_909
    assert set(result.nodes) == {node for node, _, _ in known}
    for node, columns in result.nodes.items():
        expected = np.array([known[node, unit, "2019"] for unit in result.units])
        assert np.abs(columns.score - expected).max() < 1e-8, node


def test_1909_welsh_ranks_are_exact():
    result = scored("wales/imd/2019", ("2019",))["2019"]
    computed = dict(zip(result.units, result.nodes["index"].rank, strict=True))
    assert computed == {row["unit"]: float(row["rank"]) for row in table("wales", "published_ranks")}


def test_5454_growth_targets_of_californian_schools_are_exact():
    known = published("us-ca")
    result = scored("us-ca/growth-target/2000", ("2000",))["2000"]
    target = dict(zip(result.units, result.nodes["index"].score, strict=True))
    expected = {unit: value for (node, unit, _), value in known.items() if node == "growth_target"}
    assert len(expected) == 5_454
    assert {unit: score for unit, score in target.items() if not np.isnan(score)} == expected


def test_6194_californian_schools_met_their_target_or_not_as_published():
    known = published("us-ca")
    result = scored("us-ca/api/2000", ("2000",))["2000"]
    assert len(result.units) == 6_194
    for node in ("school_wide", "index"):
        computed = dict(zip(result.units, result.nodes[node].score, strict=True))
        assert computed == {unit: value for (of, unit, _), value in known.items() if of == node}, node
    assert np.count_nonzero(result.nodes["index"].score == 100) == 4_405


def test_every_score_of_asem_connectivity_agrees_at_all_four_levels():
    known = published("asem")
    result = scored("asem/connectivity/2018", ("2018",))["2018"]
    assert len(result.units) == 51
    assert set(result.nodes) == {node for node, _, _ in known}
    assert len(known) == 60 * 51
    for node, columns in result.nodes.items():
        expected = np.array([known[node, unit, "2018"] for unit in result.units])
        assert np.abs(columns.score - expected).max() < 1e-6, node


def test_the_561_ranks_of_asem_connectivity_are_exact():
    """The source ranks scores of two decimals, and so does the methodology; two of its ranks hang on that."""
    result = scored("asem/connectivity/2018", ("2018",))["2018"]
    expected = {(row["node"], row["unit"]): float(row["rank"]) for row in table("asem", "published_ranks")}
    found = {
        (node, unit): result.nodes[node].rank[position]
        for node in {node for node, _ in expected}
        for position, unit in enumerate(result.units)
    }
    assert found == expected
    assert len(found) == 561
    assert found["index", "KAZ"] == 47
