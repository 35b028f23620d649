"""tarazy explain as its user meets it: in three languages, with wrong calls and wrong input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tarazy.cli.main import main
from tarazy.engine.words import LANGUAGES
from tests.engine.unit.explanation.again import score_again

ROOT = Path(__file__).parents[2]
OUTLAND = ROOT / "tests" / "engine" / "outland"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}


def call(example: str, *more: str) -> list[str]:
    """The call that explains a unit of an example of Outland."""
    folder = OUTLAND / example
    return [
        "explain",
        str(folder / "methodology"),
        str(folder / "data.csv"),
        "--units",
        str(folder / "units.csv"),
        *more,
    ]


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Tarazy = Callable[..., Done]


@pytest.fixture
def tarazy(capsys: pytest.CaptureFixture[str]) -> Tarazy:
    """The command in this process: Python starts slowly, and these are many calls."""

    def called(*arguments: str, lang: str = "en") -> Done:
        status = main([*arguments, "--lang", lang])
        return Done(status, *capsys.readouterr())

    return called


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_the_text_goes_from_the_score_to_the_source_and_to_what_would_change_it(tarazy: Tarazy) -> None:
    done = tarazy(*call("leave", "--unit", "OUT-G"))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Glimmerdale (OUT-G), 2023"
    assert lines[1].startswith("Outland: gaps stay gaps, outland/leave/1 (SHA-256 ")
    assert "This is an illustration, not an official assessment." in lines
    assert "Score 65.0; the best possible is 100.0; points lost 35.0; not counted 25 %." in lines
    assert "Place 1 of 4." in lines
    assert "    Clean wells: no score (excluded by the decision Outland Decree 7)" in lines
    assert "      Sound bridges, 2023: 20 % (sound_bridges, statistics, source outland-bridges)" in lines
    assert "    Lanterns lit at night 50 → 44.99 %: place 1 → 2" in lines


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "kk",
            ["Глиммердейл (OUT-G), 2023", "Бұл — мысал, ресми бағалау емес.", "65,0", "жоғалған балдар", "орны 1 → 2"],
        ),
        (
            "ru",
            [
                "Глиммердейл (OUT-G), 2023",
                "Это пример, не официальная оценка.",
                "65,0",
                "потерянные баллы",
                "место 1 → 2",
            ],
        ),
        ("en", ["Glimmerdale (OUT-G), 2023", "This is an illustration", "65.0", "points lost", "place 1 → 2"]),
    ],
)
def test_it_speaks_three_languages(lang: str, words: list[str], tarazy: Tarazy) -> None:
    done = tarazy(*call("leave", "--unit", "OUT-G"), lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    for word in words:
        assert word in done.stdout
    if lang != "en":
        assert "weight" not in done.stdout
        assert "Score" not in done.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_is_the_same_in_every_language_and_enough_to_compute_the_score_again(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = as_json(capsys, *call("leave", "--unit", "OUT-G"), "--lang", lang)
    assert told == as_json(capsys, *call("leave", "--unit", "OUT-G"), "--lang", "en")
    assert (told["unit"], told["period"], told["node"]) == ("OUT-G", "2023", "index")
    assert told["methodology_title"]["kk"] == "Аутланд: жоқ дерек толтырылмайды"
    assert score_again(told["tree"]) == pytest.approx(65, abs=1e-9)


def test_a_node_is_explained_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, *call("leave", "--unit", "OUT-G", "--node", "travel"))
    assert told["node"] == told["tree"]["node"] == "travel"
    assert told["tree"]["score"] == pytest.approx(80)
    assert {change["name"] for change in told["changes"]} <= {"sound_bridges", "letters_delivered"}
    leaf = as_json(capsys, *call("leave", "--unit", "OUT-G", "--node", "bridges"))
    assert leaf["tree"]["is_indicator"]
    assert [given["value"] for given in leaf["tree"]["inputs"]] == [20]


def test_the_period_that_is_asked_for_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    scores = {
        period: as_json(capsys, *call("goalposts", "--unit", "OUT-B", "--period", period))["tree"]["score"]
        for period in ("2022", "2023")
    }
    assert scores == {"2022": pytest.approx(3.2), "2023": pytest.approx(2.6)}


@pytest.mark.parametrize(
    ("example", "unit", "period"),
    [
        ("goalposts", "OUT-B", "2023"),  # the last of two
        ("goalposts", "OUT-G", "2022"),  # no score in 2023
        ("min_max", "OUT-O", "2022"),  # does not exist in 2023
        ("equal", "OUT-G", "2024-01"),  # does not exist in February
    ],
)
def test_without_a_period_it_is_the_last_in_which_the_unit_has_a_score(
    example: str, unit: str, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json(capsys, *call(example, "--unit", unit))["period"] == period


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_without_a_score_is_told_why(lang: str, tarazy: Tarazy) -> None:
    done = tarazy(*call("leave", "--unit", "OUT-V"), lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"kk": "дерек жоқ", "ru": "нет данных", "en": "no data"}[lang] in done.stdout
    assert "(lanterns_lit )" not in done.stdout


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Clean wells, 2023: no value, excluded by a decision (clean_wells, statistics, source"),
        ("ru", "Чистые колодцы, 2023: значения нет — исключено решением (clean_wells, statistics, источник"),
        ("kk", "Таза құдықтар, 2023: мән жоқ — шешіммен алынып тасталған (clean_wells, statistics, дереккөзі"),
    ],
)
def test_an_observation_without_a_value_says_why_in_words(lang: str, said: str, tarazy: Tarazy) -> None:
    assert f"      {said} Outland Decree 7)\n" in tarazy(*call("leave", "--unit", "OUT-G"), lang=lang).stdout


def test_of_what_does_not_apply_only_that_is_said(tarazy: Tarazy) -> None:
    lines = tarazy(*call("kinds", "--unit", "OUT-F")).stdout.splitlines()
    start = lines.index("  Life on land: no score (not applicable)")
    assert lines[start + 1 : start + 7] == [
        "    Does not apply: the unit is of the kind island, and only these kinds are assessed here: province.",
        "    Islands have neither roads nor bridges.",
        "    Sound bridges: no score (not applicable)",
        "      Sound bridges, 2023: 10 % (sound_bridges, statistics, source outland-bridges)",
        "    Mended roads: no score (not applicable)",
        "      Mended roads, 2023: no observation (mended_roads)",
    ]


def test_points_are_rounded_half_up_as_on_the_pages(tarazy: Tarazy) -> None:
    told = tarazy(*call("kinds", "--unit", "OUT-F")).stdout
    assert "Ferries on time: 90.0, weight 0.625, brings 56.3, points lost 6.3" in told


def test_a_number_just_below_a_threshold_is_not_shown_as_the_threshold(tarazy: Tarazy) -> None:
    told = tarazy(*call("thresholds", "--unit", "OUT-F")).stdout
    assert "29.9999995 points lie in the band “Low”, from 0 to below 30." in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Explained here: Getting about."),
        ("ru", "Здесь объясняется: Передвижение."),
        ("kk", "Мұнда түсіндірілетіні: Қатынас."),
    ],
)
def test_the_head_says_which_node_is_explained(lang: str, said: str, tarazy: Tarazy) -> None:
    assert said in tarazy(*call("leave", "--unit", "OUT-G", "--node", "travel"), lang=lang).stdout
    assert said not in tarazy(*call("leave", "--unit", "OUT-G"), lang=lang).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_comes_in_the_language_that_is_asked_for(lang: str, tarazy: Tarazy) -> None:
    done = tarazy("explain", "--help", lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("the id of the unit" in done.stdout) is (lang == "en")


REFUSED = [
    (("--unit", "OUT-H"), {"en": "There is no unit OUT-H", "ru": "OUT-H", "kk": "OUT-H"}),
    (("--unit", "OUT-G", "--node", "travle"), {"en": "Did you mean travel?", "ru": "travel", "kk": "travel"}),
    (("--unit", "OUT-G", "--period", "2031"), {"en": "does not assess 2031", "ru": "2031", "kk": "2031"}),
    (
        ("--unit", "OUT-G", "--period", "last year"),
        {"en": "last year is not a period", "ru": "2023-Q1", "kk": "2023-Q1"},
    ),
    (("--unit", "OUT-G", "--period", "2023-Q1"), {"en": "another length", "ru": "2023-Q1", "kk": "2023-Q1"}),
]
COUNTED = {
    "en": "The input was refused and nothing was written. Problems: 1.",
    "ru": "Данные не приняты, ничего не записано. Ошибок: 1.",
    "kk": "Деректер қабылданбады, ештеңе жазылған жоқ. Қате саны: 1.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_does_not_exist_is_refused_with_1(
    asked: tuple[str, ...], said: dict[str, str], lang: str, tarazy: Tarazy
) -> None:
    done = tarazy(*call("leave", *asked), lang=lang)
    assert (done.returncode, done.stdout) == (1, "")
    assert said[lang] in done.stderr
    assert done.stderr.splitlines()[-1] == COUNTED[lang]


def test_a_unit_that_is_not_assessed_in_the_period_is_refused_with_1(tarazy: Tarazy) -> None:
    done = tarazy(*call("min_max", "--unit", "OUT-O", "--period", "2023"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "The unit OUT-O is not assessed in 2023." in done.stderr
    assert "exists on 2023-12-31" in done.stderr


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path, tarazy: Tarazy) -> None:
    units, data = tmp_path / "units.csv", tmp_path / "data.csv"
    units.write_text("unit,kind,peer_group,name_kk,name_ru,name_en\nOUT-G,province,land,Г,Г,\n", encoding="utf-8")
    data.write_text('unit,period,variable,value\nOUT-G,2023,lanterns_lit,"50,5"\n', encoding="utf-8")
    methodology = str(OUTLAND / "leave" / "nowhere")
    done = tarazy("explain", methodology, str(data), "--units", str(units), "--unit", "OUT-G")
    assert (done.returncode, done.stdout) == (1, "")
    for place in (methodology, f"{units}:2", f"{data}:2"):
        assert any(line.startswith(f"{place}: ") for line in done.stderr.splitlines()), done.stderr
    assert done.stderr.endswith("Problems: 3.\n")


WRONG_CALLS = [
    (call("leave"), {"en": "Still needed: --unit.", "ru": "--unit", "kk": "--unit"}),
    (call("leave", "--unit"), {"en": "A value is needed after --unit.", "ru": "--unit", "kk": "--unit"}),
    (call("leave", "--unit", "OUT-G", "--nod", "x"), {"en": "Not understood: --nod x.", "ru": "--nod", "kk": "--nod"}),
    (call("leave", "--unit", "OUT-G", "--as-of", "now"), {"en": "now is no time", "ru": "now", "kk": "now"}),
    (["explain"], {"en": "METHODOLOGY, DATA, --unit", "ru": "--unit", "kk": "--unit"}),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("arguments", "said"), WRONG_CALLS)
def test_a_wrong_call_ends_with_2_and_shows_a_right_one(
    arguments: list[str], said: dict[str, str], lang: str, tarazy: Tarazy
) -> None:
    done = tarazy(*arguments, lang=lang)
    assert (done.returncode, done.stdout) == (2, "")
    assert said[lang] in done.stderr
    assert "tarazy explain un/hdi/2021 data/un/observations.csv --units data/un/units.csv --unit KAZ" in done.stderr
    if lang != "en":
        assert "For example" not in done.stderr


def test_a_file_that_cannot_be_opened_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "data.csv")

    # Tests may run as root, to whom no file is closed.
    monkeypatch.setattr("tarazy.exchange.observations.read_observations", closed)
    assert main([*call("leave", "--unit", "OUT-G"), "--lang", "en"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Could not go on: Permission denied (data.csv).\n"


def test_it_is_a_program_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", *call("leave", "--unit", "OUT-G", "--node", "wells"), "--lang", "kk"],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Глиммердейл (OUT-G), 2023" in done.stdout.decode()


def test_a_reader_that_goes_away_is_no_fault_of_the_input() -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "tarazy.cli", *call("leave", "--unit", "OUT-G", "--json")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT,
    )  # fmt: skip
    assert first.stdout is not None
    first.stdout.close()
    assert first.stderr is not None
    said = first.stderr.read().decode()
    assert first.wait() == 3
    assert "Traceback" not in said
