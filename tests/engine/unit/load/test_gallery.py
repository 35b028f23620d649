"""Everything that is said of a methodology full of faults, compared with what was read and found good."""

import re

import pytest

from tarazy.engine.words import LANGUAGES
from tests.engine.unit.load.gallery import FOLDER, report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_as_it_was_reviewed(lang: str) -> None:
    reviewed = (FOLDER / f"{lang}.txt").read_text(encoding="utf-8")
    assert report(lang) == reviewed, "read the change, then run: python -m tests.engine.unit.load.gallery"


def test_the_languages_say_the_same_of_the_same_places() -> None:
    places = {lang: re.findall(r"(?m)^\S.*$", report(lang)) for lang in LANGUAGES}
    assert places["kk"] == places["ru"] == places["en"]
    assert len(places["en"]) > 50


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_says_what_why_and_how_to_mend(lang: str) -> None:
    for paragraph in report(lang).strip().split("\n\n"):
        place, *parts = paragraph.split("\n")
        assert len(parts) == 3, paragraph
        assert all(part.strip() for part in parts), paragraph
        assert not re.search(r"\{[a-z_]+\}", paragraph), paragraph
        assert place
