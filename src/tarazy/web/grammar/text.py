"""A text in three languages as one column, and the order of names by each language's own alphabet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, SOURCE_LANGUAGE


def current_language() -> str:
    """The language of the page being made; the source language where none of ours is active."""
    language = (get_language() or SOURCE_LANGUAGE).split("-")[0]
    return language if language in LANGUAGES else SOURCE_LANGUAGE


class LocalText(Text, frozen=True):
    """A text that knows which language is being spoken."""

    @property
    def here(self) -> str:
        """The text in the current language."""
        return self.in_language(current_language())

    def __str__(self) -> str:
        return self.here

    def as_dict(self) -> dict[str, str]:
        return {language: self.in_language(language) for language in LANGUAGES}


def local_text(given: Text | Mapping[str, Any]) -> LocalText:
    """Check a text: exactly kk, ru and en, each of them written. Raises ValidationError with every flaw."""
    texts = {language: getattr(given, language) for language in LANGUAGES} if isinstance(given, Text) else dict(given)
    flaws = [
        ValidationError(_("The text in %(language)s is missing."), code="missing", params={"language": language})
        for language in LANGUAGES
        if not isinstance(texts.get(language), str) or not texts[language].strip()
    ]
    flaws += [
        ValidationError(
            _("“%(key)s” is not one of the languages kk, ru and en."), code="unknown", params={"key": str(key)}
        )
        for key in texts
        if key not in LANGUAGES
    ]
    if flaws:
        raise ValidationError(flaws)
    return LocalText(**{language: texts[language] for language in LANGUAGES})


def in_every_language(write: Callable[[], object]) -> LocalText:
    """The text that `write` gives in each language: `in_every_language(lambda: _("Due on %(day)s.") % {...})`."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = str(write())
    return local_text(texts)


class _TextAttribute(DeferredAttribute):
    """What is assigned becomes a LocalText at once, so that a new object reads like a stored one."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        plain = isinstance(value, Text | Mapping) and not isinstance(value, LocalText)
        instance.__dict__[self.field.attname] = local_text(value) if plain else value


class TextField(models.JSONField):
    """A column that holds {kk, ru, en}; in Python a LocalText, or None where the column may be empty.

    A text that lacks a language is refused when it is assigned, not only in forms: half a text must not get in.
    """

    descriptor_class = _TextAttribute
    description = "A text in Kazakh, Russian and English"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        stored = super().from_db_value(value, expression, connection)
        return LocalText(**stored) if isinstance(stored, dict) and set(stored) == set(LANGUAGES) else stored

    def to_python(self, value: Any) -> LocalText | None:
        if value is None or isinstance(value, LocalText):
            return value
        if not isinstance(value, Text | Mapping):
            raise ValidationError(_("A text needs its three languages: kk, ru and en."), code="invalid")
        return local_text(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Text | Mapping):
            value = {language: getattr(local_text(value), language) for language in LANGUAGES}
        return super().get_db_prep_value(value, connection, prepared)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.as_dict() if isinstance(value, LocalText) else value


# --- order ----------------------------------------------------------------------------------------------------------
# The Kazakh alphabet; the Russian one is what remains of it without the Kazakh letters.
_CYRILLIC: Final = "а ә б в г ғ д её ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
_LATIN: Final = "a b c d e f g h i j k l m n o p q r s t u v w x y z"


def _alphabet(language: str) -> dict[str, tuple[int, int]]:
    """Place of each letter; letters written together share a place and differ only where all else is equal.

    A language's own letters come first. Letters of the other alphabet follow; a Kazakh letter in a Russian list stands
    where Kazakh puts it, between the Russian ones.
    """
    latin, cyrillic = _LATIN.split(), _CYRILLIC.split()
    order = [*latin, *cyrillic] if language == "en" else [*cyrillic, *latin]
    return {letter: (place, nth) for place, letters in enumerate(order) for nth, letter in enumerate(letters)}


_PLACES: Final = {language: _alphabet(language) for language in LANGUAGES}

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(text: str, language: str | None = None) -> SortKey:
    """The place of a name in a list of the language: by letters; then е before ё; then small before capital letters.

    Spaces and hyphens come first, then numbers in the order of their value, then letters; other signs do not count.
    """
    places = _PLACES[language or current_language()]
    letters: list[tuple[int, int]] = []
    finer: list[int] = []
    number = ""
    for sign in [*_plain(text, places), ""]:
        if sign.isdecimal():
            number += sign
            continue
        if number:
            letters.append((1, int(number)))
            number = ""
        if sign in places:
            place, nth = places[sign]
            letters.append((2, place))
            finer.append(nth)
        elif sign.isspace() or sign in ("-", "\N{EN DASH}", "\N{EM DASH}"):
            letters.append((0, 0))
        elif sign.isalpha():
            letters.append((3, ord(sign)))
    return tuple(letters), tuple(finer), text.swapcase()


def _plain(text: str, places: Mapping[str, tuple[int, int]]) -> str:
    """Small letters; a letter with a mark that no alphabet here knows counts as the letter without it."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return "".join(
        sign if sign in places else unicodedata.normalize("NFD", sign)[:1] if sign.isalpha() else sign
        for sign in composed
    )
