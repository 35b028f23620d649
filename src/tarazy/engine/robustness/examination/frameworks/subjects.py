"""Whether an index has indicators of a subject, by the words of their titles in at least two of three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tarazy.engine.model.text import Text
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Requirement, Said
from tarazy.engine.words import LANGUAGES, msg

Stems = Mapping[str, Sequence[str]]  # by language, each how a word begins, as a regular expression
ENOUGH = 2
SHOWN = 3


def covered(material: Material, name: str, stems: Stems) -> Requirement:
    """Met by two indicators or more, partly by one."""
    found = [material.title(id) for id in material.indicators if is_about(material.title(id), stems)]
    if not found:
        return Requirement(name, "not", Said(msg("No indicator has words of this subject in its title.")))
    told: dict[str, float | Text] = {"count": len(found), "names": _together(found[:SHOWN])}
    return Requirement(
        name,
        "met" if len(found) >= ENOUGH else "partly",
        Said(msg("Indicators by their titles: {count}: {names}"), told),
    )


def is_about(title: Text, stems: Stems) -> bool:
    """Whether at least two of the languages of a title have such a word."""
    return sum(_pattern(tuple(stems[lang])).search(title.in_language(lang)) is not None for lang in LANGUAGES) >= 2


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})", re.IGNORECASE)


def _together(titles: list[Text]) -> Text:
    """Titles as one text, a semicolon between them."""
    return Text(**{lang: "; ".join(title.in_language(lang) for title in titles) for lang in LANGUAGES})
