"""The walk from each value to the points it lost: who says so, how it became a score, what it weighs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from tarazy.engine.explanation import Explanation, Input, NodeExplained, Taken
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.text import Text
from tarazy.engine.steps import TITLES
from tarazy.engine.words import say
from tarazy.web.rooms.observatory.models import Source
from tarazy.web.rooms.observatory.queries.about_unit import Flags, flags_of
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.variables import sources
from tarazy.web.rooms.results.queries.trees import leaves
from tarazy.web.rooms.results.queries.what_if import exact
from tarazy.web.ui.parts import Given, Step, Together, Walk, WalkedPart
from tarazy.web.ui.written import in_language, language, number, percent, with_unit
from tarazy.web.ui.written import period as period_text

OF_AN_INDICATOR = ("apply", "value", "denominate", "missing", "treat", "normalise", "adjust", "round")
OF_A_DIMENSION = ("weigh", "missing", "aggregate", "adjust", "round")
Href = Callable[[str], str]  # where the page of a variable lies


def walks_of(explained: Explanation, href: Href) -> list[WalkedPart]:
    """Every indicator by the part of the index in which it stands, and last how the parts were put together."""
    whole = Together(in_language(explained.tree.title), sentences(explained.tree, OF_A_DIMENSION))
    return [*parts_walked(explained, explained.tree.children, href), WalkedPart(whole.title, [], [whole])]


def parts_walked(explained: Explanation, parts: Sequence[NodeExplained], href: Href) -> list[WalkedPart]:
    """The walks of the indicators of some parts, and how each of them and the dimensions in it were put together."""
    named = [given for part in parts for leaf in leaves(part) for given in leaf.inputs]
    known = sources({given.source for given in named if given.source})
    flags = flags_of(explained.unit, {given.variable for given in named})
    found = []
    for part in parts:
        walks = [
            walk_of(explained, leaf, [given_of(one, href, known, flags) for one in leaf.inputs])
            for leaf in leaves(part)
        ]
        found.append(WalkedPart(in_language(part.title), walks, list(together(part))))
    return found


def walk_of(explained: Explanation, leaf: NodeExplained, given: list[Given]) -> Walk:
    value = with_unit(number(leaf.value), leaf.unit_of_measure) if leaf.value is not None else ""
    return Walk(
        node=leaf.node,
        code=leaf.code or "",
        title=in_language(leaf.title),
        score=number(leaf.score, explained.decimals),
        reason=reason_in_words(leaf.reason, language()) if leaf.reason else "",
        given=given,
        steps=[*method_steps(explained.decimals, leaf, value), *weight_steps(explained.decimals, leaf)],
    )


def given_of(given: Input, href: Href, known: Mapping[str, Source], flags: Flags) -> Given:
    source, of_period = known.get(given.source), (given.variable, given.period)
    broken, doubt = flags.breaks.get(of_period), flags.doubts.get(of_period)
    return Given(
        title=in_language(given.title),
        href=href(given.variable),
        period=period_text(given.period),
        value=with_unit(exact(given.value), given.unit_of_measure) if given.value is not None else "",
        status=status_in_words(given.status),
        source=f"{in_language(source.title)}. {in_language(source.published_by.name)}" if source else "",
        source_href=source.url if source else "",
        doubt=in_language(doubt.note) if doubt else "",
        broken=in_language(broken.note) if broken else "",
    )


def method_steps(decimals: int, leaf: NodeExplained, value: str) -> list[Step]:
    """What the methodology did with the value, in the engine's words."""
    steps = [step for step in leaf.steps if step.step in OF_AN_INDICATOR]
    return [
        Step(
            label=_("Value") if step.step == "value" else say(TITLES[step.step], language()),
            text=in_words(step, leaf),
            amount=amount(step, decimals, value if last_of_its_value(steps, step) else ""),
        )
        for step in steps
    ]


def last_of_its_value(steps: list[Taken], step: Taken) -> bool:
    """Whether this step has made the value that is published: the formula, or what divides after it."""
    return step is next((one for one in reversed(steps) if one.step in ("value", "denominate")), None)


def amount(step: Taken, decimals: int, value: str) -> str:
    if step.result is None:
        return ""
    if step.step in ("normalise", "adjust", "round"):
        return _("%(points)s points") % {"points": number(step.result, decimals)}
    return value


def weight_steps(decimals: int, leaf: NodeExplained) -> list[Step]:
    """The weight, and the points lost for the index."""
    if leaf.score is None or leaf.index_weight is None or leaf.points_lost is None:
        return []
    words = {"weight": percent(leaf.weight, 1), "index_weight": percent(leaf.index_weight, 1)}
    brought = [] if leaf.contribution is None else [number(leaf.contribution, decimals)]
    lost = number(-leaf.points_lost, decimals)
    return [
        Step(
            _("Weight"),
            _("%(weight)s of its part, %(index_weight)s of the whole index.") % words,
            _("brings %(points)s") % {"points": brought[0]} if brought else "",
        ),
        Step(
            _("Points lost"),
            _("So much higher would the index be, before rounding, with the best possible score here alone."),
            lost,
        ),
    ]


def together(node: NodeExplained) -> Iterator[Together]:
    """How the children of the dimension and of those below were put together: weights, what is missing, the mean."""
    if not node.is_indicator:
        yield Together(in_language(node.title), sentences(node, OF_A_DIMENSION))
    for child in node.children:
        yield from together(child)


def sentences(node: NodeExplained, steps: Collection[str]) -> list[str]:
    return [in_words(step, node) for step in node.steps if step.step in steps]


def in_words(step: Taken, node: NodeExplained) -> str:
    """A step's sentence with its numbers as the page writes them and nodes by their titles."""
    told = say(step.text, language(), _Told(step.numbers, node.titles))
    return f"{told} {in_language(step.note)}" if step.note else told


class _Told(Mapping[str, str]):
    """The numbers of a step as the page writes them; a step has many that its sentence does not name."""

    def __init__(self, numbers: Mapping[str, float | int | str], titles: Mapping[str, Text]) -> None:
        self._numbers, self._titles = numbers, titles

    def __getitem__(self, name: str) -> str:
        given = self._numbers[name]
        return in_language(self._titles.get(given, given)) if isinstance(given, str) else number(given)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
