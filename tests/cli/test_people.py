"""`tarazy people invite-administrator`, as the operator calls it: once, until the centre has an administrator."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Invitation
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan

pytestmark = pytest.mark.usefixtures("transactional_db")


def tarazy(databases: TestDatabases, *said: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TARAZY_DATABASE", "LC_"))}
    addresses = {"DATABASE_URL": databases.url("tarazy_app"), "DATABASE_OWNER_URL": databases.url("tarazy_owner")}
    command = [sys.executable, "-m", "tarazy.cli", "people", "invite-administrator", "aigul@example.kz", *said]
    return subprocess.run(
        command, env={**plain, **addresses, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def with_administrator(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def test_the_first_one_gets_an_address_and_a_second_invitation_takes_its_place(databases: TestDatabases) -> None:
    first, second = (tarazy(databases, "--site", "https://tarazy.example.kz/") for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stderr
    assert first.stdout.startswith("https://tarazy.example.kz/")
    assert first.stdout != second.stdout
    assert Invitation.objects.filter(role=Role.ADMINISTRATOR, withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "has an administrator already"), ("ru", "администратор"), ("kk", "әкімші")],
)
@pytest.mark.usefixtures("with_administrator")
def test_once_there_is_an_administrator_no_further_one_is_invited_here(
    databases: TestDatabases, lang: str, said: str
) -> None:
    before = Invitation.objects.count()
    done = tarazy(databases, "--lang", lang)
    assert done.returncode == 1
    assert said in done.stderr.lower()
    assert Invitation.objects.count() == before
