"""What a unit's page tells of its assessment: re-verification, penalties, recommendations; of appeals no name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tarazy.web.doors.portal.indices.checked import what_was_checked
from tarazy.web.rooms.methodologies.queries import methodology_of
from tests.web.concluding import Concluding, computed_anew, concluding, concluding_template, issued

__all__ = ["concluding", "concluding_template"]

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def told(world: Concluding, unit: str) -> str:
    run = computed_anew(world.campaign)
    index = SimpleNamespace(run=run, methodology=methodology_of(run.version))
    with override("en"):
        return render_to_string("portal/indices/checked.html", what_was_checked(index, unit))  # type: ignore[arg-type]


def test_recommendations_stand_on_the_page_of_their_body_alone(concluding: Concluding) -> None:
    issued(concluding)
    assert "Қызметті мерзімінде көрсету." in told(concluding, concluding.unit.pk)
    assert "Қызметті" not in told(concluding, "KZ-47")


def test_the_register_of_appeals_is_named_and_no_appeal(concluding: Concluding) -> None:
    page = told(concluding, concluding.unit.pk)
    assert "/en/appeals/" in page
    assert "No value of this unit was drawn" in page
