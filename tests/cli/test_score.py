"""tarazy score as its user meets it: a process of its own, exit statuses, what stands on which output."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tarazy.cli.inputs import instant
from tarazy.cli.main import main

ROOT = Path(__file__).parents[2]
UN = [str(ROOT / "data/un/observations.csv"), "--units", str(ROOT / "data/un/units.csv")]
KZ = [str(ROOT / "data/kz/observations.csv"), "--units", str(ROOT / "data/kz/units.csv")]


def tarazy(*arguments: str, **options) -> subprocess.CompletedProcess:
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **options.pop("environment", {})}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **options,
    )


def test_without_out_the_root_is_printed_as_a_table():
    done = tarazy("score", "un/hdi/2021", *UN, "--period", "2021")
    assert done.returncode == 0
    assert "Human Development Index" in done.stdout
    assert "    1  Switzerland (CHE)" in done.stdout
    assert "   11  Finland (FIN)" in done.stdout
    assert " 0.940  Very high human development" in done.stdout
    assert done.stderr.startswith("Units: 195; scored: 191; not scored: 4; with a part not counted: 4.")
    lines = done.stdout.splitlines()
    switzerland, iceland = (next(line for line in lines if name in line) for name in ("(CHE)", "(ISL)"))
    assert switzerland.index("0.962") == iceland.index("0.959")  # points stand under each other


def test_the_share_imputed_stands_in_the_table_where_anything_was(capfd):
    example = ROOT / "tests/engine/outland/previous_period"
    given = [str(example / "data.csv"), "--units", str(example / "units.csv"), "--period", "2023"]
    assert main(["score", str(example / "methodology"), *given]) == 0
    out = capfd.readouterr().out
    lines = {name: next(line for line in out.splitlines() if name in line) for name in ("(OUT-B)", "(OUT-F)")}
    assert "Not counted  Imputed" in out
    assert lines["(OUT-B)"].split()[-4:] == ["0.0", "%", "0.0", "%"]
    assert lines["(OUT-F)"].split()[-4:] == ["0.0", "%", "50.0", "%"]
    assert main(["score", "un/hdi/2021", *UN, "--period", "2021"]) == 0
    assert "Imputed" not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "kk",
            [
                "Өңірлік даму индексі",
                "Мысал, ресми бағалау емес.",
                "Орын",
                "Астана қаласы (KZ-71)",
                "Есепке алынбаған",
            ],
        ),
        (
            "ru",
            [
                "Индекс регионального развития",
                "Пример, не официальная оценка.",
                "Место",
                "город Астана (KZ-71)",
                "Не учтено",
            ],
        ),
    ],
)
@pytest.mark.parametrize("asked", ["option", "environment"])
def test_the_table_speaks_the_language_that_is_asked_for(lang, words, asked):
    spoken = {"environment": {"LANG": f"{lang}_KZ.UTF-8"}} if asked == "environment" else {}
    option = ["--lang", lang] if asked == "option" else []
    done = tarazy("score", "kz/regional-development/2024.1", *KZ, "--period", "2023", *option, **spoken)
    assert done.returncode == 0
    for word in words:
        assert word in done.stdout
    assert "0,0 %" in done.stdout
    assert "Units" not in done.stderr


def test_with_out_the_files_are_written_and_named(tmp_path):
    done = tarazy(
        "score",
        "un/hdi/2021",
        *UN,
        "--period",
        "2021",
        "--period",
        "2020",
        "--nodes",
        "2",
        "--out",
        str(tmp_path / "out"),
    )
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        str(tmp_path / "out" / name) for name in ("scores.csv", "scores.parquet", "run.json")
    ]
    table = pl.read_csv(tmp_path / "out" / "scores.csv")
    assert sorted(table["period"].unique()) == [2020, 2021]
    assert sorted(table["node"].unique()) == ["education", "income", "index", "life_expectancy"]
    run = json.loads((tmp_path / "out" / "run.json").read_text())
    assert run["options"] == {"periods": ["2021", "2020"], "nodes": 2, "code": None, "data": ["observations.csv"]}


@pytest.mark.parametrize(("nodes", "count"), [("root", 1), ("1", 1), ("2", 4), ("3", 6), ("9", 6), ("all", 6)])
def test_nodes_down_to_a_depth(tmp_path, nodes, count, capfd):
    assert main(["score", "un/hdi/2021", *UN, "--period", "2021", "--nodes", nodes, "--out", str(tmp_path)]) == 0
    assert pl.read_csv(tmp_path / "scores.csv")["node"].n_unique() == count


def test_the_order_of_rows_and_the_kind_of_file_change_no_byte_of_the_scores(tmp_path, capfd):
    frame = pl.read_csv(UN[0], infer_schema=False).with_columns(pl.col("value").cast(pl.Float64))
    frame.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "shuffled.parquet")
    (tmp_path / "variables.csv").write_bytes((ROOT / "data/un/variables.csv").read_bytes())
    for data, out in ((UN[0], "a"), (str(tmp_path / "shuffled.parquet"), "b")):
        assert main(["score", "un/hdi/2021", data, *UN[1:], "--period", "2021", "--out", str(tmp_path / out)]) == 0
    for name in ("scores.csv", "scores.parquet"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    hashes = [json.loads((tmp_path / out / "run.json").read_text())["data_hash"] for out in ("a", "b")]
    assert hashes[0] == hashes[1]


def test_refused_input_says_everything_writes_nothing_and_ends_with_1(tmp_path):
    (tmp_path / "data.csv").write_text(
        'unit,period,variable,value\nKAZ,2021,gni_per_capita,"23 '
        '942,8"\nKAZ,2021,gni_per_capitа,1\nKZA,2021,mean_years_of_schooling,12\n'
    )
    units = tmp_path / "units.csv"
    units.write_text("unit,kind,peer_group,name_kk,name_ru,name_en\nKAZ,country,country,Қазақстан,Казахстан,\n")
    done = tarazy(
        "score", "un/hdi/2021", str(tmp_path / "data.csv"), "--units", str(units), "--out", str(tmp_path / "out")
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()
    assert f"{units}:2: The column name_en is empty here." in done.stderr
    assert f"{tmp_path}/data.csv:2: The number 23 942,8 in column value holds a space." in done.stderr
    assert f"{tmp_path}/data.csv:3: In gni_per_capitа in column variable the letter 14, а, is Cyrillic" in done.stderr
    assert done.stderr.endswith("The input was refused and nothing was written. Problems: 4.\n")


def test_refused_input_leaves_an_earlier_result_as_it_was(tmp_path):
    out = tmp_path / "out"
    assert tarazy("score", "un/hdi/2021", *UN, "--period", "2021", "--out", str(out)).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert tarazy("score", "un/hdi/2021", UN[0], "--period", "2021", "--out", str(out)).returncode == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_methodology_of_certain_kinds_asks_for_the_list_of_units(capsys):
    assert main(["score", "un/hdi/2021", UN[0], "--period", "2021"]) == 1
    said = capsys.readouterr().err
    assert "un/hdi/2021: No list of units is given." in said
    assert "on the command line: --units units.csv" in said


def test_a_variable_that_is_misspelt_is_caught_and_the_right_one_named(tmp_path, capsys):
    (tmp_path / "data.csv").write_text("unit,period,gni_per_capital\nKAZ,2021,1\n")
    assert main(["score", "un/hdi/2021", str(tmp_path / "data.csv"), *UN[1:]]) == 1
    said = capsys.readouterr().err
    assert "data.csv:2: The variable gni_per_capital is not known (rows: 1; this is the first)." in said
    assert "Perhaps gni_per_capita is meant" in said


def test_a_period_outside_the_methodology_says_which_it_assesses(tmp_path, capsys):
    (tmp_path / "data.csv").write_text("unit,period,gni_per_capita\nKAZ,1950,1\n")
    assert main(["score", "un/hdi/2021", str(tmp_path / "data.csv"), *UN[1:]]) == 1
    said = capsys.readouterr().err
    assert "The table has no period that the methodology assesses (1990 to 2021). Its periods are: 1950." in said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("abc", "abc: abc is not a period. A period is written 2023, 2023-Q1, 2023-07 or 2022/2024."),
        ("2050", "2050: The methodology un/hdi/2021 does not assess 2050. It assesses periods from 1990 to 2021."),
        ("2020-Q1", "2020-Q1: 2020-Q1 is a period of another length than the methodology assesses."),
    ],
)
def test_a_period_that_cannot_be_scored(period, said, capsys):
    assert main(["score", "un/hdi/2021", *UN, "--period", period]) == 1
    assert said in capsys.readouterr().err


WRONG_CALLS = [
    (["score"], "Still needed: METHODOLOGY, DATA."),
    (["score", "un/hdi/2021", "data.csv", "--nodes", "0"], "0 is neither all nor root nor a depth from 1 on."),
    (
        ["score", "un/hdi/2021", "data.csv", "--as-of", "yesterday"],
        "yesterday is no time; write 2024-05-31 or 2024-05-31T18:00:00Z.",
    ),
    (["score", "un/hdi/2021", "data.csv", "--unit", "units.csv"], "Not understood: --unit units.csv."),
    (["score", "un/hdi/2021", "data.csv", "--out"], "A value is needed after --out."),
    (["score", "un/hdi/2021", "data.csv", "--lang", "de"], "de cannot stand for --lang; possible:"),
    (["scoer"], "scoer cannot stand for COMMAND; possible:"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG_CALLS)
def test_a_wrong_call_ends_with_2_and_shows_a_right_one(arguments, said):
    done = tarazy(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "For example: tarazy score un/hdi/2021 data/un/observations.csv --units data/un/units.csv" in done.stderr
    assert done.stdout == ""


def test_a_folder_that_cannot_be_written_ends_with_3(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = tarazy("score", "un/hdi/2021", *UN, "--period", "2021", "--out", str(tmp_path / "file" / "out"))
    assert done.returncode == 3
    assert done.stderr.startswith("Could not go on:")
    assert str(tmp_path / "file") in done.stderr


def test_as_of_takes_what_was_recorded_by_the_end_of_the_day(tmp_path, capfd):
    units = "unit,kind,peer_group,name_kk,name_ru,name_en\n" + "".join(
        f"{unit},country,country,a,b,c\n" for unit in ("AAA", "BBB")
    )
    (tmp_path / "units.csv").write_text(units)
    rows = ["unit,period,variable,value,revision,reason,recorded_at"]
    for unit, level in (("AAA", 70), ("BBB", 60)):
        rows += [f"{unit},2021,{name},{level if 'life' in name else 10},1,,2022-01-01" for name in (
            "life_expectancy_at_birth", "expected_years_of_schooling", "mean_years_of_schooling")]  # fmt: skip
        rows += [f"{unit},2021,gni_per_capita,10000,1,,2022-01-01"]
    rows += ["BBB,2021,life_expectancy_at_birth,80,2,counted again,2022-03-31T20:00:00Z"]
    (tmp_path / "data.csv").write_text("\n".join(rows) + "\n")
    call = [
        "score",
        "un/hdi/2021",
        str(tmp_path / "data.csv"),
        "--units",
        str(tmp_path / "units.csv"),
        "--nodes",
        "root",
        "--out",
    ]
    first = {}
    for as_of in ("2022-03-30", "2022-03-31", "2022-03-31T19:59:59Z"):
        assert main([*call, str(tmp_path / "out"), "--as-of", as_of]) == 0
        table = pl.read_csv(tmp_path / "out" / "scores.csv")
        first[as_of] = table.filter(pl.col("rank") == 1)["unit"].item()
    assert first == {"2022-03-30": "AAA", "2022-03-31": "BBB", "2022-03-31T19:59:59Z": "AAA"}
    assert json.loads((tmp_path / "out" / "run.json").read_text())["as_of"] == "2022-03-31T19:59:59+00:00"


def test_units_may_be_given_by_kato(tmp_path, capfd):
    codes = pl.read_csv(ROOT / "data/kz/codes.csv", infer_schema=False).filter(pl.col("scheme") == "kato")
    present = codes.filter(pl.col("valid_to").is_null())
    frame = pl.read_csv(KZ[0], infer_schema=False).filter(pl.col("period").is_in(["2022", "2023"]))
    by_id = frame.filter(pl.col("unit").is_in(present["unit"].implode()))
    by_code = by_id.with_columns(unit=pl.col("unit").replace_strict(present["unit"], present["code"]))
    for name, table in (("by_id", by_id), ("by_code", by_code)):
        table.write_csv(tmp_path / f"{name}.csv")
    (tmp_path / "variables.csv").write_bytes((ROOT / "data/kz/variables.csv").read_bytes())
    call = ["score", "kz/regional-development/2024.1", *KZ[1:], "--period", "2023", "--nodes", "root"]
    assert main([*call, str(tmp_path / "by_id.csv"), "--out", str(tmp_path / "a")]) == 0
    assert main([*call, str(tmp_path / "by_code.csv"), "--code", "kato", "--out", str(tmp_path / "b")]) == 0
    assert (tmp_path / "a" / "scores.csv").read_bytes() == (tmp_path / "b" / "scores.csv").read_bytes()


def test_help_comes_at_once_and_without_the_web():
    code = (
        "import sys, tarazy.cli.main as m; m.main(['score', '--help']); print(sorted({'django', 'polars', 'numpy'} & "
        "set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
    assert "tarazy score un/hdi/2021" in done.stdout


def test_instants():
    assert instant("2024-05-31").isoformat() == "2024-05-31T23:59:59.999999+00:00"
    assert instant("2024-05-31T18:00:00+05:00").isoformat() == "2024-05-31T18:00:00+05:00"
    assert instant("2024-05-31T18:00").isoformat() == "2024-05-31T18:00:00+00:00"
