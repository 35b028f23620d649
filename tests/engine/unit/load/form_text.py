"""The tiny methodology with all that the collection form may be told of one variable."""

from __future__ import annotations

from collections.abc import Mapping

from tests.engine.unit.load.tiny_text import VARIABLES, changed

REPORTED = '    reported_by: {kk: "Полиция", ru: "Полиция", en: "Police"}'
WHY = '    why: {kk: "Адам өмірі үшін", ru: "Ради жизни людей", en: "For lives"}'
COLLECTED = "    collected: quarter"
EVIDENCE = """    evidence:
      document: {kk: "Есеп", ru: "Отчёт", en: "Report"}
      source: "Law of 2013, article 5"
"""


def asked(*keys: str) -> Mapping[str, bytes]:
    """With these keys below the variable `accidents_all`; all three without any."""
    return changed(VARIABLES, REPORTED, "\n".join((REPORTED, *(keys or (WHY, COLLECTED, EVIDENCE)))))
