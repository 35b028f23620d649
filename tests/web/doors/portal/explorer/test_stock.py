"""What the explorer keeps in memory is never older than the last act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from tarazy.web.doors.portal.explorer import stock
from tarazy.web.grammar.text import local_text
from tarazy.web.journal.chain import Act, write_entries
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.models import Topic, UnitOfMeasure, Variable
from tarazy.web.rooms.publication.actions.publishing import withdraw
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.units.models import Kind, PeerGroup, Unit
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations

NEW = local_text({"kk": "Жаңа атау", "ru": "Новое имя", "en": "New name"})
ADDRESS = "explorer/?v=unemployment_rate&u=KZ-10"
SCORE = "kz/regional-development:index"
CHANGES: dict[str, Callable[[], int]] = {
    "the chosen unit": lambda: Unit.objects.filter(pk="KZ-10").update(name=NEW),
    "a unit that is not chosen": lambda: Unit.objects.filter(pk="KZ-15").update(name=NEW),
    "a kind": lambda: Kind.objects.filter(units="KZ-10").update(plural=NEW),
    "a peer group": lambda: PeerGroup.objects.filter(units="KZ-10").update(name=NEW),
    "the chosen variable": lambda: Variable.objects.filter(pk="unemployment_rate").update(title=NEW),
    "a topic": lambda: Topic.objects.filter(variables="unemployment_rate").update(name=NEW),
    "a unit of measure": lambda: UnitOfMeasure.objects.filter(variables="unemployment_rate").update(title=NEW),
}


@pytest.fixture
def recorded(db: None) -> None:
    register_place("kz")
    given = [(unit, "unemployment_rate", "2023", 5.0) for unit in ("KZ-10", "KZ-11", "KZ-15")]
    record_observations(some_observations(*given), by=demo())


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("change", CHANGES)
def test_a_new_name_stands_on_the_next_page_in_each_language(client: Client, change: str) -> None:
    for language in ("kk", "ru", "en"):
        assert str(getattr(NEW, language)) not in read(client, f"/{language}/{ADDRESS}").html
    with transaction.atomic():
        assert CHANGES[change]()
        write_entries([Act(actor=demo().pk, room="units", verb="rename")])
    for language in ("kk", "ru", "en"):
        assert str(getattr(NEW, language)) in read(client, f"/{language}/{ADDRESS}").html


@pytest.mark.usefixtures("recorded")
def test_a_new_unit_is_offered_and_a_new_period_too(client: Client) -> None:
    before = read(client, f"/en/{ADDRESS}").html
    unit = Unit.objects.get(pk="KZ-10")
    unit.pk = "KZ-99"
    unit.save(force_insert=True)
    record_observations(some_observations(("KZ-11", "unemployment_rate", "2024", 6.0)), by=demo())
    after = read(client, f"/en/{ADDRESS.replace('KZ-10', 'KZ-11')}").html
    for said in ('<option value="2024"', 'id="u-KZ-99"'):
        assert said not in before
        assert said in after


@pytest.mark.usefixtures("published")
def test_scores_of_a_publication_that_is_withdrawn_are_offered_no_more(client: Client) -> None:
    page, box = "/en/explorer/?v=unemployment_rate", f'value="{SCORE}"'
    assert box in read(client, page).html
    with transaction.atomic():
        for publication in Publication.objects.filter(methodology=SCORE.partition(":")[0], withdrawal=None):
            withdraw(publication, NEW, by=demo())
        assert box not in read(client, page).html
        assert read(client, f"/en/explorer/?v={SCORE}").status == 404
        transaction.set_rollback(True)
    assert box in read(client, page).html


@pytest.mark.usefixtures("recorded")
def test_as_long_as_nothing_changes_nothing_is_read_again(client: Client) -> None:
    read(client, f"/en/{ADDRESS}")
    before = stock.stock()
    read(client, f"/ru/{ADDRESS}")
    assert stock.stock() is before
    assert before.of_place("kz") is before.of_place("kz")
