"""The words of titles: no shipped indicator is misread, and the turns that reverse a word."""

from __future__ import annotations

import pytest

from tarazy.engine import load_methodology
from tarazy.engine.load.shipped import shipped_methodologies
from tarazy.engine.model.text import Text
from tarazy.engine.robustness.examination.lexicon import GOALS_HIGHER, GOALS_LOWER, sense_of_goals, sense_of_title

WANTED = {"higher": "good", "lower": "bad"}
MARKED = ("pefa/scores/2016", "ph/sglg/2024")  # their values are marks that are better the higher, whatever the title


@pytest.mark.parametrize("name", [name for name in shipped_methodologies() if name not in MARKED])
def test_no_title_and_no_goal_of_a_shipped_indicator_is_read_against_its_direction(name: str) -> None:
    for indicator in load_methodology(name).indicators:
        read = sense_of_title(indicator.title)
        assert read is None or read.sense == WANTED[indicator.better], (indicator.id, read)
        assert sense_of_goals(indicator.goals) in (None, WANTED[indicator.better]), indicator.id


@pytest.mark.parametrize(
    ("kk", "ru", "en"),
    [
        ("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate"),
        ("Ана өлімі", "Материнская смертность", "Maternal mortality"),
        ("Қылмыс саны", "Число преступлений", "Number of crimes"),
        ("Табысы күнкөріс деңгейінен төмен халық", "Население с доходами ниже прожиточного минимума",
         "Population below the subsistence minimum"),
    ],
)  # fmt: skip
def test_what_nobody_wants_more_of_is_bad(kk: str, ru: str, en: str) -> None:
    read = sense_of_title(Text(kk=kk, ru=ru, en=en))
    assert read is not None
    assert (read.sense, read.languages) == ("bad", ("kk", "ru", "en"))


@pytest.mark.parametrize(
    ("kk", "ru", "en"),
    [
        ("Жұмыссыздықты төмендету", "Снижение безработицы", "Reduction of unemployment"),
        ("Ашылған қылмыстар", "Раскрытые преступления", "Crimes solved"),
        ("Сыбайлас жемқорлықты қабылдау индексі", "Индекс восприятия коррупции", "Corruption Perceptions Index"),
        ("Жауап берілген шағымдар", "Жалобы с ответом в срок", "Complaints answered in time"),
        ("Халық саны", "Численность населения", "Population"),
    ],
)
def test_a_turn_takes_the_verdict_back(kk: str, ru: str, en: str) -> None:
    assert sense_of_title(Text(kk=kk, ru=ru, en=en)) is None


def test_one_language_alone_decides_nothing() -> None:
    assert sense_of_title(Text(kk="Көрсеткіш", ru="Показатель", en="Unemployment")) is None


def test_goals_say_one_thing_each() -> None:
    assert not GOALS_LOWER & GOALS_HIGHER
    assert sense_of_goals(["8.5.2", "17.8.1"]) is None
