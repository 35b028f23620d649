"""Tables that analysts import: for their own units, with a source and a reason, and nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.imports.incoming import Incoming
from tarazy.exchange.imports.meanings import Meanings
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.observatory.actions.recording import Given, import_observations
from tarazy.web.rooms.observatory.models import Import, Observation
from tarazy.web.rooms.observatory.queries.imports import codes_of_scheme, differences, known, recordable_units
from tarazy.web.rooms.people.models import User
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan, person
from tests.web.rooms.shipped import some_observations

pytestmark = pytest.mark.django_db
LIFE = "life_expectancy"
WHY = "Yearbook of 2025"
SOURCE = {"source": "bns_sdg_3-7-2"}


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def given(*rows: tuple[str, str, str, float | None], **columns: object) -> Given:
    observations = some_observations(*rows, **{**SOURCE, **columns})
    return Given(Incoming(observations, (), 0), "table.csv", "0" * 64, Meanings(every={"variable": LIFE}))


def made_of(table: Given, reason: str, *, by: User) -> Import:
    return import_observations(table, reason, by=by).made


def recorded() -> list[tuple[str, int, float | None, str]]:
    rows = Observation.objects.filter(variable=LIFE).order_by("unit", "period", "revision")
    return [(row.unit_id, row.revision, row.value, row.reason) for row in rows]


def test_what_is_new_is_recorded_with_who_and_why_and_from_which_file() -> None:
    analyst = person("centre.analyst")
    made = made_of(given(("KZ-47", LIFE, "2030", 71.5), ("KZ-43", LIFE, "2030", 72.0)), WHY, by=analyst)
    assert recorded() == [("KZ-43", 1, 72.0, ""), ("KZ-47", 1, 71.5, "")]
    assert (made.new, made.revised, made.same, made.refused) == (2, 0, 0, 0)
    assert (made.reason, made.file_name, made.sha256) == (WHY, "table.csv", "0" * 64)
    assert Import.objects.get().meanings == [["every", "variable", LIFE]]
    assert set(Observation.objects.values_list("recorded_at", "recorded_by")) == {(made.recorded_at, analyst.pk)}
    entry = Entry.objects.get(verb="import_observations")
    assert (entry.object_id, entry.digest, entry.actor) == (str(made.pk), "0" * 64, analyst.pk)
    assert prove().holds


def test_the_same_again_changes_nothing_and_a_correction_is_a_revision_with_the_reason() -> None:
    analyst = person("centre.analyst")
    first = given(("KZ-47", LIFE, "2030", 71.5))
    import_observations(first, WHY, by=analyst)
    with pytest.raises(ValidationError, match="nothing that is not recorded already"):
        import_observations(first, WHY, by=analyst)
    made = made_of(given(("KZ-47", LIFE, "2030", 71.6)), "Corrected by the office", by=analyst)
    assert (made.new, made.revised) == (0, 1)
    assert recorded() == [("KZ-47", 1, 71.5, ""), ("KZ-47", 2, 71.6, "Corrected by the office")]


def test_an_analyst_of_a_scope_records_for_its_units_and_is_told_of_the_others() -> None:
    analyst = person("scoped.analyst")
    assert recordable_units(analyst) == {"KZ-47", "KZ-47-BEINEU"}
    table = given(("KZ-47", LIFE, "2030", 71.5), ("KZ-43", LIFE, "2030", 72.0))
    found = differences(table.incoming, analyst)
    assert (len(found.found.new), found.refused) == (1, 1)
    assert "The unit KZ-43 lies outside" in found.problems[0].in_language("en")
    made = made_of(table, WHY, by=analyst)
    assert (made.new, made.refused) == (1, 1)
    assert recorded() == [("KZ-47", 1, 71.5, "")]


def test_what_others_recorded_already_is_no_matter_of_rights() -> None:
    table = given(("KZ-47", LIFE, "2030", 71.5), ("KZ-43", LIFE, "2030", 72.0))
    import_observations(table, WHY, by=person("centre.analyst"))
    found = differences(table.incoming, person("scoped.analyst"))
    assert (found.found.same, found.refused, found.problems) == (2, 0, ())


@pytest.mark.parametrize("username", ["centre.overseer", "centre.administrator", "body.officer", "nowhere"])
def test_nobody_but_analysts_imports(username: str) -> None:
    with pytest.raises(Denied):
        import_observations(given(("KZ-47", LIFE, "2030", 71.5)), WHY, by=person(username))
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"series": "self-report"}, "The series self-report is not imported"),
        ({"series": "target"}, "The series target is not imported"),
        ({"source": " "}, "names no source"),
    ],
)
def test_rows_that_come_about_otherwise_or_name_no_source_are_refused(columns: dict[str, str], said: str) -> None:
    found = differences(given(("KZ-47", LIFE, "2030", 71.5), **columns).incoming, person("centre.analyst"))
    assert (len(found.found.new), found.refused) == (0, 1)
    assert said in found.problems[0].in_language("en")


def test_an_import_says_why() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        import_observations(given(("KZ-47", LIFE, "2030", 71.5)), " ", by=person("centre.analyst"))
    assert not Observation.objects.exists()


def test_revisions_that_the_table_names_follow_what_is_recorded() -> None:
    analyst = person("centre.analyst")
    both = given(("KZ-47", LIFE, "2030", 71.5), revision=1, reason="")
    import_observations(both, WHY, by=analyst)
    assert differences(both.incoming, analyst).found.same == 1
    second = given(("KZ-47", LIFE, "2030", 71.7), revision=2, reason="of its own")
    made = made_of(second, WHY, by=analyst)
    assert (made.new, made.revised) == (0, 1)
    assert recorded() == [("KZ-47", 1, 71.5, ""), ("KZ-47", 2, 71.7, "of its own")]
    # Both are recorded now: neither says anything new, whatever order they come in.
    assert differences(both.incoming, analyst).found.same == 1
    for revision in (2, 4):
        other = given(("KZ-47", LIFE, "2030", 70.0), revision=revision, reason="x")
        found = differences(other.incoming, analyst)
        assert (found.found.is_empty, found.refused) == (True, 1)
        assert "is recorded otherwise, or is not the next one" in found.problems[0].in_language("en")


def test_what_is_registered_is_known() -> None:
    found = known()
    assert "KZ-47" in found.units
    assert LIFE in found.variables
    assert "f" in found.breakdowns["sex"]
    kato = codes_of_scheme("kato")
    assert {held.unit for held in kato.held} >= {"KZ-47"}


def test_a_scheme_of_codes_that_no_unit_has_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ProblemsFound, match=r"(?s)No unit has a code of the scheme kata\..*Name one of these.*kato"):
        codes_of_scheme("kata")
