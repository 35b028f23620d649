"""From where on a check of a sheet speaks. A methodology may set each of them; docs/manual/checks.md says whence the
defaults come.
"""

from __future__ import annotations

import msgspec


class CellThresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Of the checks of one cell.

    `change_percent`: a change over the year above it is to be explained. `change_by`: a change of no more than this,
    in the unit of measure, never is. `modified_z_score`: from the other bodies. `others_at_least`: with fewer bodies
    nothing is compared. `sources_differ_percent`: by how much two sources may differ. `above_target_percent`: by how
    much a target may be exceeded. `older_days`: how many days before the period a document may be dated.
    """

    change_percent: float = 50.0
    change_by: float = 0.0
    modified_z_score: float = 3.5
    others_at_least: int = 10
    sources_differ_percent: float = 5.0
    above_target_percent: float = 30.0
    older_days: int = 0


class SheetThresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Of the checks that look at all cells of a sheet together.

    `same_at_least`: with fewer cells to compare, a sheet like that of last year is no wonder. `digits_from`: the
    least whole number whose last digits are looked at. `last_digits_at_least`: with fewer of them their last digits
    are not counted out. `digits_chance`: how seldom honest numbers may look so.
    """

    same_at_least: int = 5
    digits_from: int = 100
    last_digits_at_least: int = 50
    digits_chance: float = 0.001
