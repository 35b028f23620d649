"""A proof that is asked for is computed by a worker; what does not hold is said in three languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.chain import head
from tarazy.web.journal.queries import entries, verbs
from tarazy.web.rooms.people import tasks as people_tasks
from tarazy.web.rooms.people.actions.proofs import PROOF, ask_for_proof
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.queries import tasks_named
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.cloning import Connection
from tests.web.journal.forging import alter

pytestmark = pytest.mark.django_db(transaction=True)


def proved(*heads: str) -> Task:
    task = ask_for_proof(heads, by=system_actor())
    perform_task(task.pk)
    return tasks_named(PROOF).get(pk=task.pk)


def test_what_holds_is_said_with_the_heads_that_were_found() -> None:
    first = proved()
    assert first.state == State.DONE
    known = head()
    assert known is not None
    again = proved(known.hash)
    assert again.outcome is not None
    assert "found: 1" in again.outcome.en
    assert len({again.outcome.kk, again.outcome.ru, again.outcome.en}) == 3


def test_what_was_altered_is_said_and_nothing_is_tried_again(as_superuser: Connection) -> None:
    proved()
    alter(as_superuser, "journal_entry", "UPDATE journal_entry SET verb = 'other' WHERE number = 1")
    task = proved()
    assert (task.state, task.attempts) == (State.FAILED, 1)
    assert task.fault is not None
    assert "Entry 1 or one of its seals was changed" in task.fault.en
    assert len({task.fault.kk, task.fault.ru, task.fault.en}) == 3
    unknown = proved("5f0c" * 16).fault
    assert unknown is not None
    assert "known from outside, is not in the journal" in unknown.en


def test_the_system_asks_by_itself_and_nobody_else_but_an_overseer() -> None:
    people_tasks.prove_every_day()
    assert tasks_named(PROOF).count() == 1
    with translation.override("en"), pytest.raises(Denied, match="proved by its overseers"):
        ask_for_proof(by=User.objects.create(username="somebody"))


def test_acts_are_found_by_what_they_did_and_to_what() -> None:
    task = ask_for_proof(by=system_actor())
    assert "people.ask_for_proof" in verbs()
    (entry,) = entries(verb="people.ask_for_proof", kind="work.task", id=str(task.pk), actor=system_actor().pk)
    assert entry.particulars == {"heads": 0}
    assert not entries(verb="people.ask_for_proof", actor=0).exists()
    assert not entries(verb="work.ask_for_proof").exists()
