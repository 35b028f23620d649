"""The specification of lying bars, a line of the picture each. What is written in them comes in the reader's
language.

Names stand above the bars and the legend is upright: texts are measured in another typeface than the page writes them
in, so nothing may depend on how long they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.reports.charts import Spec, sized

THICK: Final = 14
STEP: Final = 44
LOWER: Final = 9  # how far a bar lies below the middle of its line, so that its name has room above it
LINE_OF_LEGEND: Final = 18
ROOM_AT_END: Final = 60  # for what is written behind the longest bar


@dataclass(frozen=True)
class Part:
    """What the colour of a part of a bar means."""

    name: str
    colour: str


@dataclass(frozen=True)
class Bar:
    """A bar: how long each of its parts is, in the order of the parts, and what is written at its end."""

    name: str
    lengths: Sequence[float]
    written: str


@dataclass(frozen=True)
class Upright:
    """A line across all bars, such as a target, and its name."""

    at: float
    name: str


def bars(shown: Sequence[Bar], parts: Sequence[Part], width: int, upright: Upright | None = None) -> Spec:
    """Bars one below another, the first on top."""
    # Two bars of one name are two.
    keys = [str(number) for number, _ in enumerate(shown)]
    longest = max([*(sum(bar.lengths) for bar in shown), upright.at if upright else 0.0]) or 1.0
    scale = {"domain": [0, longest * width / (width - ROOM_AT_END)], "nice": False}
    x = {"type": "quantitative", "axis": None, "scale": scale}
    encoding = {
        "y": {"field": "bar", "type": "ordinal", "sort": None, "scale": {"domain": keys}, "axis": None},
        "x": {"field": "from", **x},
    }
    names = [{"bar": key, "from": 0, "text": bar.name} for key, bar in zip(keys, shown, strict=True)]
    ends = [{"bar": key, "from": sum(bar.lengths), "text": bar.written} for key, bar in zip(keys, shown, strict=True)]
    layers = [
        *([_across(upright)] if upright else []),
        _lengths(keys, shown, parts),
        *_written(names, {"fontSize": 13, "limit": width - 10, "yOffset": -LOWER}),
        *_written(ends, {"dx": 6, "fontWeight": 600, "yOffset": LOWER}),
    ]
    height = len(shown) * STEP + (len(parts) + 1) * LINE_OF_LEGEND
    return sized({"encoding": encoding, "layer": layers}, width, height)


def _lengths(keys: Sequence[str], shown: Sequence[Bar], parts: Sequence[Part]) -> Spec:
    rows = []
    for key, bar in zip(keys, shown, strict=True):
        start = 0.0
        for part, length in zip(parts, bar.lengths, strict=True):
            if length:
                rows.append({"bar": key, "part": part.name, "from": start, "to": start + length})
            start += length
    legend = {
        "title": None,
        "orient": "top",
        "direction": "vertical",
        "labelColor": "var(--ink)",
        "labelFontSize": 12,
        "labelLimit": 300,
        "rowPadding": 4,
        "symbolType": "square",
        "symbolStrokeWidth": 0,
    }
    scale = {"domain": [part.name for part in parts], "range": [part.colour for part in parts]}
    mark = {"type": "bar", "height": THICK, "yOffset": LOWER}
    encoding = {
        "x2": {"field": "to"},
        "fill": {"field": "part", "type": "nominal", "scale": scale, "legend": legend},
    }
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _written(rows: list[Spec], mark: Spec) -> list[Spec]:
    """Texts, with a rim in the colour of the ground, so that they can be read where a line runs behind them."""
    rim = {"stroke": "var(--sheet)", "strokeWidth": 4, "strokeJoin": "round"}
    encoding = {"text": {"field": "text", "type": "nominal"}}
    return [
        {"data": {"values": rows}, "mark": {"type": "text", "align": "left", **mark, **more}, "encoding": encoding}
        for more in (rim, {})
    ]


def _across(upright: Upright) -> Spec:
    rule = {"mark": {"type": "rule", "stroke": "var(--ink-2)", "strokeDash": [4, 3]}, "encoding": {"y": None}}
    text = {"type": "text", "y": -6, "align": "center", "fill": "var(--ink-2)", "fontSize": 12}
    named = {"mark": text, "encoding": {"y": None, "text": {"field": "text", "type": "nominal"}}}
    return {"data": {"values": [{"from": upright.at, "text": upright.name}]}, "layer": [rule, named]}
