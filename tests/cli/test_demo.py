"""`tarazy demo` as its user meets it: a first time, again, with the port taken, killed in the middle, served, ended."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tarazy.cli import site
from tarazy.cli.serving import free_port
from tarazy.engine.checks.all_checks import CHECKS
from tarazy.web.config import embedded, roles
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.verification.enums import Verdict
from tests.long import only_long
from tests.web.cloning import quick_place

COMMAND = [sys.executable, "-m", "tarazy.cli", "demo"]
COUNTED = ("journal_entry", "observatory_observation", "results_score", "publication_publication")


def environment(home: Path, **added: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "TARAZY_", "LC_"))}
    return {**plain, "LANG": "C.UTF-8", "TARAZY_HOME": str(home), **added}


def demo(home: Path, *arguments: str, **added: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(home, **added), capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    outer = Path(tempfile.mkdtemp(prefix="tarazy-demo-", dir=quick_place()))
    outer.chmod(0o755)
    yield outer / "home"
    embedded.stop(outer / "home", say=lambda line: None)
    shutil.rmtree(outer)


@pytest.fixture(scope="module")
def first(home: Path) -> subprocess.CompletedProcess[str]:
    """The first demo of this home: killed in the middle, then run to its end."""
    killed_after(home, "recorded, 0 corrected")
    return demo(home, "--once")


def killed_after(home: Path, words: str) -> None:
    with subprocess.Popen([*COMMAND, "--once"], env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(words in line for line in process.stdout)
        process.kill()


def counts(home: Path) -> dict[str, int]:
    with embedded.running(home, say=lambda line: None) as server, psycopg.connect(server.url(roles.OWNER)) as asked:
        rows = (asked.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() for table in COUNTED)
        return {table: int(str(row[0])) for table, row in zip(COUNTED, rows, strict=True) if row}


def test_after_a_kill_the_next_demo_goes_on_and_every_page_answers(
    home: Path, first: subprocess.CompletedProcess[str]
) -> None:
    assert first.returncode == 0, first.stdout + first.stderr
    assert "recorded already" in first.stdout  # what the killed one had finished
    assert re.search(r"Ready in [\d.]+ s; acts written to the journal: \d+\.", first.stdout)
    assert re.search(r"Pages asked for: \d+ answered 200", first.stdout)
    for title in ("Human Development Index, 2021 (earlier results)", "(illustration, not an official assessment)"):
        assert title in first.stdout
    assert counts(home)["publication_publication"] == 4


PILOT, MONITORING = "kz-local-pilot-2026", "kz-local-pilot-2026-q3"


def rows(home: Path, *questions: str) -> list[list[tuple[object, ...]]]:
    with embedded.running(home, say=lambda line: None) as server, psycopg.connect(server.url(roles.OWNER)) as asked:
        return [asked.execute(question.encode()).fetchall() for question in questions]


def states(found: list[tuple[object, ...]]) -> set[str]:
    return {str(row[0]) for row in found}


def test_the_pilot_has_people_of_every_role(first: subprocess.CompletedProcess[str]) -> None:
    told = first.stdout.partition("Sample people of the pilot")[2]
    passwords = dict(re.findall(r"^  ([a-z0-9-]+) +(\S{16})$", told, re.MULTILINE))
    roles_shown = {name.rstrip("0123456789").partition("-")[0] for name in passwords}
    assert roles_shown == {role.value for role in Role}
    assert len(set(passwords.values())) == len(passwords)


def test_the_pilot_has_forms_in_every_state_late_ones_and_a_re_verified_sample(
    home: Path, first: subprocess.CompletedProcess[str]
) -> None:
    forms, late, found, settled, marked = rows(
        home,
        f"SELECT state FROM collection_submission WHERE campaign_id = '{PILOT}'",
        "SELECT s.unit_id FROM collection_submission s JOIN campaigns_stage t USING (campaign_id)"
        " WHERE t.phase = 'collection' AND t.closes_on < (now() AT TIME ZONE 'Asia/Almaty')::date"  # not the server's
        " AND s.state IN ('draft', 'returned')",
        "SELECT DISTINCT verdict FROM verification_finding",
        "SELECT id FROM verification_settlement",
        "SELECT id FROM people_demonstration",
    )
    assert len(forms) == 31
    assert states(forms) == {state.value for state in State}
    assert len(late) >= 3
    assert states(found) == {verdict.value for verdict in Verdict}
    assert settled
    assert len(marked) == 1


def test_the_pilot_comes_to_conclusions_appeals_and_instructions(
    home: Path, first: subprocess.CompletedProcess[str]
) -> None:
    concluded, appealed, monitored, told, warned, approved = rows(
        home,
        "SELECT DISTINCT state FROM conclusions_conclusion",
        "SELECT state FROM conclusions_appeal",
        f"SELECT DISTINCT state FROM collection_submission WHERE campaign_id = '{MONITORING}'",
        "SELECT DISTINCT state FROM followup_recommendation WHERE kind = 'instruction'",
        "SELECT DISTINCT kind FROM collection_warned",
        "SELECT p.state, c.state FROM publication_proposal p JOIN campaigns_campaign c ON c.id = p.campaign_id",
    )
    assert states(concluded) >= {"draft", "issued", "replied", "final"}
    assert states(appealed) == {"considered", "decided"}
    assert states(monitored) == {"draft", "certified"}
    assert states(told) == {"opened", "accepted", "reported"}
    assert warned
    assert approved == [("published", "closed")]


# What these checks look for is refused when it is saved, so that no stored form can hold it: a file of the
# demonstration holds it, and whoever uploads the file reads so.
REFUSED_AT_ONCE = {
    "not_a_number": ("services_on_time", "«много» is not a number"),
    "unknown_status": ("services_online", "«Z» is no status"),
    "status_forbids": ("service_complaints", "a status that says that there is none"),
    "not_possible": ("citizens_budget_published", "is none of those that are possible"),
}
EVERY_FINDING = """
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of
forms = Submission.objects.select_related("campaign__version", "unit")
print(*{finding.check for one in forms for finding in findings_of(Asked(one))})
"""
UPLOADED = """
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import setup_test_environment
from tarazy.web.rooms.collection.models import Evidence
setup_test_environment()
given = Evidence.objects.get(file_name="sample-form-with-mistakes.csv")
client = Client()
client.force_login(given.given_by)
file = b"".join(client.get(f"/en/desk/forms/documents/{given.pk}/file/").streaming_content)
address = f"/en/desk/forms/{given.cell.submission_id}/upload/"
page = client.post(address, {"file": SimpleUploadedFile("form.csv", file)})
for kind, _, rows in page.context["lists"]:
    for row in rows:
        print(kind, row.key, *row.problems)
