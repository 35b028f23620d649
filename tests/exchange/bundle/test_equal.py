"""What was published comes out again from the bundle alone, to the last bit here and as published elsewhere."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__  # type: ignore[attr-defined]

from tarazy.engine import load_methodology, observations_from_frame, score, units_from_frame
from tarazy.engine.model.observations import CODED_COLUMNS, Observations
from tarazy.exchange.bundle.manifest import Publication
from tarazy.exchange.bundle.rows import PUBLIC_COLUMNS, rows_in
from tarazy.exchange.bundle.written import Published, rows_of
from tests.exchange.bundle.making import HDI, KZ, TITLE, WALES, files_in, made, outcome_of, published, put

FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]


@pytest.mark.parametrize("of", [HDI, WALES, KZ], ids=["hdi", "wales", "kz"])
def test_every_published_number_is_recomputed_and_equal(of: tuple[str, str, tuple[str, ...]]) -> None:
    flaws, outcome = outcome_of(made(published(*of)))
    assert (flaws, outcome.flaws, outcome.differences, outcome.own, outcome.compared) == ([], (), (), 0, 0)
    frame = published(*of).scores
    columns = [name for name in frame.columns if name not in ("unit", "period", "node", "peer_group")]
    assert outcome.equal == sum(frame[name].is_not_null().sum() for name in columns) > 1_000


def test_the_bundle_holds_the_text_byte_for_byte_and_what_the_run_took() -> None:
    of = published(*HDI)
    files = files_in(made(of))
    for path, content in of.methodology.files.items():
        assert files[f"methodology/{path}"] == content
    rows = [*rows_in(io.StringIO(files["observations.csv"].decode()), PUBLIC_COLUMNS)]
    assert rows == rows_of(of) == sorted(rows)
    assert len(rows) == 772 < len(of.observations)
    assert {row.key.period for row in rows} == {"2021"}
    manifest = json.loads(files["manifest.json"])
    assert manifest["publication"]["title"]["kk"] == TITLE.kk
    assert manifest["files"]["scores.csv"] == hashlib.sha256(files["scores.csv"]).hexdigest()
    assert set(manifest["files"]) == set(files) - {"manifest.json"}


def test_equal_content_gives_equal_bytes_in_whatever_order_the_rows_came() -> None:
    of = published(*HDI)
    assert made(of) == made(of)
    assert made(of) == made(Published(of.publication, of.methodology, turned_round(of), of.units, of.run, of.scores))


def turned_round(of: Published) -> Observations:
    order = np.arange(len(of.observations))[::-1]
    coded = {}
    for name in CODED_COLUMNS:
        column = getattr(of.observations, name)
        coded[name] = column if column.codes is None else dataclasses.replace(column, codes=column.codes[order])
    rest = {name: getattr(of.observations, name) for name in ("revision", "recorded_at", "se", "n")}
    rest = {name: None if column is None else column[order] for name, column in rest.items()}
    return dataclasses.replace(of.observations, value=of.observations.value[order], **coded, **rest)


def test_a_bundle_is_equal_on_a_processor_with_other_instructions(tmp_path: Path) -> None:
    path = put(tmp_path, made(published(*WALES)))
    settings = {"NPY_DISABLE_CPU_FEATURES": " ".join(FEATURES)} if FEATURES else {}
    done = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "recompute", str(path)],
        cwd=tmp_path, env={**os.environ, **settings, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Equal.\n")


def test_what_a_later_revision_replaced_and_what_came_later_is_not_in_the_bundle() -> None:
    rows = {
        "unit": ["KAZ"] * 5,
        "period": ["2021"] * 5,
        "variable": [*VARIABLES, "gni_per_capita"],
        "value": [69.4, 15.8, 12.3, 23_000.0, 23_942.8],
        "revision": [1, 1, 1, 1, 2],
        "reason": ["", "", "", "", "=corrected"],
        "recorded_at": ["2022-01-01"] * 5,
        "source": ["", "", "", "", "=1+1"],
    }
    for as_of, gni in (("2022-06-01", "23942.8"), ("2021-06-01", None)):
        instant = datetime.datetime.fromisoformat(as_of).replace(tzinfo=datetime.UTC)
        of = published_from(pl.DataFrame(rows), instant)
        kept = {row.key.variable: row.said for row in rows_of(of)}
        assert kept.get("gni_per_capita", (None,))[0] == gni
        assert gni is None or kept["gni_per_capita"][-1] == "=1+1"
        if gni:
            assert b",'=1+1" in files_in(made(of))["observations.csv"]  # no spreadsheet computes it
            flaws, outcome = outcome_of(made(of))
            assert (flaws, outcome.flaws, outcome.differences) == ([], (), ())


VARIABLES = ("life_expectancy_at_birth", "expected_years_of_schooling", "mean_years_of_schooling", "gni_per_capita")


def published_from(frame: pl.DataFrame, as_of: datetime.datetime) -> Published:
    text = load_methodology("un/hdi/2021")
    units = units_from_frame(pl.DataFrame({"unit": ["KAZ"], "kind": ["country"], "peer_group": ["country"]}))
    observations = observations_from_frame(frame)
    scores = score(text, observations, units=units, periods=["2021"], as_of=as_of)
    return Published(Publication(title=TITLE), text, observations, units, scores.run, scores.frame)
