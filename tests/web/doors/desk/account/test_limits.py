"""Limits of attempts hold across workers: two processes count in one place, with the application's rights."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psycopg
import pytest
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.test import Client, RequestFactory

from tests.web.cloning import TestDatabases
from tests.web.doors.desk.account.people import is_signed_in, person, sign_in

WORKER = """
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
for _ in range(int(__import__("sys").argv[1])):
    page = Client().post("/en/account/sign-in/", {"login": "aigerim", "password": "wrong"}).content.decode()
    print("wrong" if "or password is not right." in page else "too many" if "Wait five minutes" in page else page)
"""


def worker(databases: TestDatabases, attempts: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "TARAZY_DATABASE_ROLE"} | {
        "DATABASE_URL": databases.url("tarazy_app"),
        "TARAZY_DEBUG": "1",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", WORKER, str(attempts)]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_workers_together_let_five_attempts_through(transactional_db: None, databases: TestDatabases) -> None:
    person()
    workers = [worker(databases, 4), worker(databases, 4)]
    ended = [one.communicate(timeout=120) for one in workers]
    assert [one.returncode for one in workers] == [0, 0], [errors for _, errors in ended]
    answers = [line for said, _ in ended for line in said.splitlines()]
    assert sorted(answers) == ["too many"] * 3 + ["wrong"] * 5


def test_who_counts_and_is_killed_keeps_nobody_out_for_long(db: None) -> None:
    person()
    hold_the_count("aigerim", seconds=3)
    client = Client()
    assert "Too many attempts" in sign_in(client).content.decode()
    assert not is_signed_in(client)
    time.sleep(3)
    sign_in(client)
    assert is_signed_in(client)


def hold_the_count(login: str, *, seconds: int) -> None:
    """As a process leaves it that was killed while it counted this person's attempts (there for ten seconds)."""
    request = RequestFactory().post("/en/account/sign-in/")
    count = {"app": "allauth.account", "action": "login_failed"}
    [rate] = [rate for rate in get_rates(**count) if rate.per == "key"]
    key = get_cache_key(request, rate=rate, key=f"testserver:{login}", **count)
    assert cache.add(f"{key}:lock", True, timeout=seconds)


def test_the_application_may_write_the_cache_and_nothing_of_its_form(
    as_application: psycopg.Connection[tuple[object, ...]],
) -> None:
    as_application.execute("INSERT INTO cache (cache_key, value, expires) VALUES ('a', 'b', now())")
    as_application.execute("DELETE FROM cache WHERE cache_key = 'a'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute("ALTER TABLE cache ADD COLUMN more text")


@pytest.mark.parametrize(("given", "roles"), [("", set()), ("administrator, overseer", {"administrator", "overseer"})])
def test_who_needs_a_second_factor_comes_from_the_environment(given: str, roles: set[str]) -> None:
    assert asked_roles(os.environ | {"TARAZY_MFA_ROLES": given}) == roles


def test_without_a_word_those_who_lead_approve_or_oversee_need_one() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TARAZY_MFA_ROLES"}
    assert asked_roles(environment) == {"administrator", "methodologist", "overseer"}


def asked_roles(environment: dict[str, str]) -> set[str]:
    command = "from tarazy.web.config.settings import SECOND_FACTOR_ROLES; print(*sorted(SECOND_FACTOR_ROLES))"
    answer = subprocess.run(
        [sys.executable, "-c", command], env=environment, text=True, capture_output=True, check=True
    )
    return set(answer.stdout.split())
