"""A comparison for the eye: who moved, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tarazy.cli.language import spoken, told
from tarazy.cli.table import aligned, names_of
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison import CHANGES, Comparison, Side, frame
from tarazy.engine.words import in_words, msg, with_decimals

_RIGHT: Final = (False, True, True, True, True, True, True, True, True, True, True)
_ABSENT: Final = {
    "no_such_node": msg("not in this methodology"),
    "not_assessed": msg("not of an assessed kind"),
    "does_not_exist": msg("did not exist in the period"),
}
_NOT_SPLIT: Final = {
    "too_many_units": msg("not split: too many units"),
    "not_separable": msg("not split: no score with figures and rule of different sides"),
}
Row = dict[str, Any]


def lines(comparison: Comparison, units: Units | None) -> Iterator[str]:
    """Both sides, then the index for each peer group: those that moved most first, then those without a score."""
    hashes = [side.methodology.hash for side in comparison.sides]
    for letter, side in zip("AB", comparison.sides, strict=True):
        text = f"  SHA-256 {side.methodology.hash[:12]}…" if hashes[0] != hashes[1] else ""
        yield f"{letter}: {_told_side(side)}{text}"
    if len(comparison.changes) > 1:
        told_of = "; ".join(" + ".join(told(CHANGES[name]) for name in names) for names in comparison.changes)
        yield told(msg("What differs in the rule: {changes}."), changes=told_of)
    names = names_of(units, spoken())
    rows = _index_rows(comparison)
    for group in sorted({row["peer_group"] or "" for row in rows}):
        members = [row for row in rows if (row["peer_group"] or "") == group]
        yield ""
        if group:
            yield group
        yield from _group(comparison, members, names)


def _told_side(side: Side) -> str:
    methodology = side.methodology
    title = methodology.title.in_language(spoken())
    if side.rule.period == side.period:
        return f"{title} ({methodology.id}), {side.period}"
    return told(
        msg("{title} ({id}), figures of {period}, rule as it stands in {rule}"),
        title=title,
        id=methodology.id,
        period=side.period,
        rule=side.rule.period,
    )


def _index_rows(comparison: Comparison) -> list[Row]:
    return frame(comparison).filter(node="index").to_dicts()


def _group(comparison: Comparison, rows: list[Row], names: dict[str, str]) -> Iterator[str]:
    both = [row for row in rows if row["reason"] != "no_score"]
    both.sort(key=lambda row: (-abs(row["rank_change"] or 0), -abs(row["score_change"]), row["unit"]))
    decimals = [side.methodology.points.decimals + 1 for side in comparison.sides]
    if both:
        yield from aligned([_header(), *(_row(row, names, max(decimals)) for row in both)], _RIGHT)
    for row in rows:
        if row["reason"] == "no_score":
            parts = [f"{letter.upper()}: {why}" for letter in "ab" if (why := _why_absent(row[f"reason_{letter}"]))]
            yield f"{_named(row, names)}  {'; '.join(parts)}"


def _why_absent(reason: str | None) -> str:
    if reason is None:
        return ""
    return told(_ABSENT[reason]) if reason in _ABSENT else reason_in_words(reason, spoken())


def _header() -> tuple[str, ...]:
    change = told(msg("Change"))
    data, rule, peers = (told(one) for one in (msg("data"), msg("rule"), msg("peers")))
    parts = (change, data, rule, peers)
    return (told(msg("Unit")), told(msg("Place")), *parts, told(msg("Score")), *parts)


def _row(row: Row, names: dict[str, str], decimals: int) -> tuple[str, ...]:
    ranks = (_signed(row[f"rank_{part}"], 2) for part in ("change", "data", "rule", "peers"))
    scores = (_signed(row[f"score_{part}"], decimals) for part in ("change", "data", "rule", "peers"))
    place = " → ".join(_place(row[name]) for name in ("rank_a", "rank_b"))
    score = " → ".join(with_decimals(row[name], decimals - 1, spoken()) for name in ("score_a", "score_b"))
    name = _named(row, names)
    if why := _NOT_SPLIT.get(row["reason"] or ""):
        name = f"{name}; {told(why)}"
    return (name, place, *ranks, score, *scores)


def _named(row: Row, names: dict[str, str]) -> str:
    return f"{names[row['unit']]} ({row['unit']})" if row["unit"] in names else str(row["unit"])


def _place(rank: float | None) -> str:
    return "–" if rank is None else in_words(rank, spoken())


def _signed(number: float | None, decimals: int) -> str:
    """With its sign, in as many decimals as it needs, at most so many; nothing where there is none."""
    if number is None:
        return ""
    rounded = round(number, decimals)
    if rounded == 0:
        return "0"
    return ("+" if rounded > 0 else "") + in_words(rounded, spoken())


def summary(comparison: Comparison, units: Units | None) -> Iterator[str]:
    """In one sentence: how many moved, and who most."""
    names = names_of(units, spoken())
    rows = [row for row in _index_rows(comparison) if row["rank_change"] is not None]
    moved = [row for row in rows if row["rank_change"]]
    yield ""
    if not moved:
        yield told(msg("Units with a place on both sides: {count}. Nobody moves."), count=len(rows))
        return
    most = max(moved, key=lambda row: (abs(row["rank_change"]), abs(row["score_change"])))
    said = {part: _signed(most[f"rank_{part}"], 2) or "?" for part in ("data", "rule", "peers")}
    yield told(
        msg(
            "Units with a place on both sides: {count}; of these {moved} move. {unit} moves most, from {first} to "
            "{second}: data {data}, rule {rule}, peers {peers} (a minus is a move up)."
        ),
        count=len(rows),
        moved=len(moved),
        unit=_named(most, names),
        first=_place(most["rank_a"]),
        second=_place(most["rank_b"]),
        **said,
    )
