"""Where in the section `uncertainty` something changed: its assumption, its choice, the method within it."""

from __future__ import annotations

from typing import Final

import msgspec

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import Assumption, Choice, ChoiceOfMethods, Stated
from tarazy.engine.steps import TITLES

# The path within the section: uncertainty, assumptions, id, choices, id, step, and what is within the step's method.
_ASSUMPTION: Final = 2
_CHOICE: Final = 4
STEP: Final = 5


def titles(path: tuple[str, ...], *methodologies: Methodology) -> dict[int, Text]:
    """The titles of the assumption and of the choice that a path leads through, by their places in it."""
    found: dict[int, Text] = {}
    for methodology in methodologies:
        if assumption := _assumption(path, methodology):
            found.setdefault(_ASSUMPTION, assumption.title)
        if choice := _choice(path, methodology):
            found.setdefault(_CHOICE, choice.title)
    return found


def told_of(struct: msgspec.Struct) -> list[msgspec.structs.FieldInfo]:
    """The keys of which something is told, in their order; of an assumption, whose id and title the path has named,
    what it says first and who says so last.
    """
    fields = list(msgspec.structs.fields(struct))
    if not isinstance(struct, Stated):
        return fields
    said = [field for field in fields if field.name not in ("assumption", "title", "source", "date")]
    return said + [field for field in fields if field.name in ("source", "date")]


def step_of(path: tuple[str, ...]) -> str:
    """The step of a choice that a path leads to or through; empty where it leads elsewhere."""
    is_within = path[0] == "uncertainty" and len(path) > STEP and path[_CHOICE - 1] == "choices"
    return path[STEP] if is_within and path[STEP] in TITLES else ""


def method_of(path: tuple[str, ...], *methodologies: Methodology) -> str:
    """The method of a choice within which something changed, as `step.method`; only the step where the method itself
    is another.
    """
    step, keys = step_of(path), path[STEP + 1 :]
    for methodology in methodologies:
        choice = _choice(path, methodology)
        taken = choice.methods.get(step) if choice else None
        if isinstance(taken, tuple) and len(keys) > 1:
            return f"{step}.{keys[0].split()[0]}"
        if taken is not None and not isinstance(taken, tuple) and keys:
            return f"{step}.{taken.method}"
    return step


def _assumption(path: tuple[str, ...], methodology: Methodology) -> Assumption | None:
    said = methodology.uncertainty.assumptions if methodology.uncertainty and path[0] == "uncertainty" else ()
    return next((one for one in said if path[_ASSUMPTION : _ASSUMPTION + 1] == (one.assumption,)), None)


def _choice(path: tuple[str, ...], methodology: Methodology) -> Choice | None:
    assumption = _assumption(path, methodology)
    choices = assumption.choices if isinstance(assumption, ChoiceOfMethods) else ()
    return next((one for one in choices if path[_CHOICE : _CHOICE + 1] == (one.choice,)), None)
