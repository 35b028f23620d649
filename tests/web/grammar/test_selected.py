"""Rows are selected, and nothing else is done so."""

import pytest

from tarazy.web.grammar.selected import selected


@pytest.mark.django_db
def test_what_differs_is_given_beside_the_question() -> None:
    assert selected("SELECT %s::text, %s::int + 1", ["'; DROP TABLE units_unit; --", 1]) == [
        ("'; DROP TABLE units_unit; --", 2)
    ]


@pytest.mark.parametrize("question", ["DELETE FROM units_unit", "WITH x AS (DELETE FROM units_unit) SELECT 1", ""])
def test_nothing_but_a_select_may_be_asked(question: str) -> None:
    with pytest.raises(ValueError, match="only a SELECT"):
        selected(question)
