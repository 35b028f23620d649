"""Variables come with everything that the catalogue knows of them, and with nothing where nobody has stated it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tarazy.web.rooms.observatory.queries.goals import targets_before
from tarazy.web.rooms.observatory.queries.variables import variables
from tests.web.doors.api.asking import as_csv, got, whole

pytestmark = pytest.mark.usefixtures("opened")
TEXTS = (
    "definition", "formula", "legal_basis", "collection", "limitations", "comparability", "national_goal", "plan",
)  # fmt: skip


def spoken(text: Any) -> dict[str, str] | None:
    return {language: text.in_language(language) for language in ("kk", "ru", "en")} if text else None


def test_every_variable_says_what_the_catalogue_says(client: Client) -> None:
    told = {row["id"]: row for row in whole(client, "variables?limit=1000")}
    stored = {one.pk: one for one in variables()}
    assert told.keys() == stored.keys()
    for id, variable in stored.items():
        row = told[id]
        assert {name: row[name] for name in TEXTS} == {name: spoken(getattr(variable, name)) for name in TEXTS}
        assert (row["owner"], row["periodicity"]) == (variable.owner_id, variable.periodicity)
        assert row["millennium_targets"] == targets_before(variable.goals)
    for name in ("formula", "legal_basis", "comparability"):
        assert {bool(row[name]) for row in told.values()} == {True, False}, f"{name} is not tried both ways"
    assert any(row["millennium_targets"] for row in told.values())


def test_one_variable_names_its_owner(client: Client) -> None:
    said = got(client, "variables/population_avg?lang=en")
    assert said["legal_basis"].startswith("Law of the Republic of Kazakhstan")
    assert said["owner"] == "bns"
    assert isinstance(said["owner_name"], str)


def test_variables_are_found_by_how_often_they_come_out(client: Client) -> None:
    rows = whole(client, "variables?periodicity=yearly&fields=id,periodicity&limit=1000")
    assert {row["id"] for row in rows} == {one.pk for one in variables() if one.periodicity == "yearly"}
    assert rows


def test_a_text_that_nobody_stated_is_an_empty_cell(client: Client) -> None:
    [row] = as_csv(client, "variables.csv?id=grp_nominal&fields=id,formula,owner&lang=en")
    assert row == {"id": "grp_nominal", "formula": "", "owner": "bns"}
