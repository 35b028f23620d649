"""tarazy uncertainty and tarazy sensitivity as their users meet them."""

import json
from pathlib import Path

import polars as pl
import pytest

from tarazy.cli.main import main
from tarazy.cli.table import heading
from tarazy.engine import load_methodology

ROOT = Path(__file__).parents[2]
DATA = [str(ROOT / "data/asem/observations.csv"), "--units", str(ROOT / "data/asem/units.csv")]
ASEM = ["asem/connectivity/2018.1", *DATA]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("An interval holds 90 % of the replicates.", "Among the first ten", "Replicates: 40")),
        ("ru", ("Интервал содержит 90 % реплик.", "В первой десятке", "Реплик: 40")),
        ("kk", ("Аралықта қайталамалардың 90 %-ы жатыр.", "Алғашқы ондықта", "Қайталамалар: 40")),
    ],
)
def test_without_out_the_index_is_printed_with_its_intervals(lang, words, capfd):
    assert main(["uncertainty", *ASEM, "--replicates", "40", "--lang", lang]) == 0
    out, err = capfd.readouterr()
    assert all(word in out + err for word in words)
    assert "(CHE)" in out


def test_files_say_what_was_done_and_can_be_replayed(tmp_path, capfd):
    out = tmp_path / "found"
    assert main(["uncertainty", *ASEM, "--replicates", "30", "--seed", "5", "--nodes", "2", "--out", str(out)]) == 0
    printed = capfd.readouterr().out.split()
    assert [Path(line).name for line in printed] == [
        "intervals.csv", "pairs.csv", "groups.csv", "replicates.jsonl", "uncertainty.json",
    ]  # fmt: skip
    intervals = pl.read_csv(out / "intervals.csv")
    assert intervals.columns == [
        "unit", "period", "node", "peer_group", "score", "score_median", "score_low", "score_high", "rank",
        "rank_median", "rank_low", "rank_high", "p_top_10", "p_scored",
    ]  # fmt: skip
    assert set(intervals["node"]) == {"index", "connectivity", "sustainability"}
    account = json.loads((out / "uncertainty.json").read_text(encoding="utf-8"))
    assert (account["seed"], account["replicates"], account["failed"]) == (5, 30, 0)
    assert set(account["files"]) == {"intervals.csv", "pairs.csv", "groups.csv", "replicates.jsonl"}
    replicates = [json.loads(line) for line in (out / "replicates.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["replicate"] for one in replicates] == list(range(30))
    assert {one["assumptions"]["aggregation"]["choice"] for one in replicates} == {"arithmetic", "geometric"}

    again = tmp_path / "again"
    seeded = ["--replicates", "30", "--seed", "5"]
    scores = []
    for number in range(30):
        assert main(["uncertainty", *ASEM, *seeded, "--replay", str(number), "--out", str(again)]) == 0
        table = pl.read_csv(again / "scores.csv").filter(node="index", unit="KAZ")
        scores.append(table["score"][0])
    kazakhstan = intervals.filter(node="index", unit="KAZ")
    assert kazakhstan["score_median"][0] == pytest.approx(sorted(scores)[14] / 2 + sorted(scores)[15] / 2, abs=1e-9)


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert main(["uncertainty", *ASEM, "--replicates", "25", "--out", str(tmp_path / name)]) == 0
    for file in ("intervals.csv", "pairs.csv", "groups.csv", "replicates.jsonl"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--replicates", "3"], "--replicates: The number of replicates is 3."),
        (["--replay", "1000"], "--replay: There is no replicate 1000."),
        (["--seed", "-1"], "--seed: The seed is \N{MINUS SIGN}1."),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(arguments, said, tmp_path, capfd):
    out = tmp_path / "found"
    assert main(["uncertainty", *ASEM, *arguments, "--out", str(out)]) == 1
    assert said in capfd.readouterr().err
    assert not out.exists()


def test_a_methodology_without_the_section_is_refused(capfd):
    assert main(["uncertainty", "asem/connectivity/2018", *DATA]) == 1
    assert "does not say what may vary" in capfd.readouterr().err


def test_what_is_an_illustration_says_so_above_every_table():
    told = [*heading(load_methodology("kz/state-bodies/2022.2"), "en")]
    assert told[-1] == "An illustration, not an official assessment."
    assert len([*heading(load_methodology("asem/connectivity/2018"), "en")]) == 2


def test_sensitivity_prints_shares_and_writes_tables(tmp_path, capfd):
    assert main(["sensitivity", *ASEM, "--rows", "16"]) == 0
    out, err = capfd.readouterr()
    assert "Aggregation" in out
    assert "Estimated from quasi-random points: 768" in err
    folder = tmp_path / "found"
    assert main(["sensitivity", *ASEM, "--draws", "10", "--out", str(folder), "--lang", "kk"]) == 0
    assert "Барлық үйлесім есептелді: 200" in capfd.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == [
        "importance.csv", "one_change.csv", "rank_stability.csv", "sensitivity.csv", "sensitivity.json",
    ]  # fmt: skip
    shares = pl.read_csv(folder / "sensitivity.csv").filter(output="rank_movement")
    assert shares["shapley"].sum() == pytest.approx(1)
