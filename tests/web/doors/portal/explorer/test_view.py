"""One address for one view, and the view again from its address."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tarazy.web.doors.portal.explorer.view import CHARTS, TRANSFORMATIONS, View, canonical, view_given

names = st.text(alphabet="abc/:;=&+ %ә", min_size=1, max_size=12)
periods = st.sampled_from(["", "2015", "2020-Q1", "2022/2024"])
views = st.builds(
    View,
    variables=st.lists(names, min_size=1, max_size=4).map(tuple),
    first=periods,
    last=periods,
    units=st.lists(names, max_size=4).map(tuple),
    group=st.one_of(st.just(""), names),
    kind=st.one_of(st.just(""), names),
    across=st.sampled_from(["", "yes"]),
    breakdowns=st.lists(st.one_of(st.just(""), names), max_size=4).map(tuple),
    chart=st.sampled_from(CHARTS),
    transformation=st.sampled_from(TRANSFORMATIONS),
    base=periods,
    by=names,
    x=names,
    y=names,
    size=st.one_of(st.just(""), names),
    known=st.sampled_from(["", "2026-11-22"]),
    like=st.one_of(st.just(""), names),
    onto=st.sampled_from(["", "as-recorded", "present", "former"]),
    targets=st.sampled_from(["", "yes"]),
)


def parsed(query: str) -> View:
    found = QueryDict(query)
    return view_given({name: found.getlist(name) for name in found})


@given(views)
def test_the_address_gives_the_view_again(view: View) -> None:
    assert parsed(view.query) == canonical(view)
    assert parsed(view.query).query == view.query


@given(views)
def test_what_means_the_same_has_one_address(view: View) -> None:
    turned = View(**{**vars(view), "variables": view.variables[::-1], "units": view.units[::-1] * 2})
    assert turned.query == view.query


def test_what_a_chart_does_not_read_is_not_in_its_address() -> None:
    bars = View(("b", "a"), first="2015", last="2020", units=("u",), chart="bars", base="2015", by="c", x="a", y="b")
    assert bars.query == "v=a&v=b&u=u&from=2020&to=2020&chart=bars"


def test_a_name_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        parsed("v=" + "a" * 201)
