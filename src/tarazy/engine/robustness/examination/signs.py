"""What speaks for and against the sign with which an indicator enters."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.lexicon import Reading, Sense, sense_of_goals, sense_of_title
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.statistics.tails import student_beyond

FEWEST_SIBLINGS: Final = 3
Speaks = Literal["against", "silent", "for"]
Sureness = Literal["certain", "likely", "possible"]


class Sign(NamedTuple):
    """The evidence about one indicator.

    `word`: what the title says; None: nothing, or its values are marks that somebody gave, whose title says nothing of
    their direction. `r_index`, `n`: the correlation with the index without the indicator, over how many units;
    `r_parent`: with the other children of its parent; `siblings_against` of `siblings`: with how many of them, or of
    all other indicators where it is an only child, it goes the other way.
    """

    word: Reading | None
    words: Speaks
    goals: Speaks
    figures: Speaks
    strongly: bool
    r_index: float
    n: int
    r_parent: float
    siblings_against: int
    siblings: int

    @property
    def sureness(self) -> Sureness | None:
        """How sure it is that the sign is wrong; None: nothing says so."""
        texts = (self.words, self.goals)
        against = texts.count("against")
        if against == 2 or (against == 1 and self.figures == "against" and "for" not in texts):
            return "certain"
        if against == 1:
            return "likely" if "for" not in texts and self.figures == "silent" else "possible"
        return "possible" if self.strongly and texts == ("silent", "silent") else None


def sign_of(material: Material, id: str) -> Sign:
    """Weigh the evidence about one indicator."""
    indicator = material.indicator(id)
    is_mark = material.is_mark(id)
    word = None if is_mark else sense_of_title(indicator.title)
    parent = material.parent(id)
    r_index, n = material.r_with_others(id, INDEX)
    r_parent = material.r_with_others(id, parent)[0]
    known = _with_others(material, id, parent)
    against = sum(one < 0 for one in known)
    figures = _figures(r_index, n)
    # The few parts of an index are many indicators each.
    enough = len(known) >= (2 if parent == INDEX else FEWEST_SIBLINGS)
    nearly_all = enough and against >= limits.NEARLY_ALL * len(known)
    strongly = figures == "against" and nearly_all and max(r_index, r_parent) <= limits.CLEARLY_AGAINST
    return Sign(
        word=word,
        words=_speaks(word.sense if word else None, indicator.better),
        goals="silent" if is_mark else _speaks(sense_of_goals(indicator.goals), indicator.better),
        figures=figures,
        strongly=strongly,
        r_index=r_index,
        n=n,
        r_parent=r_parent,
        siblings_against=against,
        siblings=len(known),
    )


def _with_others(material: Material, id: str, parent: str) -> list[float]:
    """The coefficients with the other children of the parent; those of an only child with all other indicators."""
    siblings = [other for other in material.children(parent) if other != id]
    among = siblings or [other for other in material.indicators if other != id]
    return [one for one in (material.r(id, other) for other in among) if not math.isnan(one)]


def _speaks(sense: Sense | None, better: str) -> Speaks:
    if sense is None:
        return "silent"
    return "for" if (sense == "good") == (better == "higher") else "against"


def _figures(r: float, n: int) -> Speaks:
    """Whether the indicator goes with the rest of the index or against it, beyond what chance would do."""
    if math.isnan(r) or n < 4 or chance_of(r, n) > limits.SURE:
        return "silent"
    return "for" if r > 0 else "against"


def chance_of(r: float, n: int) -> float:
    """How often a coefficient would be so far from zero where there is no relation.

    >>> round(chance_of(0.5, 20), 3)
    0.025
    """
    if abs(r) >= 1:
        return 0.0
    return student_beyond(abs(r) * math.sqrt((n - 2) / (1 - r * r)), n - 2)
