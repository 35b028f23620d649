"""Two methodologies on the same figures, or one on two: who moves and why."""

from tarazy.engine.robustness.comparison.changes import CHANGES
from tarazy.engine.robustness.comparison.compared import Comparison, Progress, compare
from tarazy.engine.robustness.comparison.split import Parts, split
from tarazy.engine.robustness.comparison.worlds import Rule, Side

__all__ = ["CHANGES", "Comparison", "Parts", "Progress", "Rule", "Side", "compare", "split"]
