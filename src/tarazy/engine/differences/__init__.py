"""What two methodologies do not say alike, and the same in words."""

from tarazy.engine.differences.found import Change, differences
from tarazy.engine.differences.touched import first_period, kinds_affected
from tarazy.engine.differences.words import Told, Wording, reach_in_words, told

__all__ = ["Change", "Told", "Wording", "differences", "first_period", "kinds_affected", "reach_in_words", "told"]
