"""Long work: queued with the act that asks for it, done once and whole, and its faults said in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tarazy.engine.words import Message, Problem, ProblemsFound
from tarazy.web.grammar.act import Denied, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind
from tarazy.web.rooms.post.models import Message as Written
from tarazy.web.rooms.work import life, queries
from tarazy.web.rooms.work import tasks as work_tasks
from tarazy.web.rooms.work.actions import Starter, begin, enqueue, fail, perform, try_again
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.life import Doing, long_work
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.rules import may_see, may_watch
from tarazy.web.rooms.work.tasks import perform_task

pytestmark = pytest.mark.django_db
TITLE = LocalText(kk="Есеп", ru="Расчёт", en="A computation")
DONE = LocalText(kk="Бітті", ru="Готово", en="Ready")
WATCHES = frozenset({"work.watch"})


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "_kinds", {})


@pytest.fixture
def person() -> User:
    return User.objects.create(username="aigerim", email="aigerim@example.kz")


def write(doing: Doing, **arguments: Any) -> LocalText:
    write_message(system_actor(), Kind.NOTICE, TITLE, TITLE, by=Starter(doing.started_by))
    return DONE


def test_work_is_done_in_the_name_of_whoever_asked(person: User) -> None:
    given: list[object] = []

    def function(doing: Doing, run: int) -> LocalText:
        given.extend([doing.started_by, run])
        return write(doing)

    long_work("trial")(function)
    task = enqueue("trial", TITLE, {"run": 7}, concerning=person, by=person)
    assert (task.state, task.about_kind, task.about_id) == (State.WAITING, "people.user", str(person.pk))
    assert ProcrastinateJob.objects.get().args == {"task_id": task.pk}
    perform_task(task.pk)
    task.refresh_from_db()
    assert (task.state, task.outcome, task.attempts) == (State.DONE, DONE, 1)
    assert task.begun_at is not None
    assert task.ended_at is not None
    assert given == [person.pk, 7]
    verbs = list(Entry.objects.filter(room__in=["work", "post"]).order_by("number").values_list("verb", "actor"))
    assert verbs == [(verb, person.pk) for verb in ("enqueue", "begin_task", "write_message", "perform")]
    assert list(queries.tasks_about(person)) == list(queries.tasks_named(task.name)) == [task]


def test_an_act_that_fails_leaves_no_task(person: User) -> None:
    long_work("trial")(write)

    @act(rule=lambda user: True, verb="ask")
    def ask(*, by: User) -> None:
        enqueue("trial", TITLE, by=by)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(by=person)
    assert not Task.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_unknown_work_is_not_queued(person: User) -> None:
    with pytest.raises(KeyError, match="unknown"):
        enqueue("unknown", TITLE, by=person)


def test_two_kinds_of_work_have_two_names() -> None:
    long_work("trial")(write)
    other = lambda doing: None  # noqa: E731
    other.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="name of two kinds"):
        long_work("trial")(other)


def test_done_is_done_once(person: User) -> None:
    long_work("trial")(write)
    task = enqueue("trial", TITLE, by=person)
    for _again in range(2):
        perform_task(task.pk)
    assert Written.objects.count() == 1
    assert perform(task, by=Starter(person.pk)).state == State.DONE
    assert Written.objects.count() == 1


def refuse() -> None:
    raise ValidationError("The year is missing.")


def deny() -> None:
    raise Denied("Not you.")


def find_problems() -> None:
    part = Message("What")
    raise ProblemsFound([Problem(part, "a.csv:3", part, part)])


@pytest.mark.parametrize(
    ("refusal", "words"), [(refuse, "The year is missing."), (deny, "Not you."), (find_problems, "a.csv:3: What")]
)
def test_a_refusal_is_the_end_and_says_why(person: User, refusal: Any, words: str) -> None:
    def function(doing: Doing) -> LocalText:
        write(doing)
        refusal()
        return DONE

    long_work("trial")(function)
    task = enqueue("trial", TITLE, by=person)
    perform_task(task.pk)
    task.refresh_from_db()
    assert task.state == State.FAILED
    assert task.fault is not None
    assert words in task.fault.en
    assert not Written.objects.exists()


def test_what_is_unexpected_is_tried_again_later_and_then_given_up(person: User) -> None:
    def function(doing: Doing) -> LocalText:
        write(doing)
        raise OperationalError("secret of a person")

    long_work("trial", attempts=2)(function)
    task = enqueue("trial", TITLE, by=person)
    perform_task(task.pk)
    task.refresh_from_db()
    assert task.state == State.WAITING
    assert ProcrastinateJob.objects.filter(scheduled_at__isnull=False).count() == 1
    perform_task(task.pk)
    task.refresh_from_db()
    assert (task.state, task.attempts) == (State.FAILED, 2)
    assert task.fault is not None
    assert "secret" not in str(task.fault.as_dict())
    assert len(set(task.fault.as_dict().values())) == 3
    assert not Written.objects.exists()


def test_work_that_ends_its_workers_is_given_up(person: User) -> None:
    long_work("trial", attempts=2)(write)
    task = enqueue("trial", TITLE, by=person)
    assert [begin(task, by=Starter(person.pk)) for _killed in range(4)] == [True, True, False, False]
    task.refresh_from_db()
    assert task.state == State.FAILED


def test_nobody_works_in_the_name_of_another(person: User) -> None:
    long_work("trial")(write)
    task = enqueue("trial", TITLE, by=person)
    for attempt in (
        lambda by: begin(task, by=by),
        lambda by: perform(task, by=by),
        lambda by: fail(task, TITLE, is_final=True, by=by),
    ):
        with pytest.raises(Denied, match="in the name"):
            attempt(system_actor())


def test_what_does_not_run_neither_fails_nor_is_done(person: User) -> None:
    long_work("trial")(write)
    task = enqueue("trial", TITLE, by=person)
    assert fail(task, TITLE, is_final=True, by=Starter(person.pk)).state == State.WAITING
    assert perform(task, by=Starter(person.pk)).state == State.WAITING


def test_who_sees_tasks(person: User) -> None:
    long_work("trial")(write)
    task = enqueue("trial", TITLE, by=person)
    assert may_see(person, task, frozenset()) is True
    assert may_see(system_actor(), task, WATCHES) is True
    assert not may_see(system_actor(), task, frozenset({"post.watch"}))
    assert may_watch(person, WATCHES) is True
    assert not may_watch(person, frozenset())


def test_the_operator_tries_again_what_has_failed(person: User) -> None:
    long_work("trial")(write)
    task = enqueue("trial", TITLE, by=person)
    with pytest.raises(Denied, match="Only a task that has failed"):
        try_again(task, WATCHES, by=person)
    Task.objects.update(state=State.FAILED, attempts=3)
    task.refresh_from_db()
    with pytest.raises(Denied, match="watched by the operator"):
        try_again(task, frozenset(), by=person)
    try_again(task, WATCHES, by=person)
    assert ProcrastinateJob.objects.count() == 2
    perform_task(task.pk)
    task.refresh_from_db()
    assert task.state == State.DONE


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query(person: User, count: int) -> None:
    long_work("trial")(write)
    for _number in range(count):
        enqueue("trial", TITLE, by=person)
    with CaptureQueriesContext(connection) as asked:
        assert [str(task.progress) for task in queries.tasks()] == ["0 of 0"] * count
    assert len(asked) == 1
    assert queries.tasks_by_state()[State.WAITING] == count


def test_regular_work_that_fails_is_logged_and_called_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    registered: list[Any] = []
    keep = SimpleNamespace(periodic=lambda cron: lambda call: registered.append(call) or call,
                           task=lambda **_said: lambda call: call)  # fmt: skip
    monkeypatch.setattr(work_tasks, "app", keep)
    calls: list[int] = []

    def fails() -> None:
        calls.append(1)
        raise OSError("no mail server")

    work_tasks.regularly("trial.regular")(fails)
    for minute in range(2):
        registered[0](minute)
    assert len(calls) == 2
    assert [one.getMessage() for one in caplog.records] == ["regular work trial.regular failed"] * 2
    assert "no mail server" in caplog.text
