from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Denied, Refused, about, act
from tarazy.web.journal.ledger import Ledger
from tarazy.web.journal.models import Entry, Seal
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tarazy.web.rooms.people.rules import is_system
from tests.web.cloning import TestDatabases


def may_write(user: User, word: str) -> bool | Refused:
    if word == "forbidden":
        return Refused(_("This word is not for you."))
    return is_system(user)


@pytest.fixture
def write(sample: type[Ledger]) -> Any:
    @act(rule=may_write, verb="write")
    def write(word: str, *, by: User, fail: bool = False) -> Ledger:
        row = sample.objects.create(word=word)
        if fail:
            raise ArithmeticError
        return row

    return write


@pytest.fixture
def demo(db: None) -> User:
    return system_actor(DEMO)


def test_an_act_is_one_entry_about_what_it_returns(write: Any, demo: User) -> None:
    row = write("a", by=demo)
    entry = Entry.objects.get()
    assert (entry.actor, entry.room, entry.verb) == (demo.pk, "test_act", "write")
    assert (entry.object_kind, entry.object_id) == ("journal.sample", str(row.pk))
    assert entry.seals == list(Seal.objects.values_list("pk", flat=True))
    assert prove().holds


def test_the_room_is_read_off_the_module(write: Any, demo: User, sample: type[Ledger]) -> None:
    def submit(*, by: User) -> None: ...

    submit.__module__ = "tarazy.web.rooms.results.actions.run"
    act(rule=is_system, verb="submit")(submit)(by=demo)
    assert Entry.objects.get().room == "results"


def test_what_the_rule_refuses_leaves_nothing(write: Any, demo: User) -> None:
    person = User.objects.create(username="a.person")
    with pytest.raises(Denied):
        write("a", by=person)
    with pytest.raises(Denied, match=r"This word is not for you\."):
        write("forbidden", by=demo)
    assert not Entry.objects.exists()
    assert not Seal.objects.exists()


@pytest.mark.parametrize("answer", [None, 1, "yes", object(), False])
def test_anything_but_a_plain_yes_is_a_no(demo: User, answer: object) -> None:
    @act(rule=lambda user: answer, verb="write")  # type: ignore[arg-type, return-value]
    def write(*, by: User) -> None:
        raise AssertionError("must not run")

    with pytest.raises(Denied):
        write(by=demo)


@pytest.mark.parametrize("nobody", [None, User(username="not.stored")])
def test_somebody_must_act(nobody: User | None, write: Any) -> None:
    with pytest.raises(Denied):
        write("a", by=nobody)


def test_a_failure_leaves_nothing(write: Any, demo: User, sample: type[Ledger]) -> None:
    with pytest.raises(ArithmeticError):
        write("a", by=demo, fail=True)
    assert (sample.objects.count(), Seal.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_an_act_inside_another_has_its_own_entry(write: Any, demo: User, sample: type[Ledger]) -> None:
    @act(rule=is_system, verb="write_two")
    def write_two(*, by: User) -> None:
        sample.objects.create(word="before")
        write("inner", by=by)
        row = sample.objects.create(word="after")
        about(row, digest="ab" * 32, run=12)

    write_two(by=demo)
    inner, outer = Entry.objects.order_by("number")
    first, second, third = Seal.objects.order_by("pk").values_list("pk", flat=True)
    assert (inner.verb, inner.seals) == ("write", [second])
    assert (outer.verb, outer.seals) == ("write_two", [first, third])
    assert (outer.digest, outer.particulars) == ("ab" * 32, {"run": 12})
    assert prove().holds


def test_an_inner_act_that_fails_is_gone_and_the_outer_may_go_on(write: Any, demo: User, sample: type[Ledger]) -> None:
    @act(rule=is_system, verb="try_one")
    def try_one(*, by: User) -> Ledger:
        with pytest.raises(ArithmeticError):
            write("inner", by=by, fail=True)
        return sample.objects.create(word="outer")

    try_one(by=demo)
    assert [entry.verb for entry in Entry.objects.all()] == ["try_one"]
    assert [row.word for row in sample.objects.all()] == ["outer"]
    assert prove().holds


def test_acts_one_after_the_other_keep_their_own_seals(write: Any, demo: User) -> None:
    write("a", by=demo)
    write("b", by=demo)
    first, second = Entry.objects.order_by("number")
    assert (len(first.seals), len(second.seals)) == (1, 1)
    assert first.seals != second.seals


def test_rows_written_outside_every_act_belong_to_none(write: Any, demo: User, sample: type[Ledger]) -> None:
    sample.objects.create(word="raw")
    write("a", by=demo)
    assert len(Entry.objects.get().seals) == 1
    assert len(prove().open_seals) == 1


def test_an_act_without_by_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="`by` as a keyword"):

        @act(rule=is_system, verb="write")
        def write(by: User) -> None: ...


def test_a_rule_that_asks_for_what_the_act_does_not_take_is_refused() -> None:
    with pytest.raises(TypeError, match="asks for"):

        @act(rule=may_write, verb="write")
        def write(*, by: User) -> None: ...


def test_about_outside_an_act_is_a_mistake(demo: User) -> None:
    with pytest.raises(RuntimeError):
        about(demo)


def test_the_application_can_act_and_prove_but_not_undo(
    committed_sample: type[Ledger], databases: TestDatabases
) -> None:
    @act(rule=is_system, verb="write")
    def write(*, by: User) -> Ledger:
        return committed_sample.objects.create(word="a")

    with databases.speaking_as("tarazy_app"):
        write(by=system_actor(DEMO))
        proof = prove()
        assert (proof.holds, proof.entry_count, proof.seal_count) == (True, 1, 1)
        with pytest.raises(ProgrammingError, match="permission denied"):
            Entry.objects.all().delete()
