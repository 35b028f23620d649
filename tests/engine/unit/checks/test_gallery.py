"""Everything that the checks say, compared with what was read and found good."""

import re

import pytest

from tarazy.engine.checks.all_checks import CHECKS
from tarazy.engine.words import LANGUAGES
from tests.engine.unit.checks.gallery import FOLDER, report

HEAD = re.compile(r"(?m)^(\w+) \((?:stop|explain|note)\): .*$")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_as_it_was_reviewed(lang: str) -> None:
    reviewed = (FOLDER / f"{lang}.txt").read_text(encoding="utf-8")
    assert report(lang) == reviewed, "read the change, then run: python -m tests.engine.unit.checks.gallery"


def test_every_check_speaks_in_it() -> None:
    assert {found[1] for found in HEAD.finditer(report("en"))} == {module.CHECK.id for module in CHECKS}


def test_the_languages_say_the_same_of_the_same_places() -> None:
    heads = {lang: [found[0] for found in HEAD.finditer(report(lang))] for lang in LANGUAGES}
    assert heads["kk"] == heads["ru"] == heads["en"]


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_nothing_is_left_in_english(lang: str) -> None:
    english = {line for line in report("en").splitlines() if line.startswith("    ")}
    assert not english & set(report(lang).splitlines())
    assert not re.search(r"\{[a-z_]+\}", report(lang))
