"""tools/data_kz.py on a small pack of its own: codes and flags are turned, and what it does not know stops it."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.places import DATA

ROOT = Path(__file__).parents[2]
OBSERVATIONS = """unit,variable,period,breakdown,value,status,source
KZ-10,unemployment_rate,2023,sex=female,4.90,,bns_sdg_8-5-2
KZ-10,unemployment_rate,2023,,4.8,,bns_sdg_8-5-2
KZ-23,road_death_rate,2010,,3.8,,bns_sdg_3-6-1
KZ-79,household_spending_per_capita,2018,,30000,E,bns_odk_spend
"""
FLAGS = """unit,variable,period,breakdown,flag,note
KZ-23,road_death_rate,2010,,U,3.8 against 20.65 in 2011
KZ-23,road_death_rate,2010,,B,3.8 against 20.65 in 2011
"""


@pytest.fixture
def derive(tmp_path):
    pack, folder = tmp_path / "pack", tmp_path / "kz"
    pack.mkdir()
    folder.mkdir()
    for name in ("units", "variables", "sources"):
        (folder / f"{name}.csv").write_bytes((DATA / "kz" / f"{name}.csv").read_bytes())

    def run(observations=OBSERVATIONS, flags=FLAGS):
        (pack / "observations.csv").write_text(observations, encoding="utf-8")
        (pack / "flags.csv").write_text(flags, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "tools.data_kz", pack, folder], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done, folder

    return run


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_and_flags_are_turned_and_digits_are_kept(derive):
    done, folder = derive()
    assert done.returncode == 0, done.stderr
    made = {(row["unit"], row["breakdown"]): row for row in rows(folder / "observations.csv")}
    assert made["KZ-10", "sex=f"]["value"] == "4.90"
    assert made["KZ-23", ""]["status"] == "U"
    assert made["KZ-79", ""]["status"] == "E"
    assert [row["note_kk"] for row in rows(folder / "doubts.csv")] == ["2011 жылғы 20,65-ке қарсы 3,8."]
    assert [row["period"] for row in rows(folder / "breaks.csv")] == ["2010"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("KZ-10,", "KZ-99,"), "units.csv lacks ['KZ-99']"),
        (("unemployment_rate", "unemployment"), "variables.csv lacks ['unemployment']"),
        (("bns_odk_spend", "bns_odk_spent"), "sources.csv lacks ['bns_odk_spent']"),
        (("3.8,,", "3.8,E,"), "decide by hand"),
        (("KZ-23,road_death_rate,2010", "KZ-23,road_death_rate,2011"), "Flags without an observation"),
    ],
)
def test_what_it_does_not_know_stops_it_before_anything_is_written(derive, change, said):
    done, folder = derive(observations=OBSERVATIONS.replace(*change))
    assert done.returncode == 1
    assert said in done.stderr
    assert not (folder / "observations.csv").exists()
