"""What is found, best first, and which texts are behind what their rooms tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, F, Q, Value, When

from tarazy.web.rooms.search.life import Kind, Told
from tarazy.web.rooms.search.models import SearchedText

# How PostgreSQL reads each language. It knows no Kazakh, whose words are therefore found by how they begin.
CONFIGURATIONS: Final = {"kk": "simple", "ru": "russian", "en": "english"}
MOST_LETTERS: Final = 100
MOST_WORDS: Final = 8
# What PostgreSQL would take apart: 8.5.2, 5.A, 2024.1. The sign between its parts is written with letters.
CODE: Final = re.compile(r"\d+(?:\.\w+)+")
POINT: Final = "zz"
WORD: Final = re.compile(r"\w+(?:[.\-]\w+)*")
# Signs that no text holds, around what was found; what stands between them is marked, and all of it escaped.
BEGINS, ENDS = "\x02", "\x03"


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `is_found`: what was asked for stands here."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Found:
    """A thing that was found. `title`: in the language asked for; `language`: of the text in which it was found."""

    kind: str
    thing: str
    title: list[Piece]
    body: list[Piece]
    language: str


@dataclass(frozen=True)
class Hit:
    """The text of a thing that answers best, before it is read."""

    pk: int
    kind: str
    thing: str
    language: str
    rank: float


def words_of(asked: str) -> list[str]:
    """The words of a question, at most eight: everything else in it is passed over.

    >>> words_of("Доля  (безработных) & '8.5.2' | !")
    ['Доля', 'безработных', '8.5.2']
    """
    return WORD.findall(unicodedata.normalize("NFC", asked[:MOST_LETTERS]))[:MOST_WORDS]


def hits(asked: str, language: str, kinds: Collection[str] = ()) -> list[Hit]:
    """The things in which all words of a question stand, in whichever language; the language asked for comes first,
    then the better answer. `kinds`: of these alone.
    """
    words = words_of(asked)
    if not words:
        return []
    queries = _queries(words)
    either = reduce(or_, (Q(language=one, words=query) for one, query in queries.items()))
    rank = Case(*(When(language=one, then=SearchRank(F("words"), query)) for one, query in queries.items()))
    here = Case(When(language=language, then=Value(0)), default=Value(1))
    rows = SearchedText.objects.filter(either).annotate(rank=rank, elsewhere=here)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    best = rows.order_by("kind", "thing", "elsewhere", "-rank").distinct("kind", "thing")
    found = [Hit(*row) for row in best.values_list("pk", "kind", "thing", "language", "rank")]
    return sorted(found, key=lambda hit: (hit.language != language, -hit.rank, hit.thing))


def things_found(asked: str, kind: str) -> set[str]:
    """The ids of the things of a kind in which all words of a question stand."""
    return {hit.thing for hit in hits(asked, "", [kind])}


def read(chosen: Sequence[Hit], asked: str, language: str) -> list[Found]:
    """Some of what was found, with the words marked; the number of questions does not grow with it."""
    queries = _queries(words_of(asked))
    rows: dict[int, Any] = {}
    for one, query in queries.items():
        of_language = [hit.pk for hit in chosen if hit.language == one]
        if of_language:
            rows |= {row.pk: row for row in _marked(of_language, query, CONFIGURATIONS[one])}
    titles = _titles([hit for hit in chosen if hit.language != language], language)
    return [
        Found(
            hit.kind,
            hit.thing,
            [Piece(titles[hit.kind, hit.thing], False)]
            if (hit.kind, hit.thing) in titles
            else pieces(rows[hit.pk].title_marked),
            pieces(rows[hit.pk].body_marked),
            hit.language,
        )
        for hit in chosen
        if hit.pk in rows
    ]


def pieces(marked: str) -> list[Piece]:
    """A marked text taken apart.

    >>> pieces("the \\x02rate\\x03 of")
    [Piece(text='the ', is_found=False), Piece(text='rate', is_found=True), Piece(text=' of', is_found=False)]
    """
    found = []
    for number, part in enumerate(re.split(f"[{BEGINS}{ENDS}]", marked)):
        if part:
            found.append(Piece(part, number % 2 == 1))
    return found


@dataclass(frozen=True)
class Stale:
    """What is to be written of a kind, and the keys of what is there no more."""

    kind: str
    written: list[SearchedText]
    gone: list[int]

    @property
    def is_empty(self) -> bool:
        return not self.written and not self.gone


def stale(kind: Kind) -> Stale:
    """How the searched texts of a kind differ from what its room tells."""
    present = {(row.thing, row.language): row for row in SearchedText.objects.filter(kind=kind.name).defer("words")}
    written = []
    for told in kind.tell():
        for language in CONFIGURATIONS:
            new = _text_of(kind, told, language)
            row = present.pop((told.id, language), None)
            if row is None or (row.title, row.body, row.codes) != (new.title, new.body, new.codes):
                written.append(new)
    return Stale(kind.name, written, [row.pk for row in present.values()])


def _text_of(kind: Kind, told: Told, language: str) -> SearchedText:
    title, body = _clean(told.title.in_language(language)), _clean(told.body.in_language(language))
    codes = " ".join(dict.fromkeys(map(code_as_word, CODE.findall(f"{title} {body}"))))
    return SearchedText(kind=kind.name, thing=told.id, language=language, title=title, body=body, codes=codes)


def code_as_word(code: str) -> str:
    """A code as a word that is not taken apart.

    >>> code_as_word("5.A")
    '5zzA'
    """
    return code.replace(".", POINT)


def _clean(text: str) -> str:
    """Without signs that nobody sees: among them are those that mark what was found."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _queries(words: Sequence[str]) -> Mapping[str, SearchQuery]:
    """The question in each language. Words hold letters and digits only, so nothing in them is taken for a sign of
    the question's own grammar.
    """
    whole = (code_as_word(word) if CODE.fullmatch(word) else word for word in words)
    written = " & ".join(f"'{word}':*" for word in whole)
    return {one: SearchQuery(written, config=name, search_type="raw") for one, name in CONFIGURATIONS.items()}


def _marked(keys: Sequence[int], query: SearchQuery, config: str) -> Any:
    around: dict[str, Any] = {"start_sel": BEGINS, "stop_sel": ENDS, "config": config}
    return (
        SearchedText.objects.filter(pk__in=keys)
        .defer("words")
        .annotate(
            title_marked=SearchHeadline("title", query, highlight_all=True, **around),
            body_marked=SearchHeadline("body", query, max_fragments=1, max_words=28, min_words=12, **around),
        )
    )


def _titles(those: Sequence[Hit], language: str) -> dict[tuple[str, str], str]:
    """The titles of things in the language asked for, where they were found in another."""
    if not those:
        return {}
    rows = SearchedText.objects.filter(language=language, thing__in=[hit.thing for hit in those])
    wanted = {(hit.kind, hit.thing) for hit in those}
    return {
        (kind, thing): title
        for kind, thing, title in rows.values_list("kind", "thing", "title")
        if (kind, thing) in wanted
    }
