"""A text beside the version in force: what it says otherwise, and who would move."""

from __future__ import annotations

from typing import Any

from tarazy.engine.differences import Wording, differences, reach_in_words, told
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import ProblemsFound
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of, version_compared_with
from tarazy.web.rooms.results.queries.moved import moved_in_words
from tarazy.web.rooms.results.queries.movement import movements
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.written import in_language, language

MOST_PROBLEMS = 200


def compared(new: Methodology) -> dict[str, Any]:
    """With the version in force, else the one registered last; with nothing to compare only that this is the first."""
    before = version_compared_with(new.methodology, but=new.version)
    if before is None:
        return {"before": None}
    return {"before": before, **_texts(before, new), **_movements(methodology_of(before), new)}


def _texts(before: Version, new: Methodology) -> dict[str, Any]:
    """Said by what the texts write, since whoever reads this writes them."""
    old, named = methodology_of(before), kinds()
    wording = Wording(language(), kind=lambda id: in_language(named[id].plural) if id in named else id)
    changes = differences(old, new)
    return {
        "reach": list(reach_in_words(old, new, changes, wording)),
        "things": list(told(old, new, changes, wording)),
    }


def _movements(old: Methodology, new: Methodology) -> dict[str, Any]:
    try:
        found = movements(old, new)
    except ProblemsFound as refused:
        return {"refused": [problem.in_language(language()) for problem in refused.problems[:MOST_PROBLEMS]]}
    return moved_in_words(found, old, new)