"""


def asked(home: Path, script: str) -> str:
    """What a script prints that is run in the demonstration's database."""
    with embedded.running(home, say=lambda line: None) as server:
        given = environment(
            home, DATABASE_URL=server.url(roles.OWNER), DJANGO_SETTINGS_MODULE="tarazy.web.config.settings"
        )
        whole = f"import django; django.setup()\n{script}"
        ran = subprocess.run([sys.executable, "-c", whole], env=given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_check_speaks_in_some_form_or_of_a_file_that_is_uploaded(
    home: Path, first: subprocess.CompletedProcess[str]
) -> None:
    named = {check.__name__.rpartition(".")[2] for check in CHECKS}
    assert named - set(asked(home, EVERY_FINDING).split()) == REFUSED_AT_ONCE.keys()
    refused = asked(home, UPLOADED).splitlines()
    assert len(refused) == len(REFUSED_AT_ONCE)
    for cell, words in REFUSED_AT_ONCE.values():
        assert any(line.startswith(f"refused {cell} ") and words in line for line in refused), refused


def test_a_second_demo_finds_everything_and_writes_nothing(home: Path, first: subprocess.CompletedProcess[str]) -> None:
    before = counts(home)
    again = demo(home, "--once", "--lang", "kk")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "бәрі бұрыннан бар" in again.stdout
    assert "құпиясөз" not in again.stdout  # they are told once
    assert counts(home) == before


@pytest.mark.long
def test_a_second_demo_waits_for_the_first(home: Path, first: subprocess.CompletedProcess[str]) -> None:
    with embedded.running(home, say=lambda line: None) as server:
        with psycopg.connect(server.url(roles.APPLICATION), autocommit=True) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [site.LOCK])
            waiting = subprocess.Popen(
                [*COMMAND, "--port", str(free_port())], env=environment(home), stdout=subprocess.PIPE, text=True
            )
            assert waiting.stdout is not None
            assert any("Another process is preparing" in line for line in waiting.stdout)
        assert any("everything was there already" in line for line in waiting.stdout)
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(20) in (0, 3)  # ended after or before it began to answer
        waiting.stdout.close()


def test_the_history_of_the_demo_holds(home: Path, first: subprocess.CompletedProcess[str]) -> None:
    script = "from tarazy.web.journal.proof import prove; print(prove().problems)"
    assert asked(home, script).strip() == "[]"


def status_of(address: str) -> int:
    """0 if nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as fault:
        return fault.code
    except OSError:
        return 0


def wait_until(condition: bool, address: str, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while (status_of(f"{address}/health") == 200) is not condition:
        assert time.monotonic() < ends, f"{address} {'does not answer' if condition else 'still answers'}"
        time.sleep(0.1)


@pytest.mark.parametrize("way", [signal.SIGINT, only_long(signal.SIGKILL)], ids=lambda way: way.name)
def test_the_site_is_served_until_it_is_ended_however_that_happens(
    home: Path, first: subprocess.CompletedProcess[str], way: signal.Signals
) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    with subprocess.Popen(
        [*COMMAND, "--port", str(port)], env=environment(home), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_until(True, address)
            assert process.stdout is not None
            shown = [next(line for line in process.stdout if address in line).split()[0] for _ in range(4)]
            assert [status_of(one) for one in shown] == [200] * 4
            process.send_signal(way)
            wait_until(False, address, 20)
            process.wait(20)
        finally:
            process.kill()
    assert process.returncode == (0 if way != signal.SIGKILL else -signal.SIGKILL)
    assert counts(home)["publication_publication"] == 4


@pytest.mark.parametrize(("lang", "words"), [("en", "is taken"), ("ru", "занят"), ("kk", "бос емес")])
def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path, lang: str, words: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = demo(tmp_path / "home", "--port", str(port), "--lang", lang)
    assert refused.returncode == 3
    assert words in refused.stderr
    assert f"tarazy demo --port {port + 1}" in refused.stderr
    assert not (tmp_path / "home").exists()


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    refused = demo(tmp_path / "home", "--once", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert refused.returncode == 3
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_wrong_call_is_answered_with_an_example(tmp_path: Path) -> None:
    wrong = demo(tmp_path / "home", "--port", "eight")
    assert wrong.returncode == 2
    assert "eight" in wrong.stderr
    assert "tarazy demo --port 8001" in wrong.stderr


def test_serve_needs_a_database(tmp_path: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "serve"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 3
    assert "tarazy demo" in refused.stderr
