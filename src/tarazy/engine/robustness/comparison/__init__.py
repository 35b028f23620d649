"""Two methodologies on the same figures, or one on two: who moves and why."""

from tarazy.engine.robustness.comparison.account import account_of
from tarazy.engine.robustness.comparison.changes import CHANGES
from tarazy.engine.robustness.comparison.compared import Comparison, Progress, compare
from tarazy.engine.robustness.comparison.frame import changes_frame, frame
from tarazy.engine.robustness.comparison.given import check_size, check_table, check_units_given, sides, units_of_both
from tarazy.engine.robustness.comparison.periods import in_every_period
from tarazy.engine.robustness.comparison.split import Parts, split
from tarazy.engine.robustness.comparison.worlds import Rule, Side

__all__ = [
    "CHANGES",
    "Comparison",
    "Parts",
    "Progress",
    "Rule",
    "Side",
    "account_of",
    "changes_frame",
    "check_size",
    "check_table",
    "check_units_given",
    "compare",
    "frame",
    "in_every_period",
    "sides",
    "split",
    "units_of_both",
]
