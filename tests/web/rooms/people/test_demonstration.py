"""Sample people never come among real ones."""

from __future__ import annotations

import pytest

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.people.actions.demonstration import mark_as_demonstration
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, is_demonstration, system_actor

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_database_without_people_is_marked_once_and_for_ever() -> None:
    assert not is_demonstration()
    mark_as_demonstration(by=system_actor(DEMO))
    assert is_demonstration()


def test_a_database_with_people_is_never_marked() -> None:
    somebody = User.objects.create(username="somebody")
    with pytest.raises(Denied, match="needs a database of its own"):
        mark_as_demonstration(by=system_actor(DEMO))
    with pytest.raises(Denied, match="by the command of the demonstration"):
        mark_as_demonstration(by=somebody)
    assert not is_demonstration()
