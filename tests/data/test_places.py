"""Every place's tables: well written, complete in three languages, and pointing only at rows that exist."""

import re

import pytest

from tests.data.places import DATA, PLACES, ids, table

FILES = sorted(path for place in PLACES for path in (DATA / place).glob("*.csv"))
NUMBER = re.compile(r"-?\d+(\.\d+)?")
OBSERVATION_COLUMNS = {"unit", "period", "variable", "breakdown", "series", "value", "status", "source"}
# A source may have no note, and what nobody states of a variable stays empty; every other text is there in all three
# languages, and these are where one of them is.
OPTIONAL_TEXTS = {
    "sources": {"note"},
    "variables": {
        "formula", "legal_basis", "collection", "limitations", "comparability", "national_goal", "plan",
    },
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_is_plain_utf8_with_line_feeds(path):
    raw = path.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    raw.decode("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_stands_in_three_languages(path):
    rows = table(path.parent.name, path.stem)
    texts = [column.removesuffix("_en") for column in rows[0] if column.endswith("_en")]
    for row in rows:
        for text in texts:
            given = [bool(row[f"{text}_{lang}"].strip()) for lang in ("kk", "ru", "en")]
            needed = text not in OPTIONAL_TEXTS.get(path.stem, set())
            assert all(given) or (not needed and not any(given)), (row, text)
            assert not re.search("[әғқңөұүһі]", row[f"{text}_en"].casefold()), row


@pytest.mark.parametrize("place", PLACES)
def test_observations_point_at_rows_that_exist(place):
    units, variables, sources = (
        ids(place, name, column)
        for name, column in (("units", "unit"), ("variables", "variable"), ("sources", "source"))
    )
    files = ["observations"] + (["published"] if (DATA / place / "published.csv").exists() else [])
    seen = set()
    for name in files:
        rows = table(place, name)
        assert set(rows[0]) <= OBSERVATION_COLUMNS
        for row in rows:
            assert row["unit"] in units
            assert row["variable"] in variables
            assert row["source"] in sources
            assert re.fullmatch(r"\d{4}", row["period"])
            assert NUMBER.fullmatch(row["value"]) or (not row["value"] and row["status"] in ("M", "X")), row
            key = tuple(row.get(column, "") for column in ("unit", "variable", "period", "breakdown", "series"))
            assert key not in seen
            seen.add(key)


@pytest.mark.parametrize("place", PLACES)
def test_codes_of_the_tables_are_named(place):
    named = {
        "kind": ids(place, "kinds", "kind"),
        "peer_group": ids(place, "peer_groups", "peer_group"),
        "parent": ids(place, "units", "unit") | {""},
        "unit_of_measure": ids(place, "units_of_measure", "unit_of_measure"),
        "topic": ids(place, "topics", "topic"),
        "reported_by": ids(place, "bodies", "body"),
        "published_by": ids(place, "bodies", "body"),
        "licence": ids(place, "licences", "licence"),
        "better": {"higher", "lower", "none"},
    }
    for name in ("units", "variables", "sources"):
        for row in table(place, name):
            assert all(row[column] in named[column] for column in named.keys() & row.keys()), row
    assert all(unit.isascii() for unit in ids(place, "units", "unit"))


@pytest.mark.parametrize("name", ["units_of_measure", "topics", "kinds", "peer_groups", "licences", "bodies"])
def test_an_id_that_two_places_share_means_the_same(name):
    meaning = {}
    for place in PLACES:
        for row in table(place, name):
            first, *rest = row.values()
            if name == "peer_groups":  # a peer group is named for the place's own units
                continue
            assert meaning.setdefault(first, rest) == rest, (name, first)


@pytest.mark.parametrize("place", PLACES)
def test_the_readme_names_the_command_and_the_sources_their_licence(place):
    assert f"data/{place}/observations.csv --units data/{place}/units.csv" in (DATA / place / "README.md").read_text()
    assert re.search(r"licen[cs]e", (DATA / place / "SOURCES.md").read_text(), re.IGNORECASE)
