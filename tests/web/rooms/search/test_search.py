"""What is searched follows what rooms hold, holds nothing that is not public, and is found in three languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.search import tasks
from tarazy.web.rooms.search.actions import refresh_texts
from tarazy.web.rooms.search.life import Kind, Told, joined, kinds, searched
from tarazy.web.rooms.search.models import SearchedText
from tarazy.web.rooms.search.queries import hits, pieces, read, stale, things_found, words_of
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import TestDatabases
from tests.web.published import TEMPLATE, publish_what_ships
from tests.web.rooms.shipped import demo, register_place


@pytest.fixture(scope="module")
def published(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, publish_what_ships):
        yield


def text_of(word: str) -> LocalText:
    return LocalText(kk=word, ru=word, en=word)


def kind_of(*told: Told) -> Kind:
    return Kind("sample", "", lambda: told)


def learn(*told: Told) -> None:
    refresh_texts(stale(kind_of(*told)), by=demo())


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("asked", "variable"),
    [
        ("безработных", "unemployment_rate"),  # another form of the word in the title
        ("безработицей", "unemployment_rate"),
        ("учет расхода воды", ""),  # all words must stand there
        ("жұмыссыз", "unemployment_rate"),  # as the word begins
        ("ЖҰМЫССЫЗДЫҚ деңгейі", "unemployment_rate"),
        ("unemployed", "unemployment_rate"),
        ("unemployment_rate", "unemployment_rate"),
        ("8.5.2", "unemployment_rate"),  # a goal by its code
        ("5.A", "maternal_mortality"),  # a goal before it
        ("3.c", "doctors"),
        ("неучтенный расход", "water_loss_share"),  # е for ё
        ("обследование рабочей силы", "employed"),  # how it is collected
        ("стат 257-IV", "employed"),  # the legal basis
        ("unemploymemt", ""),  # a mistake is not guessed
        ("безработтица", ""),
    ],
)
def test_variables_are_found_by_what_the_catalogue_says(asked: str, variable: str) -> None:
    found = things_found(asked, "variable")
    assert (variable in found) if variable else not found


@pytest.mark.usefixtures("published")
def test_everything_public_is_there_in_three_languages_and_nothing_else() -> None:
    counted = {kind: SearchedText.objects.filter(kind=kind).count() for kind in ("unit", "variable", "index")}
    assert counted == {"unit": 3 * Unit.objects.count(), "variable": 3 * 62, "index": 3 * 3}
    standing = Publication.objects.filter(withdrawal__isnull=True).count()
    assert SearchedText.objects.filter(kind="publication").count() == 3 * standing
    assert not SearchedText.objects.filter(words=None).exists()
    assert {kind.name for kind in kinds()} >= {"unit", "variable", "methodology", "index", "publication", "page"}


@pytest.mark.usefixtures("published")
def test_the_language_of_the_reader_comes_first_and_each_thing_once() -> None:
    for language in ("kk", "ru", "en"):
        found = hits("ВВП", language) or hits("KZ-47", language)
        assert len({(hit.kind, hit.thing) for hit in found}) == len(found)
    found = hits("Mangystau", "ru")
    assert ("unit", "KZ-47") in {(hit.kind, hit.thing) for hit in found}
    [shown] = [one for one in read(found, "Mangystau", "ru") if one.thing == "KZ-47"]
    assert shown.language == "en"
    assert "".join(piece.text for piece in shown.title) == "Мангистауская область"


@pytest.mark.usefixtures("published")
def test_one_and_twenty_found_ask_the_same_number_of_questions() -> None:
    counts = []
    for asked in ("Мангистауская", "область"):
        with CaptureQueriesContext(connection) as queries:
            found = read(hits(asked, "ru")[:20], asked, "ru")
        counts.append((len(found), len(queries)))
    assert counts[0][0] < counts[1][0]
    assert counts[0][1] <= counts[1][1] <= 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "'",
        "''' :* | !",
        "a' | 'b",
        "\\",
        "\x00",
        "<script>",
        "!(a & b)",
        "%s %(x)s",
        "a" * 5000,
        "😀",
        "' OR 1=1 --",
        "& |",
    ],
)
def test_no_question_is_read_as_grammar(asked: str) -> None:
    learn(Told("1", text_of("sample"), text_of("text")))
    found = hits(asked, "en")
    assert read(found, asked, "en") == []


@pytest.mark.django_db
def test_what_is_found_is_marked_and_signs_of_marking_are_no_way_in() -> None:
    learn(Told("1", text_of("A \x02rate\x03 <b>of</b> growth"), text_of("growth \x03 rates")))
    [found] = read(hits("growth", "en"), "growth", "en")
    assert [piece.text for piece in found.title if piece.is_found] == ["growth"]
    assert "".join(piece.text for piece in found.title) == "A  rate  <b>of</b> growth"
    assert "".join(piece.text for piece in found.body) == "growth   rates"


@pytest.mark.django_db
def test_texts_follow_what_is_told() -> None:
    learn(Told("1", text_of("first"), text_of("")), Told("2", text_of("second"), text_of("")))
    learn(Told("1", text_of("changed"), text_of("")))
    assert things_found("changed", "sample") == {"1"}
    assert things_found("first", "sample") == things_found("second", "sample") == set()
    assert stale(kind_of(Told("1", text_of("changed"), text_of("")))).is_empty


@pytest.mark.django_db
def test_titles_weigh_more_than_bodies() -> None:
    learn(Told("body", text_of("other"), text_of("water")), Told("title", text_of("water"), text_of("other")))
    assert [hit.thing for hit in hits("water", "en")] == ["title", "body"]


@pytest.mark.django_db
def test_only_rooms_that_have_acted_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_looked_at", {})
    looked: list[str] = []
    monkeypatch.setattr(tasks, "refresh", lambda kind: looked.append(kind.name))
    tasks.refresh_what_changed()
    assert {"unit", "variable"} <= set(looked)
    looked.clear()
    tasks.refresh_what_changed()
    assert looked == []
    register_place("kz")
    tasks.refresh_what_changed()
    assert set(looked) == {"unit", "variable"}


@pytest.mark.django_db
def test_only_the_system_writes_and_the_journal_knows(db: None) -> None:
    found = stale(kind_of(Told("1", text_of("one"), text_of(""))))
    with pytest.raises(Denied):
        refresh_texts(found, by=User(pk=99, kind="person", is_active=True))
    assert refresh_texts(found, by=demo()) == 3
    entry = Entry.objects.get(room="search")
    assert (entry.verb, entry.particulars) == ("refresh_texts", {"kind": "sample", "written": 3, "gone": 0})


def test_two_rooms_cannot_tell_one_kind() -> None:
    def other() -> list[Told]:
        return []

    other.__module__ = "somewhere.else"
    with pytest.raises(ValueError, match="two kinds"):
        searched("unit")(other)


def test_words_and_pieces() -> None:
    assert words_of(" ".join(str(number) for number in range(20))) == [str(number) for number in range(8)]
    assert words_of("'); DROP TABLE x; --") == ["DROP", "TABLE", "x"]
    assert pieces("") == []
    assert joined("a", None, text_of("b")).ru == "a · b"
