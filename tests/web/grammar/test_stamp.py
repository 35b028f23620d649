from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tarazy.web.grammar.stamp import stamp_of
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.units.models import Kind, PeerGroup

TEXT = LocalText(kk="А", ru="Б", en="C")


def kind(id: str) -> Kind:
    return Kind.objects.create(id=id, name=TEXT, plural=TEXT)


@pytest.fixture(autouse=True)
def kinds(db: None) -> None:
    kind("region")
    kind("district")


def test_it_stays_while_nothing_changes_and_costs_one_question() -> None:
    with CaptureQueriesContext(connection) as asked:
        before = stamp_of(Kind, PeerGroup)
    assert len(asked) == 1
    assert stamp_of(Kind, PeerGroup) == before


CHANGES: dict[str, Callable[[], object]] = {
    "added": lambda: kind("town"),
    "changed": lambda: Kind.objects.filter(pk="region").update(name=TEXT),
    "removed": lambda: Kind.objects.filter(pk="region").delete(),
    "one for another": lambda: (kind("town"), Kind.objects.filter(pk="region").delete()),
    "in another table": lambda: PeerGroup.objects.create(id="regions", name=TEXT),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_another_one_after_every_change(change: str) -> None:
    seen = [stamp_of(Kind, PeerGroup)]
    CHANGES[change]()
    seen.append(stamp_of(Kind, PeerGroup))
    Kind.objects.filter(pk="district").update(plural=TEXT)
    seen.append(stamp_of(Kind, PeerGroup))
    Kind.objects.filter(pk="district").update(plural=TEXT)  # in the same transaction, to what it already says
    seen.append(stamp_of(Kind, PeerGroup))
    assert len(set(seen)) == 4


def test_it_is_the_same_again_where_a_change_was_taken_back() -> None:
    before = stamp_of(Kind)
    with transaction.atomic():
        kind("town")
        assert stamp_of(Kind) != before
        transaction.set_rollback(True)
    assert stamp_of(Kind) == before


def test_other_tables_do_not_count() -> None:
    before = stamp_of(Kind)
    PeerGroup.objects.create(id="regions", name=TEXT)
    assert stamp_of(Kind) == before
