"""Messages: on the person's desk in any case, in a letter where there is an address, and never for another's eyes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from tarazy.web.grammar.act import Denied, act
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post import queries
from tarazy.web.rooms.post.actions import mark_read, write_message
from tarazy.web.rooms.post.enums import Delivery, Kind, State
from tarazy.web.rooms.post.models import Letter, Message, Stranger

pytestmark = pytest.mark.django_db
SUBJECT = LocalText(kk="Мерзім жақын", ru="Срок близок", en="The deadline is near")
TEXT = LocalText(kk="Ертең.", ru="Завтра.", en="Tomorrow.")


@pytest.fixture
def aigerim() -> User:
    return User.objects.create(username="aigerim", email="aigerim@example.kz", language="kk")


@pytest.fixture
def system() -> User:
    return system_actor()


def test_a_message_stands_on_the_desk_and_in_the_outbox(aigerim: User, system: User) -> None:
    message = write_message(
        aigerim, Kind.REMINDER, SUBJECT, TEXT, link="desk/appeals/3/", concerning=aigerim, by=system
    )
    assert list(queries.messages_of(aigerim.pk)) == [message]
    assert (message.about_kind, message.about_id) == ("people.user", str(aigerim.pk))
    letter = Letter.objects.get()
    assert (letter.address, letter.language, letter.state) == ("aigerim@example.kz", "kk", State.WAITING)
    assert message.letter == letter
    assert queries.unread_count(aigerim.pk) == 1


def test_the_journal_holds_no_text_and_no_address(aigerim: User, system: User) -> None:
    message = write_message(aigerim, Kind.REMINDER, SUBJECT, TEXT, by=system)
    entry = Entry.objects.get(verb="write_message")
    assert (entry.room, entry.object_kind, entry.object_id) == ("post", "post.message", str(message.pk))
    assert entry.particulars == {}
    assert entry.digest == ""


@pytest.mark.parametrize("delivery", [Delivery.DIGEST, Delivery.DESK])
def test_what_does_not_leave_at_once_has_no_letter(aigerim: User, system: User, delivery: Delivery) -> None:
    assert write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, delivery=delivery, by=system).letter is None


def test_somebody_without_an_address_is_written_to_on_the_desk(system: User) -> None:
    nobody = User.objects.create(username="without")
    assert write_message(nobody, Kind.NOTICE, SUBJECT, TEXT, by=system).letter is None
    assert queries.unread_count(nobody.pk) == 1


def test_a_stranger_gets_a_letter(system: User) -> None:
    stranger = Stranger("guest@example.kz", "ru")
    message = write_message(stranger, Kind.INVITATION, SUBJECT, TEXT, link="desk/x/", is_secret=True, by=system)
    assert message.letter is not None
    assert message.letter.address == "guest@example.kz"


def test_a_secret_message_is_on_no_desk(aigerim: User, system: User) -> None:
    message = write_message(aigerim, Kind.INVITATION, SUBJECT, TEXT, is_secret=True, by=system)
    assert not queries.messages_of(aigerim.pk).exists()
    with pytest.raises(Denied, match="somebody else"):
        mark_read(message, by=aigerim)


def test_an_act_that_fails_has_written_to_nobody(aigerim: User, system: User) -> None:
    @act(rule=lambda user: True, verb="fail")
    def fail(*, by: User) -> None:
        write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=by)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(by=system)
    assert not Message.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("sign", ["\n", "\r\nBcc: thief@example.com", "\x00", "\u2028"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_subject_is_one_line(aigerim: User, system: User, sign: str, language: str) -> None:
    subject = LocalText(**(SUBJECT.as_dict() | {language: f"Deadline{sign}"}))
    with pytest.raises(ValidationError, match="one line of plain text"):
        write_message(aigerim, Kind.NOTICE, subject, TEXT, by=system)


@pytest.mark.parametrize("address", ["a@example.kz\nBcc: b@example.kz", "nobody", "a@b@c", "a@a.kz, b@a.kz"])
def test_an_address_is_one_address(system: User, address: str) -> None:
    with pytest.raises(ValidationError, match="valid email"):
        write_message(Stranger(address, "kk"), Kind.INVITATION, SUBJECT, TEXT, by=system)


def test_a_stranger_without_an_address_cannot_be_written_to(system: User) -> None:
    with pytest.raises(ValidationError, match="needs an e-mail address"):
        write_message(Stranger("", "kk"), Kind.INVITATION, SUBJECT, TEXT, by=system)


@pytest.mark.parametrize("link", ["https://example.com/", "//example.com", "/desk/", "desk/\nx", "javascript:alert(1)"])
def test_a_link_leads_into_this_site(aigerim: User, system: User, link: str) -> None:
    with pytest.raises(ValidationError, match="path of this site"):
        write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, link=link, by=system)


def test_reading_is_noted_once_and_only_for_oneself(aigerim: User, system: User) -> None:
    message = write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    other = User.objects.create(username="other")
    with pytest.raises(Denied, match="somebody else"):
        mark_read(message, by=other)
    first = mark_read(message, by=aigerim).read_at
    assert first is not None
    assert mark_read(message, by=aigerim).read_at == first
    assert queries.unread_count(aigerim.pk) == 0


def test_a_text_is_made_in_every_language() -> None:
    text = in_every_language(lambda: _("person"))
    assert text.en == "person"
    assert len({text.kk, text.ru, text.en}) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query(aigerim: User, system: User, count: int) -> None:
    for _number in range(count):
        write_message(aigerim, Kind.NOTICE, SUBJECT, TEXT, by=system)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(list(queries.messages_of(aigerim.pk))) == count
    assert len(asked) == 1


def test_an_address_is_shown_masked() -> None:
    assert queries.masked("aigerim@example.kz") == "a…@example.kz"
