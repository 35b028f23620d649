from __future__ import annotations

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from tarazy.web.grammar.standing import Given, GivenTexts, Standing, hang
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Organisation, Post, User

DAY = datetime.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def posts(db: None) -> None:
    centre = Organisation.objects.create(
        id="centre", place="kz", kind=OrganisationKind.CENTRE, name=LocalText(kk="К", ru="Ц", en="C")
    )
    for name, role in (("aliya", Role.ANALYST), ("bolat", Role.OVERSEER), ("dana", Role.OVERSEER)):
        user = User.objects.create(username=name, full_name=name)
        Post.objects.create(user=user, organisation=centre, role=role, first_day=DAY)


def held() -> Standing[Post]:
    return Standing(lambda: Post.objects.filter(user__username=Given("name")).select_related("organisation"))


def test_it_answers_as_the_query_would_and_reads_what_belongs_to_it_at_once() -> None:
    standing = held()
    with CaptureQueriesContext(connection) as asked:
        [post] = standing.ask(name="bolat")
        assert post.organisation.place == "kz"
        assert (post.role, post.first_day) == (Role.OVERSEER, DAY)
    assert len(asked) == 1
    assert post == Post.objects.get(user__username="bolat")


def test_each_asking_has_its_own_values() -> None:
    standing = held()
    assert [[post.user.username for post in standing.ask(name=name)] for name in ("aliya", "dana", "nobody")] == [
        ["aliya"],
        ["dana"],
        [],
    ]


def test_its_sql_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    before = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda self: made.append(self) or before(self))  # type: ignore[func-returns-value]
    standing = held()
    for name in ("aliya", "bolat", "dana"):
        standing.ask(name=name)
    assert len(made) == 1


def test_several_texts_stand_in_one_place() -> None:
    standing = Standing(lambda: User.objects.filter(username__in=GivenTexts("names")).order_by("username"))
    assert [user.username for user in standing.ask(names=["dana", "aliya"])] == ["aliya", "dana"]
    assert standing.ask(names=[]) == []
    assert [user.username for user in standing.ask(names=["b'olat", "bolat"])] == ["bolat"]


def test_a_value_that_is_not_said_is_no_value() -> None:
    with pytest.raises(KeyError, match="name"):
        held().ask(names="aliya")


def test_what_is_read_in_two_steps_cannot_stand() -> None:
    with pytest.raises(TypeError, match="stored things"):
        Standing(lambda: User.objects.prefetch_related("posts")).ask()


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only() -> None:
    standing = Standing(lambda: User.objects.select_for_update().filter(username=Given("name")))
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        standing.ask(name="aliya")
    assert asked[0]["sql"].endswith("FOR UPDATE")
    with pytest.raises(transaction.TransactionManagementError):
        standing.ask(name="aliya")


@pytest.mark.django_db(transaction=True)
def test_threads_ask_on_their_own_connections() -> None:
    standing, found, counts = held(), [], []
    standing.ask(name="aliya")

    def ask() -> None:
        with CaptureQueriesContext(connection) as asked:
            found.extend(post.role for post in standing.ask(name="dana"))
        counts.append(len(asked))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert (found, counts) == ([Role.OVERSEER], [1])


def test_what_hangs_at_a_thing_is_not_asked_again() -> None:
    centre = Organisation.objects.get()
    hang(centre, "posts", list(centre.posts.filter(role=Role.ANALYST)))
    with CaptureQueriesContext(connection) as asked:
        assert [post.role for post in centre.posts.all()] == [Role.ANALYST]
    assert not asked
    assert centre.posts.filter(role=Role.OVERSEER).count() == 2  # a narrower question is asked of the database
