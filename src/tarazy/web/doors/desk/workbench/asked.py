"""What is asked of the workbench: the fields of a form or an address -> other methods at some nodes, and what is amiss.

Every field has a name: `weight.CHILD`, `aggregate.NODE` and `normalise.INDICATOR` for the method, and for what it is
told `normalise.INDICATOR.METHOD.KEY`. A field that says what the version says anyway is left out.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Dimension, Node
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.period import last_day
from tarazy.web.doors.desk.workbench.knobs import Step, at_first, kinds_of, offered, turned, values_of
from tarazy.web.doors.desk.workbench.weights import given_weights, percents
from tarazy.web.rooms.results.queries.trials import Bench
from tarazy.web.ui.written import language

MOST_CHANGED: Final = 120  # more would make an address that not every program takes
_LONGEST: Final = 40
_GREATEST: Final = 1e12
_SHOWN: Final = ".12g"
_ANY_SPAN: Final = (0.0, 100.0)


class Fault(NamedTuple):
    """What is amiss with a field."""

    name: str
    words: str


@dataclass
class Asked:
    """`said`: what was filled in that is otherwise, as it was written; `changed`: the methods that are otherwise, by
    node and step, with what they were told.
    """

    said: dict[str, str] = field(default_factory=dict)
    changed: dict[str, dict[str, Parameters]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def method(self, node: Node, step: Step) -> Parameters:
        """The one that is chosen."""
        taken = self.changed.get(node.id, {}).get(step) or node.methods[step]
        assert isinstance(taken, Parameters)
        return taken


def asked_of(bench: Bench, given: Mapping[str, str], source: str, today: datetime.date) -> Asked:
    """`source` and `today`: who says what is changed, and since when."""
    reading = _Reading(bench, given, source, today)
    named = {name.split(".")[1] for name in given if "." in name}
    for node in bench.methodology.nodes.values():
        if node.id in named:
            reading.method(node, step_of(node))
        if isinstance(node, Dimension) and len(node.children) > 1 and not named.isdisjoint(node.children):
            reading.weights(node)
    asked = reading.asked
    if len(asked.said) > MOST_CHANGED:
        words = _("More than %(most)s things are changed. Save a draft, and go on from there.")
        asked.faults.append(Fault("", words % {"most": MOST_CHANGED}))
    return asked


def step_of(node: Node) -> Step:
    return "aggregate" if isinstance(node, Dimension) else "normalise"


class _Reading:
    def __init__(self, bench: Bench, given: Mapping[str, str], source: str, today: datetime.date) -> None:
        self.bench, self.given, self.source, self.today = bench, given, source, today
        self.day = last_day(bench.period)
        self.asked = Asked()

    def method(self, node: Node, step: Step) -> None:
        own = node.methods[step]
        assert isinstance(own, Parameters)
        name = f"{step}.{node.id}"
        method = self._word(name, own.method, (*offered(step), own.method))
        base = own if method == own.method else self.first(node.id, step, method)
        values = self._values(f"{name}.{method}", base)
        if values or method != own.method:
            made = turned(base, values, self.day, self.source, self.today)
            self.asked.changed.setdefault(node.id, {})[step] = made

    def first(self, node: str, step: Step, method: str) -> Parameters:
        return at_first(step, method, self.bench.methodology.points, self.bench.own.spans.get(node, _ANY_SPAN))

    def _values(self, name: str, base: Parameters) -> dict[str, Any]:
        """What the fields of a method say otherwise than it does."""
        found: dict[str, Any] = {}
        words = kinds_of(type(base)).words
        for key, own in values_of(base, self.day).items():
            if key in words:
                value: Any = self._word(f"{name}.{key}", own, words[key])
            else:
                value = self._number(f"{name}.{key}", own)
            if value != own:
                found[key] = value
        return found

    def weights(self, node: Dimension) -> None:
        shown = percents(node.children, self.bench.stated)
        numbers = {child: self._number(f"weight.{child}", own) for child, own in shown.items()}
        if numbers != shown and len(numbers) == len(node.children):
            exact = {child: 100 * self.bench.stated[child] if numbers[child] == shown[child] else numbers[child]
                     for child in node.children}  # fmt: skip
            self.asked.changed.setdefault(node.id, {})["weigh"] = given_weights(
                self.bench.methodology, node.id, exact, self.day, self.source
            )

    def _word(self, name: str, own: str, known: tuple[str, ...]) -> str:
        said = self.given.get(name, own)
        if said == own:
            return own
        self.asked.said[name] = said[:_LONGEST]
        if said not in known:
            self.asked.faults.append(Fault(name, _("Choose one of the list.")))
            return own
        return said

    def _number(self, name: str, own: float) -> float:
        said = self.given.get(name)
        if said is None or number_in(said) == float(f"{own:{_SHOWN}}"):
            return own
        self.asked.said[name] = said.strip()[:_LONGEST]
        number = number_in(said)
        if number is None:
            self.asked.faults.append(Fault(name, _("Write a number, such as 12.5.")))
            return own
        return number


def number_in(said: str) -> float | None:
    """A number with a point or a comma; None where it is none, or far beyond anything that is measured."""
    text = said.strip().replace("\u2212", "-").replace(",", ".")
    if len(text) > _LONGEST or not text or not set(text) <= set("0123456789.-+eE"):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _GREATEST else None


def in_field(value: float) -> str:
    """A number as a field shows it: all of its digits, with the comma of the language, no groups."""
    text = f"{value:{_SHOWN}}"
    return text if language() == "en" else text.replace(".", ",")
