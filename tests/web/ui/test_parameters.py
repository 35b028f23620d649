"""No method shows a bare key: every parameter and every choice of every method has words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from django.utils.translation import override

from tarazy.engine.model.text import Text
from tarazy.engine.steps import ORDER, methods
from tarazy.web.doors.portal.methodologies.rules import BANDS, GROUPS
from tarazy.web.ui.parameters import CHOICES, PARAMETERS, parameter_in_words, word_of

METHODS = [f"{step}.{name}" for step in ORDER for name in methods(step)]


def shown(struct: type[msgspec.Struct]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each parameter that stands on the page, with its choices; a row that holds rows shows what is in them."""
    for name, kind in get_type_hints(struct).items():
        if name == BANDS or name.startswith("__"):
            continue
        inner = [one for one in within(kind) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
        rows = [one for one in inner if one is not Text]
        for row in rows:
            yield from shown(row)
        if any(get_origin(one) is Mapping for one in within(kind)):
            yield "child", ()
        if name == GROUPS:
            yield from (("peer_group", ()), ("weights", ()))
        elif not rows:
            yield name, tuple(word for one in within(kind) if get_origin(one) is Literal for word in get_args(one))


def within(kind: object) -> Iterator[object]:
    yield kind
    if get_origin(kind) is not Literal:
        for one in get_args(kind):
            yield from within(one)


def known(words: Mapping[str, object], method: str, name: str) -> bool:
    return bool(keys(method, name) & set(words))


def keys(method: str, name: str) -> set[str]:
    """Under what a word may stand."""
    return {f"{method}.{name}", f"{method.partition('.')[0]}.{name}", name}


@pytest.mark.parametrize("method", METHODS)
def test_every_parameter_and_every_choice_of_a_method_has_words(method: str) -> None:
    step, _, name = method.partition(".")
    found = dict(shown(methods(step)[name].Parameters))
    bare = [one for one in found if not known(PARAMETERS, method, one)]
    bare += [f"{one}: {word}" for one in found for word in found[one] if not known(CHOICES, method, f"{one}.{word}")]
    assert not bare


def test_no_words_stand_for_what_no_method_has() -> None:
    asked: set[str] = set()
    for method in METHODS:
        step, _, name = method.partition(".")
        for one, choices in shown(methods(step)[name].Parameters):
            asked |= keys(method, one)
            for word in choices:
                asked |= keys(method, f"{one}.{word}")
    assert set(PARAMETERS) | set(CHOICES) <= asked


def test_a_method_may_mean_something_else_by_a_name() -> None:
    with override("en"):
        assert parameter_in_words("low", "normalise.goalposts") == "Lower goalpost"
        assert parameter_in_words("low", "treat.cap") == "Least value that counts"
        assert parameter_in_words("within", "missing.group_mean") == "Group whose values are taken"
        assert word_of("pass", "missing", "adjust.gate") == "the condition counts as met"
        assert word_of("pass", "missing", "adjust.decline") == "that counts as no decline"
