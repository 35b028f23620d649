"""The fields of the workbench, as its templates draw them: a field with its slider, a method with its fields."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Node
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.period import last_day
from tarazy.engine.steps import methods
from tarazy.engine.words import say
from tarazy.reports.plots.frame import round_step
from tarazy.web.doors.desk.workbench.asked import in_field, number_in, step_of
from tarazy.web.doors.desk.workbench.knobs import HIGH, LOW, Step, kinds_of, offered, values_of
from tarazy.web.doors.desk.workbench.weights import percents
from tarazy.web.doors.desk.workbench.work import Work
from tarazy.web.rooms.results.queries.trials import Bench
from tarazy.web.ui.parameters import parameter_in_words, word_of
from tarazy.web.ui.written import in_language, language, percent

STEPS_OF_A_SLIDER: Final = 200


@dataclass(frozen=True)
class Slider:
    low: float
    high: float
    step: float
    at: float = 0.0

    @property
    def bounds(self) -> SafeString:
        """As attributes: a page has hundreds of sliders."""
        values = {"min": self.low, "max": self.high, "step": self.step, "value": self.at}
        return format_html_join("", ' {}="{}"', ((name, f"{value:.12g}") for name, value in values.items()))


OF_WEIGHTS: Final = Slider(0.5, 100.0, 0.5)


@dataclass(frozen=True)
class Control:
    """A field. `words`: what it is chosen from; `own`: what the version itself says there."""

    name: str
    label: str
    value: str
    own: str
    faults: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    slider: Slider | None = None

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def options(self) -> SafeString:
        """As elements: a template takes ten times as long, and a page has a thousand."""
        written = ((word, mark_safe(" selected") if word == self.value else "", words) for word, words in self.words)
        return format_html_join("", '<option value="{}"{}>{}</option>', written)


@dataclass(frozen=True)
class Method:
    """The choice of a method at a node, and what the chosen one is told."""

    node: str
    choice: Control
    controls: tuple[Control, ...]
    label: str
    is_changed: bool


@dataclass(frozen=True)
class Child:
    """A node below another. `share`: what it weighs as it comes out, on average; `weight`: None for an only child."""

    node: Node
    title: str
    weight: Control | None
    share: str
    own_share: str


@dataclass(frozen=True)
class Section:
    """A node with its method; what lies below it, with weights. `depth` from 1 of the index."""

    node: Node
    title: str
    depth: int
    method: Method
    children: tuple[Child, ...] = ()
    indicators: tuple[tuple[Child, Method], ...] = ()
    is_changed: bool = False


class Drawn:
    """The fields of a work, as filled in."""

    def __init__(self, work: Work, bench: Bench) -> None:
        self.work, self.bench = work, bench
        self.day = last_day(bench.period)
        self.faults: dict[str, list[str]] = {}
        for fault in work.asked.faults:
            self.faults.setdefault(fault.name, []).append(fault.words)

    def sections(self) -> Iterator[Section]:
        """The index, then its dimensions in the order of the tree."""
        methodology = self.bench.methodology
        for node in methodology.nodes.values():
            if isinstance(node, Dimension):
                children = tuple(self._children(node))
                indicators = [(one, self.method(one.node)) for one in children if isinstance(one.node, Indicator)]
                changed = {node.id, *(one.node.id for one, _method in indicators)} & set(self.work.asked.changed)
                yield Section(
                    node, in_language(node.title), methodology.depths[node.id], self.method(node), children,
                    tuple(indicators), bool(changed) or node.id == INDEX,
                )  # fmt: skip

    def _children(self, node: Dimension) -> Iterator[Child]:
        shown = percents(node.children, self.bench.stated)
        shares = shares_shown(self.work)
        for id in node.children:
            child = self.bench.methodology.nodes[id]
            title, own = in_language(child.title), percent(self.bench.own.shares.get(id), 1)
            weight = None
            if id in shown and len(node.children) > 1:
                weight = self._number(f"weight.{id}", title, shown[id], shown[id], OF_WEIGHTS)
            yield Child(child, title, weight, shares.get(id, own), own)

    def method(self, node: Node) -> Method:
        step = step_of(node)
        taken = self.work.asked.method(node, step)
        own = node.methods[step]
        assert isinstance(own, Parameters)
        names = (*offered(step), *(() if own.method in offered(step) else (own.method,)))
        words = sorted(((name, say(methods(step)[name].TITLE, language())) for name in names), key=lambda word: word[1])
        name = f"{step}.{node.id}"
        choice = self._choice(name, in_language(node.title), taken.method, own.method, tuple(words))
        controls = tuple(self._of_method(step, taken, own, node.id))
        label = _("Aggregation") if isinstance(node, Dimension) else _("Normalisation")
        return Method(node.id, choice, controls, label, step in self.work.asked.changed.get(node.id, {}))

    def _of_method(self, step: Step, taken: Parameters, own: Parameters, node: str) -> Iterator[Control]:
        kinds, values = kinds_of(type(taken)), values_of(taken, self.day)
        method, name = f"{step}.{taken.method}", f"{step}.{node}.{taken.method}"
        stated = values_of(own, self.day) if own.method == taken.method else {}
        for key in sorted(values, key=lambda key: (key not in (LOW, HIGH), key == HIGH)):
            label, value, before = parameter_in_words(key, method), values[key], stated.get(key, values[key])
            if key in kinds.words:
                words = tuple((word, word_of(word, key, method)) for word in kinds.words[key])
                yield self._choice(f"{name}.{key}", label, value, before, words)
            else:
                slider = self._of_posts(values, node, stated or values) if key in (LOW, HIGH) else None
                yield self._number(f"{name}.{key}", label, value, before, slider)

    def _of_posts(self, values: Mapping[str, Any], node: str, stated: Mapping[str, Any]) -> Slider:
        """Goalposts can be moved somewhat beyond what is stated and observed, and not over zero."""
        least, greatest = self.bench.own.spans.get(node, (stated[LOW], stated[HIGH]))
        low, high = min(least, stated[LOW], values[LOW]), max(greatest, stated[HIGH], values[HIGH])
        beyond = (high - low) / 4 or 1.0
        step = round_step((high - low + 2 * beyond) / STEPS_OF_A_SLIDER)
        start = low - beyond if low < 0 else max(low - beyond, 0.0)
        least_step = 1 if values.get("scale") == "log" else -math.inf
        return Slider(max(math.floor(start / step), least_step) * step, math.ceil((high + beyond) / step) * step, step)

    def _number(self, name: str, label: str, value: float, own: float, slider: Slider | None) -> Control:
        said = self.work.asked.said.get(name, in_field(value))
        at = number_in(said)
        placed = replace(slider, at=value if at is None else at) if slider else None
        return Control(name, label, said, in_field(own), tuple(self.faults.get(name, ())), slider=placed)

    def _choice(self, name: str, label: str, value: str, own: str, words: tuple[tuple[str, str], ...]) -> Control:
        return Control(name, label, value, own, tuple(self.faults.get(name, ())), words)


def shares_shown(work: Work) -> Mapping[str, str]:
    """What nodes weigh as it comes out, where it is otherwise than it is."""
    if work.trial is None or work.bench is None:
        return {}
    own = work.bench.own.shares
    return {id: percent(share, 1) for id, share in work.trial.shares.items() if share != own.get(id)}
