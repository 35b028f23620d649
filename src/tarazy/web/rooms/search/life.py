"""The kinds of things that are searched. A room above registers its own in its `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tarazy.web.grammar.text import LocalText


@dataclass(frozen=True)
class Told:
    """What is searched of one thing: its title, and whatever else it may be found by, in three languages."""

    id: str
    title: LocalText
    body: LocalText


Teller = Callable[[], Iterable[Told]]


@dataclass(frozen=True)
class Kind:
    """A kind of things. `room`: whose acts may change them; empty where no act does."""

    name: str
    room: str
    tell: Teller


_kinds: dict[str, Kind] = {}


def searched(name: str, *, room: str = "") -> Callable[[Teller], Teller]:
    """Register a function that tells everything of a kind that everybody may read."""

    def register(tell: Teller) -> Teller:
        known = _kinds.get(name)
        if known is not None and known.tell.__module__ != tell.__module__:
            raise ValueError(f"{name} is the name of two kinds of things")
        _kinds[name] = Kind(name, room, tell)
        return tell

    return register


def kinds() -> Iterator[Kind]:
    """Every kind, in the order of their names."""
    return iter([_kinds[name] for name in sorted(_kinds)])


def joined(*parts: LocalText | str | None) -> LocalText:
    """Texts one after the other in each language; what is the same in all languages comes as a plain text."""
    return LocalText(
        **{
            language: " · ".join(
                text
                for part in parts
                if part and (text := part if isinstance(part, str) else part.in_language(language))
            )
            for language in LocalText.__struct_fields__
        }
    )
