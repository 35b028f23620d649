"""From where on something is worth a finding, and who says so."""

from __future__ import annotations

from typing import Final

# OECD/JRC, Handbook on Constructing Composite Indicators (2008), and the audits that the JRC publishes after it.
SKEWNESS: Final = 2.0
KURTOSIS: Final = 3.5
KNOWN_OF_INDICATOR: Final = 0.65  # share of the units with a value
KNOWN_OF_UNIT: Final = 0.65  # share of the indicators with a value
REDUNDANT: Final = 0.92
ONE_COMPONENT: Final = 1.0  # Kaiser: an eigenvalue above that of a column alone
ALPHA: Final = 0.6  # Nunnally asks for 0.7 of tests; indices are made of fewer and more different columns
ADEQUATE: Final = 0.6
SHARE_OF_FIRST: Final = 0.5
FEWEST_UNITS: Final = 20  # below it coefficients mislead more than they tell

# Ours: each is the point from which the figure would change what a reader does.
IMPUTED: Final = 0.2
DOUBTFUL: Final = 0.1
AT_END: Final = 0.25  # share of units at the best or the worst points
NEAR_BEST: Final = 0.5  # share of units within a hundredth of the scale of the best points
ONE_VALUE: Final = 0.5
AGAINST_PARENT: Final = -0.1
ELSEWHERE: Final = 0.15  # by how much a coefficient with another dimension is above that with its own ...
GOES_WITH: Final = 0.3  # ... and how great it is at least
SIZE: Final = 0.7
LOW_IMPORTANCE: Final = 0.5  # of the weight
HIGH_IMPORTANCE: Final = 2.0
NOTABLE: Final = 0.05  # a share of less is too small to speak of
SILENT: Final = 0.05
ALIKE: Final = 0.1  # share of all pairs of units closer than a hundredth of the scale
TIED: Final = 0.2
SPAN: Final = 0.15  # of the scale
NOT_COUNTED: Final = 0.1
SAME_ORDER: Final = 0.95  # rank correlation of a part with the index
MOVED: Final = 0.25  # share of the units that move notably between two orders
PLACES: Final = 0.05  # of all units: how far a unit must move for the move to be noticed
WIDE: Final = 0.25  # of all places: an interval of ranks
SURE: Final = 0.05  # of chance
NEARLY_ALL: Final = 0.8
CLEARLY_AGAINST: Final = -0.3
