from __future__ import annotations

import datetime
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import formats, translation

from tarazy.web.config import console
from tarazy.web.config.home import home_folder, secret

DAY = datetime.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("language", "day", "month", "number"),
    [
        ("kk", "2026_жылғы 5_қаңтар", "2026_жылғы қаңтар", "1_234,5"),
        ("ru", "5_января 2026_г.", "Январь 2026_г.", "1_234,5"),
        ("en", "5 January 2026", "January 2026", "1_234.5"),
    ],
)
def test_dates_and_numbers_are_written_as_each_language_writes_them(
    language: str, day: str, month: str, number: str
) -> None:
    """`_` stands for a space at which no line ends."""
    with translation.override(language):
        written = [
            formats.date_format(DAY),
            formats.date_format(DAY, "YEAR_MONTH_FORMAT"),
            formats.number_format(1234.5, force_grouping=True),
        ]
    assert [one.replace("\N{NO-BREAK SPACE}", "_") for one in written] == [day, month, number]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_kazakh_name(month: int) -> None:
    with translation.override("kk"):
        name = formats.date_format(DAY.replace(month=month), "E")
    assert name == name.lower()
    assert name.isalpha()


def test_the_defaults_are_safe() -> None:
    assert settings.ALLOWED_HOSTS[:2] == ["localhost", "127.0.0.1"]
    assert "*" not in settings.ALLOWED_HOSTS
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert len(settings.SECRET_KEY) >= 50
    out = subprocess.run(
        [sys.executable, "-c", "from tarazy.web.config import settings as s; print(s.DEBUG)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert out.stdout == "False\n"


@pytest.mark.parametrize(("proxies", "header"), [("0", "None"), ("1", "('HTTP_X_FORWARDED_PROTO', 'https')")])
def test_only_a_proxy_of_ours_is_believed_that_the_visitor_speaks_tls(proxies: str, header: str) -> None:
    out = subprocess.run(
        [sys.executable, "-c", "from tarazy.web.config import settings as s; print(s.SECURE_PROXY_SSL_HEADER)"],
        env=os.environ | {"TARAZY_PROXIES": proxies}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert out.stdout.strip() == header


def test_the_database_answers_at_the_address_of_health(db: None, client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_so_when_the_database_does_not_answer(
    transactional_db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    assert client.get("/health").status_code == 503


def test_what_a_browser_may_do_is_said_with_every_answer(db: None, client: Client) -> None:
    headers = client.get("/health").headers
    policy = {directive.strip() for directive in headers["Content-Security-Policy"].split(";")}
    assert {"default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    made = secret("a_key", tmp_path)
    assert secret("a_key", tmp_path) == made
    assert secret("another", tmp_path) != made
    assert stat.S_IMODE((tmp_path / "secrets" / "a_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_two_who_make_a_secret_at_once_get_the_same(tmp_path: Path) -> None:
    found: list[str] = []
    makers = [threading.Thread(target=lambda: found.append(secret("a_key", tmp_path))) for _ in range(8)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["a_key"]


def test_where_home_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TARAZY_HOME", str(tmp_path))
    assert home_folder() == tmp_path
    monkeypatch.delenv("TARAZY_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    expected = Path("/var/lib/tarazy") if os.geteuid() == 0 else tmp_path / ".local" / "share" / "tarazy"
    assert home_folder() == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk_KZ.UTF-8", "Дерекқор іске қосылып жатыр…"),
        ("ru_RU.UTF-8", "Запускается база данных…"),
        ("C.UTF-8", "Starting the database…"),
    ],
)
def test_the_console_speaks_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)
    assert console.console_text("Starting the database…") == said


def test_what_the_environment_says_about_postgres_reaches_no_program() -> None:
    found = console.own_environment({"PATH": "/bin", "PGPORT": "1", "LANG": "ru_RU.UTF-8", "TZ": "Asia/Almaty"})
    assert found == {"PATH": "/bin", "TZ": "Asia/Almaty", "LC_ALL": "C"}
