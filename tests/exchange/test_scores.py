"""Scores out and in again: columns, order, precision, and the old files or the new ones."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tarazy.engine import Scores, load_methodology, score
from tarazy.engine.model.result_frame import SCHEMA, blocks
from tarazy.exchange import put_in_place
from tarazy.exchange import scores as scores_out
from tarazy.exchange.observations import read_observations
from tarazy.exchange.scores import write_scores
from tests.exchange.reading import only, said_of

UNITS = pl.DataFrame({"unit": ["AAA", "BBB", "CCC", "DDD"], "kind": "country", "peer_group": "country"})
INPUTS = ("life_expectancy_at_birth", "expected_years_of_schooling", "mean_years_of_schooling", "gni_per_capita")


@pytest.fixture(scope="module")
def scores() -> Scores:
    """The Human Development Index of four made-up countries in two years; one lacks a value, two are alike."""
    rows = [
        (unit, year, 60.0 + 5 * number + year / 1000, 12.0 + number, 1 / 3 + 8 + number, 9000.0 * (1 + number))
        for number, unit in enumerate(["AAA", "BBB", "CCC"])
        for year in (2020, 2021)
    ]
    rows += [("DDD", 2020, *rows[0][2:]), ("DDD", 2021, 70.0, None, 9.0, 9000.0)]
    observations = pl.DataFrame(rows, schema=["unit", "period", *INPUTS], orient="row")
    return score(load_methodology("un/hdi/2021"), observations, units=UNITS)


def test_the_table_has_a_row_for_each_unit_period_and_node_in_their_order(scores):
    table = scores.frame
    assert tuple(table.columns) == tuple(SCHEMA.names)
    keys = table.select("unit", "period", "node").rows()
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == 4 * 2 * len(scores.methodology.nodes)


def test_blocks_of_any_size_are_the_same_table(scores):
    whole = scores.frame
    for size in (1, 2, 3, 100):
        pieces = [pl.from_arrow(block.cast(SCHEMA)) for block in blocks(scores.result, size)]
        assert pl.concat(pieces).equals(whole)


def test_what_has_no_score_says_why(scores):
    row = scores.frame.row(
        by_predicate=(pl.col("unit") == "DDD") & (pl.col("period") == "2021") & (pl.col("node") == "index"), named=True
    )
    assert (row["score"], row["rank"], row["band"], row["reason"]) == (None, None, None, "missing")
    assert row["share_not_counted"] > 0


def test_both_files_hold_the_table_to_the_last_bit(scores, tmp_path):
    assert write_scores(scores.result, scores.run, tmp_path) == ("scores.csv", "scores.parquet", "run.json")
    assert pl.read_parquet(tmp_path / "scores.parquet").equals(scores.frame)
    from_csv = pl.read_csv(
        tmp_path / "scores.csv", schema=dict(zip(scores.frame.columns, scores.frame.dtypes, strict=True))
    )
    assert from_csv.equals(scores.frame)


def test_csv_writes_shortest_decimals_whole_ranks_and_nothing_for_none(scores, tmp_path):
    write_scores(scores.result, scores.run, tmp_path)
    lines = (tmp_path / "scores.csv").read_text().splitlines()
    assert lines[0] == ",".join(SCHEMA.names)
    index = next(line for line in lines if line.startswith("CCC,2021,index,"))
    assert ",1,country," in index
    schooling = next(line for line in lines if line.startswith("AAA,2021,mean_schooling,")).split(",")
    assert float(schooling[3]) == 1 / 3 + 8
    assert schooling[3] == repr(1 / 3 + 8)
    assert "nan" not in "".join(lines).lower().replace("finance", "")


def test_run_json_says_enough_to_run_it_again(scores, tmp_path):
    write_scores(scores.result, scores.run, tmp_path)
    run = json.loads((tmp_path / "run.json").read_text())
    assert (run["methodology"], run["version"]) == ("un/hdi", "2021")
    assert run["methodology_hash"] == scores.methodology.hash
    assert run["data_hash"] == scores.result.data_hash
    assert len(run["data_hash"]) == 64
    assert run["engine_version"]
    assert run["options"] == {"periods": ["2020", "2021"], "nodes": "all"}
    assert (run["as_of"], run["seed"]) == (None, None)
    assert run["counts"] == {"units": 4, "scored": 7, "not_scored": 1, "imputed": 0, "not_counted": 1, "back_casts": 0}
    assert set(run["files"]) == {"scores.csv", "scores.parquet"}


def test_nothing_but_the_three_files_is_left(scores, tmp_path):
    write_scores(scores.result, scores.run, tmp_path / "new" / "folder")
    assert sorted(os.listdir(tmp_path / "new" / "folder")) == ["run.json", "scores.csv", "scores.parquet"]


@pytest.mark.parametrize("name", ["scores.csv", "scores.parquet", "run.json"])
def test_a_fault_while_writing_leaves_the_old_files(scores, tmp_path, monkeypatch, name):
    write_scores(scores.result, scores.run, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    flush = put_in_place._on_disk

    def full(path: Path) -> None:
        if path.name == name:
            raise OSError(28, "No space left on device", str(path))
        flush(path)

    monkeypatch.setattr(put_in_place, "_on_disk", full)
    with pytest.raises(OSError, match="No space left"):
        write_scores(scores.result, {**scores.run, "as_of": "another"}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


ENDLESS = """
import sys
from pathlib import Path
import polars as pl
from tarazy.engine import load_methodology, score
from tarazy.exchange.scores import write_scores
count = 2000
values = {{name: [25.0 + i / 1000 for i in range(count)] for name in {names!r}}}
frame = pl.DataFrame({{"unit": [f"A{{i}}" for i in range(count)], "period": "2021", **values}})
units = pl.DataFrame({{"unit": frame["unit"], "kind": "country", "peer_group": "country"}})
scores = score(load_methodology("un/hdi/2021"), frame, units=units)
turn = 0
while True:
    turn += 1
    write_scores(scores.result, {{**scores.run, "seed": turn}}, Path(sys.argv[1]))
    print(turn, flush=True)
