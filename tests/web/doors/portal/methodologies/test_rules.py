"""A rule in words says what of it is unconfirmed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from django.utils.translation import override

from tarazy.engine import load_methodology
from tarazy.web.doors.portal.methodologies.rules import rule_of

FOLDER = Path(__file__).parents[4] / "engine" / "outland" / "ratio_of_changes" / "methodology"


@pytest.mark.parametrize(("lang", "term"), [("en", "Unconfirmed"), ("ru", "Не подтверждено"), ("kk", "Расталмаған")])
def test_an_unconfirmed_rule_says_so_until_it_is_confirmed(lang: str, term: str) -> None:
    methodology = load_methodology(FOLDER)
    given = methodology.indicators[0].methods["normalise"]
    assert not isinstance(given, tuple)
    confirmed = msgspec.structs.replace(given, confirmed_by="Order No. 14 (invented), point 7")
    with override(lang):
        terms = [fact.term for fact in rule_of(methodology, "normalise", given, {}, None).facts]
        later = rule_of(methodology, "normalise", confirmed, {}, None).facts
    assert term in terms
    assert term not in [fact.term for fact in later]
    assert "Order No. 14 (invented), point 7" in [fact.text for fact in later]
