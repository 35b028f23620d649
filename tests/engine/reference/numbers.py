"""Twelve digits, rounding, places: by decimal arithmetic and counting."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext


def twelve(x: float) -> float:
    """The number that its first twelve significant digits write."""
    return float(f"{x:.11e}")


def rounded(x: float, decimals: int, how: str) -> float:
    """The decimal number with so many decimals nearest to what the first twelve digits write."""
    mode = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}[how]
    with localcontext(prec=400):
        # Where twelve digits end before the decimals to be kept, rounding must not take whole digits away.
        written = Decimal(f"{x:.11e}") if abs(x) * 10**decimals < 1e12 else Decimal(x)
        return float(written.quantize(Decimal(1).scaleb(-decimals), rounding=mode)) + 0.0


def change(now: float, before: float) -> float:
    """now - before, in the digits that twelve significant digits of the larger of the two leave it."""
    larger = max(abs(now), abs(before))
    if larger == 0:
        return 0.0
    with localcontext(prec=400):
        unit = Decimal(1).scaleb(Decimal(larger).adjusted() - 11)
        return float(Decimal(now - before).quantize(unit, rounding=ROUND_HALF_EVEN)) + 0.0


def place(own: float, all_of_group: list[float], highest_first: bool, ties: str) -> float:
    """The place of a number among those of its group, itself among them, by counting."""
    mine = twelve(own)
    others = [twelve(x) for x in all_of_group]
    better = [x for x in others if (x > mine if highest_first else x < mine)]
    same = [x for x in others if x == mine]
    if ties in ("competition", "lowest"):
        return len(better) + 1
    if ties == "dense":
        return len(set(better)) + 1
    if ties == "highest":
        return len(better) + len(same)
    first, last = len(better) + 1, len(better) + len(same)
    return (first + last) / 2