"""


def test_a_killed_process_leaves_files_of_one_run(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS.format(names=INPUTS), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    time.sleep(0.037)  # somewhere in the middle of a further turn
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert said_of(tmp_path / "scores.csv") == []
    assert said_of(tmp_path / "scores.parquet") == []


def test_what_a_killed_run_left_aside_is_removed_after_a_day(scores, tmp_path):
    for name, age in ((".unfinished-old", 100_000), (".unfinished-new", 10)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_scores(scores.result, scores.run, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [".unfinished-new"]


def test_a_large_result_has_no_csv_and_an_old_one_does_not_stay(scores, tmp_path, monkeypatch):
    write_scores(scores.result, scores.run, tmp_path)
    monkeypatch.setattr(scores_out, "MOST_ROWS_AS_CSV", 10)
    assert write_scores(scores.result, scores.run, tmp_path) == ("scores.parquet", "run.json")
    assert sorted(os.listdir(tmp_path)) == ["run.json", "scores.parquet"]


def test_scores_are_observations_too(scores, tmp_path):
    write_scores(scores.result, scores.run, tmp_path)
    for name in ("scores.csv", "scores.parquet"):
        read = read_observations([tmp_path / name])
        by_key = {(one.unit, one.period, one.variable): one for one in map(read.at, range(len(read)))}
        one = by_key["CCC", "2021", "un/hdi:index"]
        row = scores.frame.row(
            by_predicate=(pl.col("unit") == "CCC") & (pl.col("period") == "2021") & (pl.col("node") == "index"),
            named=True,
        )
        assert (one.value, one.series, one.status) == (row["score"], "score", "")
        assert (by_key["DDD", "2021", "un/hdi:index"].value, by_key["DDD", "2021", "un/hdi:index"].status) == (
            None,
            "O",
        )


def test_scores_without_their_run_and_scores_that_were_changed_are_refused(scores, tmp_path):
    write_scores(scores.result, scores.run, tmp_path)
    table = (tmp_path / "scores.csv").read_text()
    (tmp_path / "scores.csv").write_text(table.replace("CCC,2021,index,,0.", "CCC,2021,index,,0.9"))
    assert "The file is not the one that run.json beside it describes." in only(said_of(tmp_path / "scores.csv"))
    (tmp_path / "run.json").write_text("[]")
    assert "The file is not what a scoring run has written." in said_of(tmp_path / "scores.csv")[0]
    (tmp_path / "run.json").unlink()
    said = only(said_of(tmp_path / "scores.csv"))
    assert "These are scores, but nothing says of which methodology." in said
    assert "Keep run.json, which was written with it, beside the file." in said
