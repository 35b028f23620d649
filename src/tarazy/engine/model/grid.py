"""Observations of a table so large that only their values are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Grid:
    """A value for each variable and period (`columns`: its row in `values`) and each unit, NaN = no observation.

    All are totals of the series `statistics`, first revisions, without a status; every row of the table has been found
    sound. `values`: float64[columns, units]; `ids`: the units, sorted. What else a row says (where it stands, its
    source) is not kept: a run needs none of it, an explanation does.
    """

    ids: NDArray[np.str_]
    columns: Mapping[tuple[str, str], int]
    values: NDArray[np.float64]

    @cached_property
    def periods(self) -> tuple[str, ...]:
        return tuple(sorted({period for _, period in self.columns}))

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(~np.isnan(self.values[row]))) for row in self.columns.values())
