"""tarazy compare as its user meets it."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from tarazy.cli.main import main
from tests.cli.test_methodology import rewrite

ROOT = Path(__file__).parents[2]
HDI = ["un/hdi/2021", "un/hdi/2021", str(ROOT / "data/un/observations.csv"), "--units", str(ROOT / "data/un/units.csv")]
KZ = "kz/regional-development/2024.1"
KZ_DATA = [str(ROOT / "data/kz/observations.csv"), "--units", str(ROOT / "data/kz/units.csv")]


@pytest.fixture
def geometric(tmp_path: Path) -> Path:
    folder = Path(
        shutil.copytree(ROOT / "methodologies" / KZ, tmp_path / "later", ignore=shutil.ignore_patterns("cases"))
    )
    rewrite(
        folder / "methodology.yaml",
        "  aggregate: {method: arithmetic}\n  round: {method: half_up, decimals: 1",
        "  aggregate: {method: geometric}\n  round: {method: half_up, decimals: 1",
    )
    return folder


def compare(*given: str | Path, lang: str = "en") -> int:
    return main(["compare", *map(str, given), "--lang", lang])


def test_two_years_of_one_methodology(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(*HDI, "--period", "2020", "--period-b", "2021") == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[:4] == [
        "A: Human Development Index, 2021 (un/hdi/2021), 2020",
        "B: Human Development Index, 2021 (un/hdi/2021), 2021",
        "",
        "country",
    ]
    assert lines[4].split() == ["Unit", "Place", *(parts := ["Change", "data", "rule", "peers"]), "Score", *parts]
    # Who moved most stands first.
    expected = "Libya (LBY) 117 → 104 −13 −9 0 −4 0.703 → 0.718 +0.015 +0.015 0 0"
    assert lines[6].split() == expected.split()
    assert any("South Sudan" in line and "0" in line for line in lines)
    assert lines[-1].startswith("Units with a place on both sides: 191; of these ")
    assert "Libya (LBY) moves most, from 117 to 104: data −9, rule 0, peers −4" in lines[-1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", ["Ережедегі айырмашылық: Агрегаттау", "деректер", "Екі жақта да орны бар бірліктер: 20"]),
        ("ru", ["Что различается в правиле: Агрегирование", "остальные", "Единиц, у которых есть место на обеих"]),
    ],
)
def test_it_speaks_three_languages(
    geometric: Path, capsys: pytest.CaptureFixture[str], lang: str, words: list[str]
) -> None:
    assert compare(KZ, geometric, *KZ_DATA, "--period", "2022", "--period-b", "2023", lang=lang) == 0
    out = capsys.readouterr().out
    for word in words:
        assert word in out


def test_a_new_rule_with_its_files(geometric: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "comparison_rule.csv").write_text("of an earlier comparison")
    assert compare(KZ, geometric, *KZ_DATA, "--period", "2023", "--out", out) == 0
    said, err = capsys.readouterr()
    names = ["comparison.csv", "comparison.parquet", "every_period.csv", "every_period.parquet", "comparison.json"]
    assert said.splitlines() == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert "Units with a place on both sides: 20" in err
    table = pl.read_csv(out / "comparison.csv")
    packed = pl.read_parquet(out / "comparison.parquet")
    assert packed.columns == table.columns
    assert packed["score_rule"].to_list() == table["score_rule"].to_list()
    split = table.filter(pl.col("reason").is_null())
    assert split.select((pl.col("score_rule") - pl.col("score_change")).abs().max()).item() < 1e-9
    assert split.select(pl.col("score_data").abs().sum() + pl.col("rank_peers").abs().sum()).item() == 0
    account = json.loads((out / "comparison.json").read_text())
    assert account["changes"] == [["aggregate"]]
    assert account["counts"]["compared"] == 20
    assert account["options"] == {"nodes": "all", "code": None, "data": ["observations.csv"]}
    assert account["a"]["methodology_hash"] != account["b"]["methodology_hash"]
    assert account["a"]["data_hash"] == account["b"]["data_hash"]
    assert set(account["files"]) == set(names[:-1])
    main(["score", KZ, *KZ_DATA, "--period", "2023", "--out", str(tmp_path / "scores")])
    run = json.loads((tmp_path / "scores" / "run.json").read_text())
    assert run["data_hash"] == account["a"]["data_hash"]


def test_what_two_changes_and_two_tables_do(
    geometric: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second table with one figure mended, a rule with two changes, only down to the dimensions."""
    rewrite(
        geometric / "methodology.yaml", 'half_up, decimals: 1, source: "§ 5"', 'half_up, decimals: 2, source: "§ 5"'
    )
    data = pl.read_csv(KZ_DATA[0], infer_schema=False)
    mended = (
        pl.when(unit="KZ-10", variable="investment_fixed_capital", period="2023").then(pl.lit("1")).otherwise("value")
    )
    (tmp_path / "variables.csv").write_bytes((ROOT / "data/kz/variables.csv").read_bytes())
    data.with_columns(value=mended).write_csv(tmp_path / "mended.csv")
    given = [KZ_DATA[0], tmp_path / "mended.csv", *KZ_DATA[1:]]
    assert compare(KZ, geometric, *given, "--period", "2023", "--nodes", "2", "--out", tmp_path / "out") == 0
    account = json.loads((tmp_path / "out" / "comparison.json").read_text())
    assert account["changes"] == [["aggregate"], ["round"]]
    assert account["options"]["data"] == ["observations.csv", "mended.csv"]
    table = pl.read_csv(tmp_path / "out" / "comparison.csv")
    assert table["node"].n_unique() == 5
    index = table.filter(node="index").rows_by_key("unit", named=True, unique=True)
    assert index["KZ-10"]["score_data"] < -1
    assert index["KZ-11"]["score_data"] == 0
    divided = pl.read_csv(tmp_path / "out" / "comparison_rule.csv").filter(node="index", unit="KZ-10")
    assert divided["change"].to_list() == ["aggregate", "round"]
    assert divided["score"].sum() == pytest.approx(index["KZ-10"]["score_rule"], abs=1e-9)


