"""Colours: text can be read, edges can be seen, neighbouring bands can be told apart by everybody, in both themes."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[3] / "src" / "tarazy" / "web" / "ui" / "static" / "ui" / "styles"
TEXT, EDGE = 4.5, 3.0
TOLD_APART = 0.08  # in OKLab; about four times what an eye just notices
BANDS = [f"band-{place}" for place in range(1, 6)]

# Machado, Oliveira and Fernandes 2009, full severity, on linear light.
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "no colours": ((0.2126, 0.7152, 0.0722),) * 3,
}

Light = tuple[float, ...]


def tokens(name: str) -> dict[str, str]:
    text = (STYLES / name).read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text))


LIGHT = tokens("tokens.css")
THEMES = {"light": LIGHT, "dark": tokens("dark.css")}


def linear(colour: str) -> Light:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def contrast(first: str, second: str) -> float:
    dark, bright = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (first, second)
    )
    return (bright + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> Light:
    light = linear(colour)
    return tuple(min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in SIGHTS[sight])


def oklab(light: Light) -> Light:
    r, g, b = light
    cones = [
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    ]
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in rows)


def distance(first: str, second: str, sight: str) -> float:
    pair = zip(oklab(seen(first, sight)), oklab(seen(second, sight)), strict=True)
    return float(sum((a - b) ** 2 for a, b in pair) ** 0.5)


READ_ON = {
    "paper": ["ink", "ink-2", "ink-3", "accent", "accent-strong"],
    "sheet": ["ink", "ink-2", "ink-3", "accent", "accent-strong", "good", "bad", "gold"],
    "sunken": ["ink", "ink-2", "ink-3"],
    "accent-soft": ["ink", "ink-2", "ink-3", "accent", "accent-strong", "good", "bad"],
    "gold-soft": ["ink", "ink-2", "gold", "good", "bad"],
    "bad-soft": ["ink", "bad"],
    "accent": ["on-accent"],
    "accent-strong": ["on-accent"],
    "bad": ["sheet"],
    "ink": ["sheet"],
    "hatch-ground": ["ink-2"],
    "focus-halo": ["focus"],
} | {f"band-{place}": [f"on-band-{place}"] for place in range(1, 6)}

SEEN_ON = {
    "sheet": ["line-strong", "band-edge", "got", "lost-edge", "lost-strong", "focus", "hatch",
              "series-1", "series-2", "series-3", "series-4"],
    "paper": ["line-strong", "focus"],
    "lost": ["got"],
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for ground, texts in READ_ON.items()
        for text in texts
        if contrast(colours[text], colours[ground]) < TEXT
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_drawings_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    weak = {
        f"{edge} on {ground}": round(contrast(colours[edge], colours[ground]), 2)
        for ground, edges in SEEN_ON.items()
        for edge in edges
        if contrast(colours[edge], colours[ground]) < EDGE
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbouring_bands_are_told_apart(theme: str, sight: str) -> None:
    colours = [THEMES[theme][band] for band in BANDS]
    near = {
        f"{first} and {second}": round(distance(first, second, sight), 3)
        for first, second in itertools.pairwise(colours)
        if distance(first, second, sight) < TOLD_APART
    }
    assert near == {}


@pytest.mark.parametrize("theme", THEMES)
def test_bands_go_one_way_from_the_ground(theme: str) -> None:
    """A higher band stands out more from the sheet, so that order needs no legend and survives a black printer."""
    colours = THEMES[theme]
    steps = [contrast(colours[band], colours["sheet"]) for band in BANDS]
    assert steps == sorted(steps)
    assert min(second / first for first, second in itertools.pairwise(steps)) > 1.4


def test_dark_gives_every_colour_again() -> None:
    assert THEMES["dark"].keys() == LIGHT.keys()


def test_no_other_file_names_a_colour() -> None:
    allowed = {"tokens.css", "dark.css", "print.css"}
    for path in STYLES.glob("*.css"):
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text(encoding="utf-8"))
        assert path.name in allowed or found == [], f"{path.name}: {found}"


def test_every_colour_that_is_used_exists() -> None:
    defined = set(
        re.findall(r"--([\w-]+):", "".join(path.read_text(encoding="utf-8") for path in STYLES.glob("*.css")))
    )
    for path in STYLES.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)\)", path.read_text(encoding="utf-8")))
        assert used <= defined, f"{path.name}: {used - defined}"
