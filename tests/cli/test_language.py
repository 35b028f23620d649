"""Which language a command speaks: that of `--lang`, else of the environment, else English."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tarazy.cli.language import asked_for, spoken
from tarazy.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        (["score"], {"LANG": "kk_KZ.UTF-8"}, "kk"),
        (["score"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["score"], {"LANG": "kk_KZ.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, "ru"),
        (["score", "--lang", "ru"], {"LANG": "kk_KZ.UTF-8"}, "ru"),
        (["--lang=kk", "score"], {"LANG": "ru_RU.UTF-8"}, "kk"),
        (["score", "--lang"], {"LANG": "ru_RU.UTF-8"}, "ru"),
        (["score", "--lang", "de"], {"LANG": "ru_RU.UTF-8"}, "ru"),
    ],
)
def test_the_option_goes_before_the_environment(
    arguments: Sequence[str], environment: dict[str, str], lang: str
) -> None:
    assert asked_for(arguments, environment) == lang


def test_no_argument_at_all_is_a_wrong_call_and_says_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "tarazy score un/hdi/2021" in capsys.readouterr().err


def test_a_call_leaves_the_language_of_its_caller_alone() -> None:
    before = spoken()
    assert main(["score", "--lang", "kk"]) == 2
    assert spoken() == before == "en"
