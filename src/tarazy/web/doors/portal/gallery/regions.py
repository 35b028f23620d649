"""An invented country of nine regions, for maps and tables."""

from __future__ import annotations

from dataclasses import dataclass

from tarazy.web.doors.portal.gallery.words import said
from tarazy.web.ui.parts import Area, Band, Tile, band_class
from tarazy.web.ui.written import number

MAP_WIDTH, MAP_HEIGHT = 600, 400
MAP_EDGE = (
    "M30 120 95 84 150 60 214 44 280 40 338 62 400 70 472 58 540 60 566 112 580 170 576 226 560 280 498 322 430 350 "
    "366 336 300 330 236 352 170 360 112 322 60 290 38 214Z"
)


@dataclass(frozen=True)
class Region:
    """One invented region; `score` and `position` (of its band) are None where there is no data."""

    names: tuple[str, str, str]
    score: float | None
    position: int | None
    change: float | None
    not_counted: float | None
    column: int
    row: int
    path: str
    x: float
    y: float
    dot: bool = False

    @property
    def name(self) -> str:
        return said(*self.names)


REGIONS = (
    Region(
        ("Жағалау", "Прибрежная", "Coast"),
        71.24,
        4,
        1.62,
        0,
        0,
        1,
        "M30 120 95 84 150 60 162 118 180 180 172 226 150 270 104 276 60 290 38 214Z",
        112,
        190,
    ),
    Region(
        ("Солтүстік", "Северная", "North"),
        58.90,
        3,
        -0.41,
        0.08,
        1,
        0,
        "M150 60 214 44 280 40 300 104 310 170 244 168 180 180 162 118Z",
        230,
        112,
    ),
    Region(
        ("Көл өңірі", "Озёрная", "Lakeland"),
        64.37,
        3,
        0.0,
        0,
        2,
        0,
        "M280 40 338 62 400 70 412 132 430 190 372 186 310 170 300 104Z",
        356,
        124,
    ),
    Region(
        ("Орманды", "Лесная", "Woodland"),
        78.05,
        5,
        2.13,
        0,
        3,
        0,
        "M400 70 472 58 540 60 566 112 580 170 506 176 430 190 412 132Z",
        490,
        122,
    ),
    Region(
        ("Таулы", "Горная", "Highland"),
        43.18,
        1,
        -2.76,
        0.12,
        3,
        2,
        "M580 170 576 226 560 280 498 322 430 350 424 308 410 270 426 232 430 190 506 176Z",
        500,
        250,
    ),
    Region(
        ("Дала", "Степная", "Steppe"),
        52.66,
        2,
        0.83,
        0.004,
        2,
        1,
        "M180 180 244 168 310 170 372 186 430 190 426 232 410 270 344 262 280 260 214 272 150 270 172 226Z",
        250,
        222,
    ),
    Region(
        ("Оңтүстік", "Южная", "South"),
        None,
        None,
        None,
        0.41,
        1,
        2,
        "M150 270 214 272 280 260 344 262 410 270 424 308 430 350 "
        "366 336 300 330 236 352 170 360 112 322 60 290 104 276Z",
        250,
        306,
    ),
    Region(("Бас қала", "Столица", "Capital"), 74.52, 4, 1.05, 0, 2, 2, "", 344, 232, dot=True),
    Region(("Порт", "Порт", "Harbour"), 49.93, 2, -0.20, 0, 0, 2, "", 84, 244, dot=True),
)


def bands() -> list[Band]:
    return [
        Band(band_class(1), said("өте төмен", "очень низкая", "very low"), said("45-ке дейін", "до 45", "up to 45")),
        Band(band_class(2), said("төмен", "низкая", "low"), "45–55"),
        Band(band_class(3), said("орташа", "средняя", "middle"), "55–65"),
        Band(band_class(4), said("жоғары", "высокая", "high"), "65–75"),
        Band(
            band_class(5), said("өте жоғары", "очень высокая", "very high"), said("75-тен бастап", "от 75", "from 75")
        ),
    ]


def band_label(region: Region) -> str:
    return bands()[region.position - 1].label if region.position else ""


def tiles() -> list[Tile]:
    return [
        Tile(
            label=region.name,
            name=region.name,
            column=region.column,
            row=region.row,
            value=number(region.score, 1),
            band=band_class(region.position),
            band_label=band_label(region),
            href="#table",
            here=region.name == said("Дала", "Степная", "Steppe"),
        )
        for region in REGIONS
    ]


def areas() -> list[Area]:
    return [
        Area(
            name=region.name,
            path=region.path,
            x=region.x,
            y=region.y,
            dot=region.dot,
            value=number(region.score, 1),
            band=band_class(region.position),
            band_label=band_label(region),
            href="#table",
        )
        for region in REGIONS
    ]


def rows() -> list[dict[str, object]]:
    """Rows of the table, best first, those without a score last."""
    ordered = sorted(REGIONS, key=lambda region: -(region.score or 0))
    return [
        {
            "region": region,
            "rank": place if region.score is not None else None,
            "band": band_class(region.position),
            "band_label": band_label(region),
        }
        for place, region in enumerate(ordered, start=1)
    ]