def test_bad_input_is_refused_with_everything_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.csv").write_text("unit,period,variable,value\nKAZ,2021,gni_per_capitа,1\nKZA,2021,x,12\n")
    units = tmp_path / "units.csv"
    units.write_text("unit,kind,peer_group,name_kk,name_ru,name_en\nKAZ,country,country,Қазақстан,Казахстан,\n")
    given = ("un/hdi/2021", "un/hdi/1066", tmp_path / "data.csv", "--units", units, "--out", tmp_path / "out")
    assert compare(*given) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Did you mean «un/hdi/2021»?" in err
    assert "units.csv" in err
    assert "data.csv" in err
    assert "nothing was written" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([*HDI, "--period", "2021"], "Both sides are the same: one methodology, one table, one period."),
        ([*HDI, "--period", "1066"], "The table has no figures of 1066. Its periods are: 1990"),
        ([*HDI, "--period", "soon", "--period-b", "2021"], "The table has no figures of soon."),
        (HDI[:3], "No list of units is given."),
        ([KZ, "in/aspirational-districts/2018", *KZ_DATA, "--period", "2023"], "another length"),
    ],
)
def test_what_cannot_be_compared(given: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(*given) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["un/hdi/2021"], [*HDI, "--nodes", "0"], [*HDI, "--as-of", "soon"]])
def test_a_wrong_call(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(*given) == 2
    assert "tarazy compare un/hdi/2021 un/hdi/2021" in capsys.readouterr().err


def test_methodologies_of_other_kinds_of_units_say_who_is_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(KZ, "un/hdi/2021", *KZ_DATA, "--period", "2023") == 0
    out = capsys.readouterr().out
    assert "Almaty (KZ-75)  B: not of an assessed kind" in out
    assert "figures of 2023, rule as it stands in 2021" in out
