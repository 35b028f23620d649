"""Ten things broken at once: all ten are said, each at its line, in every language."""

import re

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, CASE, DOCTORS, METHODOLOGY, VARIABLES, changed, tiny

# What is changed, and what must be said of it.
BROKEN = (
    (METHODOLOGY, 'version: "2024.1"', "version: 2024.1", "2024.10 would become 2024.1"),
    (METHODOLOGY, "floor: 0.5", "floor: 0_5", "with an underscore"),
    (METHODOLOGY, "{health: 0.5, roads: 0.5}", "{health: 0.5, roads: 0.6}", "The weights sum to 1.1"),
    (METHODOLOGY, "children: [accidents]", "children: [accidents, health]", "already of «index»"),
    (VARIABLES, 'ru: "Полиция"', "ru: Полиция, дорожная", "a key of its own"),
    (VARIABLES, "range: {low: 0,", "range: {low: 2000000,", "begins at 2000000"),
    (BEDS, "low: 20, high: 80", "low: 80, high: 80", "The lower goalpost 80"),
    (BEDS, "beds_all / population", "bеds_all / population", "letter «е» at position 2"),
    (DOCTORS, "better: higher", "better: higher\nbetter: lower", "a second time"),
    (ACCIDENTS, "lag(accidents_all, 1)", "lag(accidents_all, 0)", "whole positive number"),
    (CASE, "reason: missing", "band: lows", "«lows» under «band»"),
)
# A consequence of the unquoted comma: what stands before it has no quotes either.
BESIDES = ("«ru» is written without quotes: Полиция",)


def test_all_are_said_at_once() -> None:
    files = tiny()
    for path, old, new, _ in BROKEN:
        files = changed(path, old, new, files)
    with pytest.raises(ProblemsFound) as found:
        methodology_from_files(files)
    said = [problem.in_language("en") for problem in found.value.problems]
    for path, _, _, words in BROKEN:
        assert sum(one.startswith(path) and words in one for one in said) == 1, (words, said)
    assert len(said) == len(BROKEN) + len(BESIDES), "\n".join(said)
    assert all(re.match(r"[a-z_/]+\.yaml:\d+(:\d+)?: ", one) for one in said)


def test_they_stand_in_the_order_of_files_and_lines() -> None:
    files = tiny()
    for path, old, new, _ in reversed(BROKEN):
        files = changed(path, old, new, files)
    with pytest.raises(ProblemsFound) as found:
        methodology_from_files(files)
    places = [problem.where.split(":") for problem in found.value.problems]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))


def test_each_language_says_its_own() -> None:
    files = tiny()
    for path, old, new, _ in BROKEN:
        files = changed(path, old, new, files)
    with pytest.raises(ProblemsFound) as found:
        methodology_from_files(files)
    for problem in found.value.problems:
        texts = {problem.in_language(lang) for lang in LANGUAGES}
        assert len(texts) == 3, texts
        assert not any(re.search(r"\{\w+\}", text) for text in texts)
