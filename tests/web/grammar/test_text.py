from __future__ import annotations

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import QuerySet
from django.test.utils import isolate_apps
from django.utils import translation

from tarazy.engine.model.text import Text
from tarazy.web.grammar.text import LocalText, TextField, local_text, sort_key

DOOR = {"kk": "Есік", "ru": "Дверь", "en": "Door"}

KAZAKH = list("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ")
RUSSIAN = list("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")

LISTS = {
    "kk": [
        ["Абай облысы", "Ақмола облысы", "Ақтөбе облысы", "Алматы", "Алматы облысы", "Атырау облысы"],
        ["Жамбыл", "Жетісу", "Қарағанды", "Қостанай", "Қызылорда", "Маңғыстау", "Павлодар", "Ұлытау", "Шымкент"],
        ["Ғабит", "Ғалым", "Дана"],
        ["Уәлиханов", "Ұлытау", "Үржар", "Фёдоров"],
        ["Ыбырай", "Ілияс", "Эльмира"],
        ["Хромтау", "Һарун", "Целиноград"],
    ],
    "ru": [
        ["Ежевика", "Ёлка", "Ель"],
        ["Все", "Всё", "Всегда"],
        ["Западно-Казахстанская область", "Карагандинская область"],
        ["Алматинская область", "Алматы", "город 2", "город 10"],
        ["«Байтерек»", "Балхаш"],
        ["Актау", "Aktau"],
    ],
    "en": [
        ["Abai", "Akmola", "Café", "Cafés", "Zhambyl"],
        ["Almaty", "Almaty City", "Almaty Region"],
        ["Zhetisu", "Жетісу"],
    ],
}


@isolate_apps("tarazy.web.journal")
def _thing() -> type[models.Model]:
    class Thing(models.Model):
        name = TextField()
        note = TextField(null=True, blank=True)

        class Meta:
            app_label = "journal"

    return Thing


THING = _thing()


@pytest.fixture
def things(db: None) -> QuerySet[models.Model]:
    with connection.schema_editor() as editor:
        editor.create_model(THING)
    return THING._default_manager.all()


def test_a_text_comes_back_as_it_was_and_speaks_the_current_language(things: QuerySet[models.Model]) -> None:
    made = things.create(name=DOOR)
    stored = things.get()
    for thing in (made, stored):
        assert isinstance(thing.name, LocalText)
        assert thing.name == LocalText(**DOOR)
        assert thing.note is None
    for language, word in DOOR.items():
        with translation.override(language):
            assert stored.name.here == str(stored.name) == word
    with translation.override("de"):
        assert stored.name.here == "Door"


def test_a_text_of_the_engine_can_be_stored(things: QuerySet[models.Model]) -> None:
    things.create(name=Text(**DOOR))
    assert things.get(name__kk="Есік").name.ru == "Дверь"


def test_it_lies_in_one_json_column_with_readable_letters(things: QuerySet[models.Model]) -> None:
    things.create(name=DOOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name ->> 'kk', jsonb_typeof(name) FROM journal_thing")
        assert cursor.fetchone() == ("Есік", "object")


@pytest.mark.parametrize(
    ("given", "flaws"),
    [
        ({"kk": "Есік", "ru": "Дверь"}, 1),
        ({"kk": "Есік", "ru": " ", "en": ""}, 2),
        ({"kk": "Есік", "ru": "Дверь", "en": None}, 1),
        ({**DOOR, "de": "Tür"}, 1),
        ({"de": "Tür"}, 4),
    ],
)
def test_half_a_text_does_not_get_in(things: QuerySet[models.Model], given: dict[str, str], flaws: int) -> None:
    with pytest.raises(ValidationError) as refused:
        things.create(name=given)
    assert len(refused.value.messages) == flaws
    with pytest.raises(ValidationError):
        THING(name=given)
    with pytest.raises(ValidationError):
        local_text(given)
    assert not things.exists()


def test_a_plain_word_is_no_text() -> None:
    with pytest.raises(ValidationError):
        THING(name="Door").full_clean()


def test_a_text_may_be_empty_only_where_the_column_may(things: QuerySet[models.Model]) -> None:
    THING(name=DOOR).full_clean()
    with pytest.raises(ValidationError):
        THING(name=None).full_clean()


@pytest.mark.parametrize(("language", "alphabet"), [("kk", KAZAKH), ("ru", RUSSIAN)])
def test_letters_stand_where_their_alphabet_puts_them(language: str, alphabet: list[str]) -> None:
    assert len(KAZAKH) == 42
    assert len(RUSSIAN) == 33
    for letters in (alphabet, [letter.lower() for letter in alphabet]):
        shuffled = random.Random(1).sample(letters, len(letters))
        assert sorted(shuffled, key=lambda letter: sort_key(letter, language)) == letters


@pytest.mark.parametrize(("language", "names"), [(language, names) for language in LISTS for names in LISTS[language]])
def test_names_stand_in_the_order_of_their_language(language: str, names: list[str]) -> None:
    for seed in range(5):
        shuffled = random.Random(seed).sample(names, len(names))
        assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


def test_the_order_is_that_of_the_current_language() -> None:
    names = ["Aktau", "Актау"]
    for language, first in (("kk", "Актау"), ("ru", "Актау"), ("en", "Aktau")):
        with translation.override(language):
            assert min(names, key=sort_key) == first
