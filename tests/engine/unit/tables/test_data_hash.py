"""The data hash, worked again by a few lines that share nothing with the engine."""

import hashlib
import struct
from pathlib import Path

import polars as pl
import pytest

from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.take import take
from tests.engine.unit.tables.small import small_methodology, small_units

# The test vector of docs/manual/formats.md: unit, value, se, n, status of `beds`, 2024, in the series survey.
VECTOR = [("KZ-10", 1.5, 0.25, 120, "E"), ("KZ-11", -0.0, None, None, ""), ("KZ-47", None, None, None, "M")]
HASH_OF_VECTOR = "52f79614ef7101a34051d23dfa469929920b7e781854fe77949b02fec42fe88d"


def by_hand(rows) -> str:
    """docs/manual/formats.md, Data hash."""
    rows = sorted(rows)
    units = "".join(f"{unit}\n" for unit, *_ in rows)
    values = b"".join(
        b"\0\0\0\0\0\0\xf8\x7f" if value is None else struct.pack("<d", value + 0.0) for _, value, *_ in rows
    )
    rest = "".join(
        f"{'' if se is None else repr(se)}\t{'' if n is None else repr(n)}\t{status}\n" for *_, se, n, status in rows
    )
    h = [hashlib.sha256(part).hexdigest() for part in (units.encode(), values, rest.encode())]
    line = f"beds\t2024\t\tsurvey\t{len(rows)}\t{h[0]}\t{h[1]}\t{h[2]}\n"
    return hashlib.sha256(line.encode()).hexdigest()


METHODOLOGY = small_methodology({"beds": ["survey"]})
UNITS = small_units("KZ-10", "KZ-11", "KZ-47", "KZ-99")


def by_engine(rows, **more) -> str:
    frame = pl.DataFrame(rows, schema=["unit", "value", "se", "n", "status"], orient="row")
    frame = frame.with_columns(period=pl.lit("2024"), variable=pl.lit("beds"), series=pl.lit("survey"), **more)
    return take(observations_from_frame(frame), METHODOLOGY, UNITS, ["2024"]).data_hash


def test_the_vector_of_the_manual():
    assert HASH_OF_VECTOR in (Path(__file__).parents[4] / "docs/manual/formats.md").read_text(encoding="utf-8")
    assert by_engine(VECTOR) == by_hand(VECTOR) == HASH_OF_VECTOR


def test_the_order_of_rows_and_who_recorded_them_do_not_matter():
    assert by_engine(VECTOR[::-1]) == HASH_OF_VECTOR
    assert by_engine(VECTOR, source=pl.lit("form 7"), recorded_at=pl.lit("2024-05-31")) == HASH_OF_VECTOR


@pytest.mark.parametrize(
    "changed",
    [
        ("KZ-10", 1.5000000000000002, 0.25, 120, "E"),
        ("KZ-10", 1.5, 0.5, 120, "E"),
        ("KZ-10", 1.5, 0.25, 121, "E"),
        ("KZ-10", 1.5, 0.25, 120, "P"),
        ("KZ-99", 1.5, 0.25, 120, "E"),
    ],
)
def test_every_part_of_an_observation_matters(changed):
    assert by_engine([changed, *VECTOR[1:]]) == by_hand([changed, *VECTOR[1:]]) != HASH_OF_VECTOR


def test_without_further_columns():
    plain = [(unit, value, None, None, "") for unit, value, *_ in VECTOR[:2]]
    frame = pl.DataFrame(
        {"unit": ["KZ-10", "KZ-11"], "period": "2024", "variable": "beds", "value": [1.5, 0.0], "series": "survey"}
    )
    assert take(observations_from_frame(frame), METHODOLOGY, UNITS, ["2024"]).data_hash == by_hand(plain)


def test_only_what_the_run_took_is_in_it():
    more = [
        {"unit": "KZ-10", "period": "2024", "variable": "beds", "series": "survey", "value": 1.5, "status": ""},
        {"unit": "KZ-10", "period": "2023", "variable": "beds", "series": "survey", "value": 7.0, "status": ""},
        {"unit": "KZ-10", "period": "2024", "variable": "beds", "series": "register", "value": 7.0, "status": ""},
        {"unit": "KZ-10", "period": "2024", "variable": "doctors", "series": "survey", "value": 7.0, "status": ""},
        {"unit": "KZ-11", "period": "2024", "variable": "beds", "series": "survey", "value": None, "status": "O"},
        {"unit": "KZ", "period": "2024", "variable": "beds", "series": "survey", "value": 7.0, "status": ""},
    ]
    units = small_units("KZ", "KZ-10", "KZ-11", kind=["country", "area", "area"])
    taken = take(observations_from_frame(pl.DataFrame(more)), METHODOLOGY, units, ["2024"]).data_hash
    assert taken == by_hand([("KZ-10", 1.5, None, None, "")])


def test_several_groups_stand_in_the_order_of_code_points():
    methodology = small_methodology({"b": ["statistics"], "a_2": ["statistics"], "a1": ["statistics"]})
    frame = pl.DataFrame({"unit": ["KZ-10"], "period": ["2024"], "b": [1.0], "a_2": [2.0], "a1": [3.0]})
    lines = ""
    for variable, value in (("a1", 3.0), ("a_2", 2.0), ("b", 1.0)):
        parts = (b"KZ-10\n", struct.pack("<d", value), b"\t\t\n")
        lines += (
            "\t".join([variable, "2024", "", "statistics", "1", *(hashlib.sha256(part).hexdigest() for part in parts)])
            + "\n"
        )
    taken = take(observations_from_frame(frame), methodology, small_units("KZ-10"), ["2024"]).data_hash
    assert taken == hashlib.sha256(lines.encode()).hexdigest()
