"""The specifications of the pictures that pages show. What is written in them comes in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal

Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
LABEL_WIDTH: Final = 46  # what a year needs on an axis
END_LABEL_WIDTH: Final = 46  # what a score needs behind the last point
KEY_WIDTH: Final = 56  # what stands before and after a name in a legend
LETTER_WIDTH: Final = 7
FEW_POINTS: Final = 12
COLOURS: Final = ("var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)")


@dataclass(frozen=True)
class Line:
    """A line over the periods of a chart, one value a period, None where there is none.

    `role`: `main` is drawn strongly with its last value (`last`), `former` is a part of it before a break, `context`
    stands thinly behind. At each of `breaks` (periods) the line is interrupted, and a dashed line stands before it.
    """

    name: str
    values: Sequence[float | None]
    role: Literal["main", "former", "context"] = "main"
    last: str = ""
    breaks: Collection[str] = ()


def trend(periods: Sequence[str], lines: Sequence[Line], width: int, height: int) -> Spec:
    """Lines over periods; what lies between a gap or a break and the next point is not bridged."""
    broken = {period for line in lines for period in line.breaks}
    main = [line for line in lines if line.role == "main"]
    layers = [
        _paths(_rows([line for line in lines if line.role == "context"], periods), _context()),
        *(_break_lines([period for period in periods if period in broken], width / len(periods))),
        _paths(_rows([line for line in lines if line.role == "former"], periods), _former()),
        _paths(_rows(main, periods), _strong(main, width)),
        _dots(_rows([line for line in lines if line.role != "context"], periods), main, len(periods)),
        _end_labels(main, periods),
    ]
    encoding = {
        "x": {
            "field": "period",
            "type": "ordinal",
            "scale": {"domain": list(periods), "padding": 0.5},
            "axis": {"title": None, "grid": False, "values": _labelled(periods, width)},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False, "nice": True},
            "axis": {"title": None, "tickCount": 4 if height < 220 else 5},
        },
    }
    return sized({"encoding": encoding, "layer": [layer for layer in layers if layer]}, width, height)


def sized(spec: Spec, width: int, height: int) -> Spec:
    """A picture of exactly this size, its axes and legends within."""
    fit = {"type": "fit", "contains": "padding"}
    return {"$schema": SCHEMA, "width": width, "height": height, "autosize": fit, **spec}


def _labelled(periods: Sequence[str], width: int) -> list[str]:
    """As many periods as can be written side by side, the last one always."""
    step = -(-len(periods) * LABEL_WIDTH // width)
    return list(periods)[::-1][:: max(1, step)][::-1]


def _rows(lines: Sequence[Line], periods: Sequence[str]) -> list[Spec]:
    """Points with the unbroken stretch (`part`) that each belongs to."""
    rows = []
    for number, line in enumerate(lines):
        stretch = 0
        for period, value in zip(periods, line.values, strict=True):
            stretch += period in line.breaks or value is None
            if value is not None:
                rows.append({"line": line.name, "part": f"{number}.{stretch}", "period": period, "value": value})
    return rows


def _paths(rows: list[Spec], mark: Spec) -> Spec:
    """The stretches of at least two points; a single point has no path."""
    ordered = sorted(rows, key=lambda row: row["part"])
    kept = [row for _, part in groupby(ordered, lambda row: row["part"]) for row in _at_least_two(list(part))]
    if not kept:
        return {}
    encoding = {"detail": [{"field": "part"}], **mark.get("encoding", {})}
    return {"data": {"values": kept}, "mark": mark["mark"], "encoding": encoding}


def _at_least_two(rows: list[Spec]) -> list[Spec]:
    return rows if len(rows) > 1 else []


def _context() -> Spec:
    return {"mark": {"type": "line", "stroke": "var(--series-context)", "strokeWidth": 1, "opacity": 0.45}}


def _former() -> Spec:
    return {"mark": {"type": "line", "stroke": COLOURS[0], "strokeWidth": 2, "strokeDash": [5, 3]}}


def _strong(main: Sequence[Line], width: int) -> Spec:
    mark = {"type": "line", "strokeWidth": 2.5, "strokeJoin": "round", "strokeCap": "round"}
    return {"mark": mark, "encoding": {"stroke": {**_colours(main), "legend": _legend(main, width)}}}


def _colours(main: Sequence[Line]) -> Spec:
    names = [line.name for line in main]
    return {"field": "line", "type": "nominal", "scale": {"domain": names, "range": list(COLOURS[: len(names)])}}


def _legend(main: Sequence[Line], width: int) -> Spec | None:
    """The names of strong lines above the chart, where there is more than one; below each other where they would not
    stand side by side.
    """
    long = sum(KEY_WIDTH + LETTER_WIDTH * len(line.name) for line in main)
    legend = {
        "title": None,
        "orient": "top",
        "direction": "horizontal" if long < width else "vertical",
        "labelColor": "var(--ink)",
        "labelFontSize": 12,
        "labelLimit": 260,
        "symbolType": "stroke",
        "symbolStrokeWidth": 3,
        "columnPadding": 32,  # names are measured in another typeface than the page writes them in
    }
    return legend if len(main) > 1 else None


def _dots(rows: list[Spec], main: Sequence[Line], count: int) -> Spec:
    """Every point where they are few, else only those that no path reaches."""
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["part"]] = sizes.get(row["part"], 0) + 1
    kept = rows if count <= FEW_POINTS else [row for row in rows if sizes[row["part"]] == 1]
    names = {line.name for line in main}
    fill = {**_colours(main), "legend": None}
    mark = {"type": "point", "filled": True, "opacity": 1, "size": 46, "stroke": "var(--sheet)", "strokeWidth": 1.5}
    kept = [row if row["line"] in names else {**row, "line": main[0].name if main else ""} for row in kept]
    return {"data": {"values": kept}, "mark": mark, "encoding": {"fill": fill}} if kept else {}


def _end_labels(main: Sequence[Line], periods: Sequence[str]) -> Spec:
    rows = []
    for line in main:
        last = next((at for at in reversed(range(len(periods))) if line.values[at] is not None), None)
        if last is not None and line.last:
            rows.append({"line": line.name, "period": periods[last], "value": line.values[last], "label": line.last})
    mark = {"type": "text", "dy": -11, "fontSize": 13, "fontWeight": 600, "fill": "var(--ink)"}
    encoding = {"text": {"field": "label", "type": "nominal"}}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding} if rows else {}


def _break_lines(periods: Sequence[str], step: float) -> Iterator[Spec]:
    if periods:
        rows = [{"period": period} for period in periods]
        mark = {"type": "rule", "xOffset": -step / 2, "stroke": "var(--line-strong)", "strokeDash": [3, 3]}
        yield {"data": {"values": rows}, "mark": mark, "encoding": {"y": None}}
