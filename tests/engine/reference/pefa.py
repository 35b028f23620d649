"""PEFA's two methods by letters: the weakest link by looking, averaging by the framework's table, row by row."""

from __future__ import annotations

POINTS = {"D": 1.0, "D+": 1.5, "C": 2.0, "C+": 2.5, "B": 3.0, "B+": 3.5, "A": 4.0}
LETTER = {1.0: "D", 2.0: "C", 3.0: "B", 4.0: "A"}

# The letters of the dimensions, sorted from the lowest, and the letter of the indicator.
CONVERSION = """
DD D    DC D+   DB C    DA C+   CC C    CB C+   CA B    BB B    BA B+   AA A
DDD D   DDC D+  DDB D+  DDA C   DCC D+  DCB C   DCA C+  DBB C+  DBA B   DAA B
CCC C   CCB C+  CCA B   CBB B   CBA B   CAA B+  BBB B   BBA B+  BAA A   AAA A
DDDD D  DDDC D  DDDB D+ DDDA D+ DDCC D+ DDCB D+ DDCA C  DDBB C  DDBA C+ DDAA C+
DCCC D+ DCCB C  DCCA C+ DCBB C+ DCBA C+ DCAA B  DBBB C+ DBBA B  DBAA B  DAAA B+
CCCC C  CCCB C+ CCCA C+ CCBB C+ CCBA B  CCAA B  CBBB B  CBBA B  CBAA B+ CAAA B+
BBBB B  BBBA B+ BBAA B+ BAAA A  AAAA A
"""
_WORDS = CONVERSION.split()
TABLE = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


def weakest_link(scores: list[float]) -> float | None:
    """None: one of the scores is no letter."""
    if any(score not in LETTER for score in scores):
        return None
    lowest = LETTER[min(scores)]
    return POINTS[lowest] if all(LETTER[score] == lowest for score in scores) else POINTS[lowest + "+"]


def averaged(scores: list[float]) -> float | None:
    """None: one of the scores is no letter, or they are more than the table holds."""
    if any(score not in LETTER for score in scores) or len(scores) > 4:
        return None
    letters = "".join(sorted((LETTER[score] for score in scores), reverse=True))
    return POINTS[TABLE[letters]] if len(letters) > 1 else POINTS[letters]
