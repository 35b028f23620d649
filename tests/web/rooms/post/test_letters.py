"""Letters wait until they have left: back-off, faults, the day's one letter, and a process killed while it sends."""

from __future__ import annotations

import datetime
import os
import smtplib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.chain import head
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people import tasks as people_tasks
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post import queries
from tarazy.web.rooms.post.actions import WAITS, begin_sending, mark_read, try_again, write_message
from tarazy.web.rooms.post.enums import Delivery, Kind, State
from tarazy.web.rooms.post.models import Letter, Message, Stranger
from tarazy.web.rooms.post.tasks import digest_moment, make_digests, rendered, send_letters
from tests.web.cloning import TestDatabases

SUBJECT = LocalText(kk="Мерзім жақын", ru="Срок близок", en="The deadline is near")
TEXT = LocalText(kk="Ертең.", ru="Завтра.", en="Tomorrow.")
WATCHES = frozenset({"post.watch"})
ROOT = Path(__file__).parents[4]

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(db: None) -> User:
    return system_actor()


@pytest.fixture
def aigerim(db: None) -> User:
    return User.objects.create(username="aigerim", email="aigerim@example.kz", language="ru")


def fail_with(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        raise fault

    monkeypatch.setattr(EmailMessage, "send", send)


def test_a_letter_leaves_in_its_readers_language(aigerim: User, system: User, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://tarazy.example.kz"
    write_message(aigerim, Kind.REMINDER, SUBJECT, TEXT, link="desk/appeals/3/", by=system)
    assert send_letters(by=system) == 1
    (letter,) = mail.outbox
    assert letter.subject == "Срок близок"
    assert letter.to == ["aigerim@example.kz"]
    assert letter.body.startswith("Завтра.\nhttps://tarazy.example.kz/ru/desk/appeals/3/\n\n")
    assert letter.extra_headers["Message-ID"] == f"<letter-{Letter.objects.get().pk}@tarazy.example.kz>"
    assert letter.content_subtype == "plain"
    assert Letter.objects.get().state == State.SENT
    assert send_letters(by=system) == 0


def test_without_a_mail_server_letters_wait(aigerim: User, system: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    assert send_letters(by=system) == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (State.WAITING, 0)


def test_a_fault_puts_a_letter_off_longer_each_time_until_it_is_given_up(
    aigerim: User, system: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(smtplib.SMTPServerDisconnected("aigerim@example.kz was mentioned"), monkeypatch)
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    for wait in WAITS:
        assert Letter.objects.get().state == State.WAITING
        Letter.objects.update(next_try_at=timezone.now())
        assert send_letters(by=system) == 0
        left = Letter.objects.get().next_try_at - timezone.now()
        assert wait - datetime.timedelta(seconds=30) < left <= wait
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.last_fault) == (State.FAILED, 8, "SMTPServerDisconnected")


def test_a_refused_address_is_given_up_at_once_and_a_refused_sender_is_not(
    aigerim: User, system: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    fail_with(smtplib.SMTPSenderRefused(550, b"no", "x"), monkeypatch)
    send_letters(by=system)
    assert Letter.objects.get().state == State.WAITING
    fail_with(smtplib.SMTPRecipientsRefused({"aigerim@example.kz": (550, b"no")}), monkeypatch)
    Letter.objects.update(next_try_at=timezone.now())
    send_letters(by=system)
    letter = Letter.objects.get()
    assert (letter.state, letter.last_fault) == (State.FAILED, "SMTPRecipientsRefused 550")


def test_the_operator_tries_again(aigerim: User, system: User) -> None:
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    Letter.objects.update(state=State.FAILED, attempts=8)
    with pytest.raises(Denied, match="looked after by the operator"):
        try_again(Letter.objects.get(), frozenset(), by=aigerim)
    try_again(Letter.objects.get(), WATCHES, by=aigerim)
    assert send_letters(by=system) == 1
    with pytest.raises(Denied, match="left already"):
        try_again(Letter.objects.get(), WATCHES, by=aigerim)


def test_a_secret_link_is_forgotten_once_it_has_left(system: User) -> None:
    stranger = Stranger("guest@example.kz", "kk")
    write_message(stranger, Kind.INVITATION, SUBJECT, TEXT, link="desk/x/secret/", is_secret=True, by=system)
    send_letters(by=system)
    assert "desk/x/secret/" in mail.outbox[0].body
    assert Message.objects.get().link == ""


def test_a_taken_letter_is_not_taken_again(aigerim: User, system: User) -> None:
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    now = timezone.now()
    assert begin_sending(now, by=system) is not None
    assert begin_sending(now, by=system) is None


def test_a_day_of_reminders_is_one_letter(aigerim: User, system: User) -> None:
    other = User.objects.create(username="other", email="other@example.kz", language="en")
    for reader in (aigerim, other, aigerim, aigerim):
        write_message(reader, Kind.REMINDER, SUBJECT, TEXT, delivery=Delivery.DIGEST, by=system)
    read = Message.objects.filter(recipient=aigerim.pk).latest("pk")
    mark_read(read, by=aigerim)
    assert make_digests(by=system) == 0
    Message.objects.update(created_at=digest_moment(timezone.now()) - datetime.timedelta(hours=1))
    assert make_digests(by=system) == 2
    assert make_digests(by=system) == 0
    to_aigerim = rendered(Letter.objects.get(recipient=aigerim.pk))
    assert to_aigerim.body.count("Срок близок\nЗавтра.") == 2
    assert "2" in to_aigerim.subject
    assert rendered(Letter.objects.get(recipient=other.pk)).subject == "The deadline is near"


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-03-02T07:59:59+05:00", "2026-03-01T08:00:00+05:00"),
        ("2026-03-02T03:00:00+00:00", "2026-03-02T08:00:00+05:00"),
    ],
)
def test_the_hour_of_the_digest_is_almatys(now: str, moment: str) -> None:
    assert digest_moment(datetime.datetime.fromisoformat(now)) == datetime.datetime.fromisoformat(moment)


def test_the_head_of_the_journal_leaves_once_a_day_to_each_overseer(aigerim: User, system: User) -> None:
    centre = Organisation.objects.create(id="centre", place="kz", kind=OrganisationKind.CENTRE, name=SUBJECT)
    today = timezone.localdate()
    Post.objects.create(user=aigerim, organisation=centre, role=Role.OVERSEER, first_day=today)
    write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    last = head()
    assert last is not None
    people_tasks.tell_head()
    people_tasks.tell_head()
    told = Message.objects.get(kind=Kind.JOURNAL_HEAD)
    assert all(last.hash in text for text in told.text.as_dict().values())
    assert str(last.number) in told.subject.en


def test_regular_work_with_nothing_to_do_writes_nothing(system: User) -> None:
    before = Entry.objects.count()
    people_tasks.send_waiting_letters()
    people_tasks.make_digests_of_the_day()
    people_tasks.chain_what_is_open()
    assert Entry.objects.count() == before


def die_while_sending(databases: TestDatabases, folder: Path) -> int:
    """A process that hands one letter to the mail server and is killed before it can note it."""
    changed: dict[str, Any] = {
        "DATABASE_URL": databases.url("tarazy_app"),
        "TARAZY_DATABASE_ROLE": "application",
        "TARAZY_EMAIL_URL": folder.as_uri(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "tests.web.rooms.post.dying"]
    return subprocess.run(command, env=os.environ | changed, check=False).returncode


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_sends_once_more_and_loses_nothing(databases: TestDatabases, tmp_path: Path) -> None:
    reader = User.objects.create(username="aigerim", email="aigerim@example.kz", language="en")
    write_message(reader, Kind.NOTICE, SUBJECT, TEXT, by=system_actor())
    assert die_while_sending(databases, tmp_path) == -9
    assert len(list(tmp_path.iterdir())) == 1
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (State.WAITING, 1)
    assert send_letters(by=system_actor()) == 0  # put off before it was sent
    Letter.objects.update(next_try_at=timezone.now())
    assert send_letters(by=system_actor()) == 1
    assert send_letters(by=system_actor()) == 0
    (again,) = mail.outbox
    (first,) = (path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert again.extra_headers["Message-ID"] in first
    assert queries.letters_by_state() == {State.WAITING: 0, State.SENT: 1, State.FAILED: 0}
