"""Kill -9 of the web server while it is sent forms, from sign-in to the last vote: done or not done, and never twice.

Whoever got no answer sends the same once more, as a browser offers it: then it is done, and once.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import Cookie
from pathlib import Path

import pytest
from allauth.core.internal.ratelimit import CACHE_LOCK_TIMEOUT
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.journal.chain import chain_open_seals
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tests.long import only_long
from tests.web import computed, piloted
from tests.web.cloning import TestDatabases
from tests.web.kills.aftermath import assert_whole
from tests.web.kills.served import Sent, Server, Visitor
from tests.web.kills.steps import PASSWORD, Step, filling_steps, publishing_steps

pytestmark = pytest.mark.database
MANY = 20


@dataclass
class Story:
    """Steps that are taken one after the other, in some of which the server is killed."""

    server: Server
    databases: TestDatabases
    build: Callable[[], list[Step]]
    end: Callable[[], None]
    chance: random.Random
    struck: list[int] = field(default_factory=lambda: [0, 0])  # how often a killed step was not done, or was

    def tell(self, kills: int) -> None:
        """From the beginning again and again, until the server was killed so many times."""
        many = kills > MANY
        while kills:
            connections.close_all()
            self.databases.clone()
            steps = self.build()
            chain_open_seals(by=system_actor().pk)  # what the preparation wrote without acts
            killed = set(self.chance.sample(range(len(steps)), min(kills, len(steps))))
            kills -= len(killed)
            visitors: dict[str, Visitor] = {}
            for number, step in enumerate(steps):
                if step.who not in visitors:
                    visitors[step.who] = self._visitor("" if step.signs_in else step.who)
                visitor = visitors[step.who]
                assert step.done() == 0
                if number in killed:
                    self._take_killed(step, visitor)
                else:
                    assert visitor.send(self._filled_in(step, visitor)) == 200
                assert step.done() == 1
                step.afterwards()
            self.end()
            assert_whole(self.server.files)
        assert all(self.struck) or not many, f"the moments are not spread: {self.struck}"

    def _take_killed(self, step: Step, visitor: Visitor) -> None:
        began = time.monotonic()
        sent = self._filled_in(step, visitor)
        opened = time.monotonic() - began
        answers: list[int] = []
        sender = threading.Thread(target=_send, args=(visitor, sent, answers))
        sender.start()
        time.sleep(self.chance.uniform(0, 1.5 * opened))  # to send a form takes about as long as to open it
        self.server.kill()
        sender.join()
        self.server.start()
        done = step.done()
        assert done in ((1,) if answers else (0, 1)), "what was answered is there"
        assert_whole(self.server.files)
        self.struck[done] += 1
        self.server.wait()
        _wait_for_counts()
        again = visitor.send(sent)
        assert again == 200 or done, "what was not done can be sent again"
        assert again in (200, 403, 422)

    def _filled_in(self, step: Step, visitor: Visitor) -> Sent:
        return visitor.filled_in(step.path(), step.changes(), step.document)

    def _visitor(self, username: str) -> Visitor:
        """Somebody who is signed in already, or nobody yet."""
        visitor = Visitor(self.server.address)
        if username:
            client = Client()
            client.force_login(User.objects.get(username=username))
            visitor.cookies.set_cookie(_cookie(client.cookies[settings.SESSION_COOKIE_NAME].value))
        return visitor


def _wait_for_counts() -> None:
    """A server that is killed while it counts attempts to sign in leaves the count held, for ten seconds at most; until
    then the page says that there were too many attempts, and nobody is signed in.
    """
    held = "SELECT count(*) FROM cache WHERE cache_key LIKE '%%:lock' AND expires > now()"
    until = time.monotonic() + CACHE_LOCK_TIMEOUT + 1
    with connection.cursor() as cursor:
        while cursor.execute(held).fetchone() != (0,):
            assert time.monotonic() < until, "a count is held for longer than it may be"
            time.sleep(0.1)


def _send(visitor: Visitor, sent: Sent, answers: list[int]) -> None:
    try:
        answers.append(visitor.send(sent))
    except (OSError, HTTPException):
        return


def _cookie(session: str) -> Cookie:
    return Cookie(
        0, settings.SESSION_COOKIE_NAME, session, None, False, "127.0.0.1", False, False, "/", True, False, None,
        True, None, None, {},
    )  # fmt: skip


@contextmanager
def told_on(template: str, built: Callable[[], None], databases: TestDatabases, files: Path) -> Iterator[Server]:
    with databases.based_on(template, built):
        server = Server(databases, files)
        server.start()
        try:
            server.wait()
            yield server
        finally:
            server.kill()
            connections.close_all()


def a_filled_form() -> list[Step]:
    pilot = piloted.pilot_as_built()
    piloted.filled(pilot)
    User.objects.filter(username="off").update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt"))
    return filling_steps(pilot)


def the_document_is_kept_once() -> None:
    assert Content.objects.count() == 1


def a_campaign_to_publish() -> list[Step]:
    return publishing_steps(computed.computed_as_built())


def the_results_are_published_once() -> None:
    publish_what_is_due()
    publish_what_is_due()
    assert Publication.objects.filter(proposal__isnull=False).count() == 1


@pytest.mark.parametrize("kills", [3, only_long(25)])
def test_the_server_is_killed_while_a_form_is_filled_in(
    databases: TestDatabases, django_db_blocker: DjangoDbBlocker, tmp_path: Path, kills: int
) -> None:
    pilot = piloted.TEMPLATE, piloted.pilot_kazakhstan
    with django_db_blocker.unblock(), told_on(*pilot, databases, tmp_path / "files") as server:
        Story(server, databases, a_filled_form, the_document_is_kept_once, random.Random(kills)).tell(kills)


@pytest.mark.parametrize("kills", [2, only_long(25)])
def test_the_server_is_killed_while_results_are_published(
    databases: TestDatabases, django_db_blocker: DjangoDbBlocker, tmp_path: Path, kills: int
) -> None:
    campaign = computed.TEMPLATE, computed.compute_kazakhstan
    with django_db_blocker.unblock(), told_on(*campaign, databases, tmp_path / "files") as server:
        Story(server, databases, a_campaign_to_publish, the_results_are_published_once, random.Random(kills)).tell(
            kills
        )
