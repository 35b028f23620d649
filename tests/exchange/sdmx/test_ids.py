"""Every id of ours has one id of SDMX and comes back; nothing else is taken for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.exchange.sdmx.ids import plain_id, sdmx_id
from tarazy.exchange.sdmx.periods import bounds_of, frequency, period_of, time_period

LEGAL = re.compile(r"[A-Za-z0-9_@$\-]+")  # IDType of SDMXCommonReferences.xsd


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text != "_T"))
def test_ids_are_legal_and_come_back(text: str) -> None:
    assert LEGAL.fullmatch(sdmx_id(text))
    assert plain_id(sdmx_id(text)) == text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("", "_T"), ("KZ-47", "KZ-47"), ("sex=f", "sex@f"), ("age=15-24;sex=f", "age@15-24$3Bsex@f"),
     ("kz/index:health", "kz$2Findex$3Ahealth"), ("W01.5", "W01$2E5"), ("$", "$24"), ("ә", "$D3$99")],
)  # fmt: skip
def test_as_the_manual_says(ours: str, theirs: str) -> None:
    assert sdmx_id(ours) == theirs
    assert plain_id(theirs) == ours


@pytest.mark.parametrize("given", ["", "a b", "a$3b", "a$", "$41", "$FF", "a/b", "é", "sex=f", "$3D"])
def test_what_is_no_id_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"id of SDMX|is not how|codec"):
        plain_id(given)


@pytest.mark.parametrize(
    ("ours", "theirs", "often"),
    [("2023", "2023", "A"), ("2023-Q4", "2023-Q4", "Q"), ("2023-12", "2023-12", "M"),
     ("2019/2021", "2019-01-01/P3Y", "A3")],
)  # fmt: skip
def test_periods(ours: str, theirs: str, often: str) -> None:
    assert (time_period(ours), frequency(ours), period_of(theirs)) == (theirs, often, ours)


@pytest.mark.parametrize(
    "given", ["", "yesterday", "2023-13", "2023-Q5", "23", "2023/2020", "2023-02-30", "0000", "9" * 999]
)
def test_what_is_no_period_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="neither a period nor a day"):
        bounds_of(given)
