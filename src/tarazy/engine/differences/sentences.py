"""What other methods at some nodes change, in whole sentences: for a page, and for the CHANGES.md of a new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tarazy.engine.load.plain import Leaf, Plain, plain_of
from tarazy.engine.model.changed import Changed
from tarazy.engine.model.methodology import Dimension, Methodology
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.steps import TITLES, methods
from tarazy.engine.words import Number, in_words, msg, say, with_decimals

_PLACES: Final = 2  # of a weight in percent
_SAME: Final = 1e-9
_NOT_TOLD: Final = frozenset({"source", "date"})

# By child, its share of the parent, 0..1.
Shares = Mapping[str, float]


def sentences(methodology: Methodology, changed: Changed, before: Shares, after: Shares, lang: str) -> list[str]:
    """One sentence for each thing that is otherwise, in the order of the tree.

    Parameters: `changed` as `with_methods` takes it; `before` and `after`: the stated weights of the children of those
    nodes whose weights change.
    """
    told = _Told(methodology, before, after, lang)
    return [
        sentence
        for id in methodology.nodes
        for step, parameters in changed.get(id, {}).items()
        for sentence in told.of(id, step, parameters)
    ]


class _Told:
    def __init__(self, methodology: Methodology, before: Shares, after: Shares, lang: str) -> None:
        self.methodology, self.before, self.after, self.lang = methodology, before, after, lang

    def of(self, id: str, step: str, new: Any) -> Iterator[str]:
        old = self.methodology.nodes[id].methods[step]
        assert isinstance(old, Parameters)
        if step == "weigh":
            yield from self._weights(id)
        elif old.method == new.method:
            yield from self._numbers(id, step, old, new)
        else:
            yield self._say(
                msg("{node}: the step “{step}” is now taken by “{after}” instead of “{before}”."),
                node=self._node(id),
                step=say(TITLES[step], self.lang),
                before=self._method(step, old),
                after=self._method(step, new),
            )

    def _weights(self, id: str) -> Iterator[str]:
        node = self.methodology.nodes[id]
        for child in node.children if isinstance(node, Dimension) else ():
            before, after = self.before.get(child), self.after.get(child)
            if before is not None and after is not None and abs(before - after) > _SAME:
                yield self._say(
                    msg("{child}: the weight within “{node}” is now {after} percent instead of {before} percent."),
                    child=self._node(child),
                    node=self._node(id),
                    before=with_decimals(100 * before, _PLACES, self.lang),
                    after=with_decimals(100 * after, _PLACES, self.lang),
                )

    def _numbers(self, id: str, step: str, old: Parameters, new: Parameters) -> Iterator[str]:
        was, becomes = dict(_leaves(plain_of(old), ())), dict(_leaves(plain_of(new), ()))
        for path in becomes:
            if path[-1] in _NOT_TOLD or was.get(path) == becomes[path]:
                continue
            yield self._say(
                _GOALPOSTS.get(path[-1], msg("{node}: “{key}” of “{method}” is now {after} instead of {before}.")),
                node=self._node(id),
                key=str(path[-1]),
                method=self._method(step, new),
                before=self._value(was.get(path, "—")),
                after=self._value(becomes[path]),
            )

    def _node(self, id: str) -> str:
        return self.methodology.nodes[id].title.in_language(self.lang)

    def _method(self, step: str, parameters: Parameters) -> str:
        return say(methods(step)[parameters.method].TITLE, self.lang)

    def _value(self, value: Any) -> str:
        return in_words(value, self.lang) if isinstance(value, int | float) else str(value)

    def _say(self, text: str, **said: str | Number) -> str:
        return say(text, self.lang, said)


_GOALPOSTS: Final[Mapping[str | int, str]] = {
    "low": msg("{node}: the lower goalpost is now {after} instead of {before}."),
    "high": msg("{node}: the upper goalpost is now {after} instead of {before}."),
}


def _leaves(node: Plain, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value with the way to it."""
    if isinstance(node, Leaf):
        yield path, node.value
        return
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        yield from _leaves(inner, (*path, key))
