"""How much of a parent's differences a child accounts for. One place decides how that is found."""

from __future__ import annotations

from tarazy.engine.statistics.correlations import squared

# The square of the correlation: exact where the two lie on a line. A correlation ratio, which any curve may follow,
# takes its place here.
importance_of = squared
