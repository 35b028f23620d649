"""What a publication leaves out or withholds by a decision is shown nowhere, and its pages and files say so and why."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.publication.actions.proposals import leave_out, propose, put_forward, withhold
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.units.models import Unit
from tests.web.computed import PERIOD, Computed, approve, computed, computed_run, computed_template
from tests.web.rooms.campaigns.conftest import text

__all__ = ["computed", "computed_template"]

pytestmark = pytest.mark.django_db
INDEX = {"place": "kz", "name": "regional-development"}
REASON = "The figures are disputed."
LEFT_OUT, SHOWN, INDICATOR, VARIABLE = "KZ-43", "KZ-47", "unemployment", "unemployment_rate"


@pytest.fixture
def publication(computed: Computed) -> Publication:
    """A body and an indicator left out; another variable of a third body withheld."""
    computed_run(computed)
    proposal = propose(computed.campaign, text("Results of 2023"), by=computed.proposer)
    decided = {"decision": "Decision No. 7", "reason": text(REASON), "by": computed.proposer}
    leave_out(proposal, unit=Unit.objects.get(pk=LEFT_OUT), **decided)
    leave_out(proposal, node="local_roads", **decided)
    withhold(proposal, VARIABLE, unit=Unit.objects.get(pk=SHOWN), **decided)
    approve(put_forward(proposal, by=computed.proposer), computed)
    publish_what_is_due()
    return Publication.objects.get()


def page(client: Client, name: str, language: str = "en", query: str = "", **parts: object) -> str:
    with override(language):
        answer = client.get(reverse(f"portal:{name}", kwargs={**INDEX, **parts}) + query)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_says_what_is_not_published_and_why(client: Client, publication: Publication, language: str) -> None:
    for shown in (
        page(client, "results", language),
        page(client, "unit_in_index", language, unit=SHOWN),
        page(client, "publication", language, publication=publication.pk),
    ):
        assert 'id="not-published"' in shown
        assert shown.count("Decision No. 7") == 3
        assert REASON in shown


def test_a_body_left_out_is_shown_nowhere(client: Client, publication: Publication) -> None:
    score = Score.objects.get(run=publication.run, unit=LEFT_OUT, node="index").score
    assert score is not None
    index = page(client, "results")
    assert f"units/{LEFT_OUT}/" not in index
    assert page(client, "unit_in_index", unit=LEFT_OUT) == "404"
    assert page(client, "explanation", unit=LEFT_OUT, period=PERIOD) == "404"
    with override("en"):
        unit = client.get(reverse("portal:unit", kwargs={"unit": LEFT_OUT})).content.decode()
    assert "regional-development" not in unit
    recorded = Observation.objects.filter(series="score", variable="kz/regional-development:index")
    assert set(recorded.values_list("unit", flat=True)) == {"KZ-47", "KZ-63"}


def test_an_indicator_left_out_is_shown_nowhere(client: Client, publication: Publication) -> None:
    assert page(client, "results", query="?node=local_roads") == "404"
    told = json.loads(page(client, "explanation", unit=SHOWN, period=PERIOD))
    assert "local_roads" not in nodes_in(told["tree"])
    assert "local_roads" not in json.dumps(told["tree"])
    assert "local_roads" not in page(client, "unit_in_index", unit=SHOWN).partition('id="not-published"')[0]


def nodes_in(tree: dict[str, object]) -> set[str]:
    children = tree["children"]
    assert isinstance(children, list)
    return {str(tree["node"]), *(node for child in children for node in nodes_in(child))}


def test_what_could_be_read_off_a_withheld_value_is_not_shown_of_its_unit(
    client: Client, publication: Publication
) -> None:
    hidden = [
        node
        for node in nodes_in(json.loads(page(client, "explanation", unit="KZ-63", period=PERIOD))["tree"])
        if node not in nodes_in(json.loads(page(client, "explanation", unit=SHOWN, period=PERIOD))["tree"])
    ]
    assert len(hidden) == 1
    assert "unemployment" in hidden[0]
    rows = table(page(client, "results_table", query=f"?node={hidden[0]}", period=PERIOD, form="csv"))
    assert (rows[SHOWN]["reason"], rows[SHOWN]["score"], rows[SHOWN]["value"]) == ("withheld", "", "")
    assert rows["KZ-63"]["score"]


def table(content: str) -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff")))}


def test_files_say_what_is_not_published(client: Client, publication: Publication) -> None:
    rows = table(page(client, "results_table", period=PERIOD, form="csv"))
    assert (rows[LEFT_OUT]["reason"], rows[LEFT_OUT]["score"]) == ("left_out", "")
    told = json.loads(page(client, "results_table", period=PERIOD, form="json"))
    assert LEFT_OUT not in {row["unit"] for row in told["rows"]}
    assert [one.get("unit") or one.get("node") for one in told["left_out"]] == [LEFT_OUT, "local_roads"]
    assert told["left_out"][0]["reason"]["en"] == REASON
    assert told["withheld"][0]["variable"] == VARIABLE


def test_the_bundle_says_it_too_and_how_much_nobody_else_can_compute(publication: Publication) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes(publication.bundle.content))) as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
        scores = list(csv.DictReader(io.TextIOWrapper(bundle.open("scores.csv"))))
    assert manifest["left_out"] == {"units": [LEFT_OUT], "nodes": ["local_roads"]}
    assert [one["decision"] for one in manifest["decisions"]] == ["Decision No. 7"] * 3
    assert {row["unit"] for row in scores} == {"KZ-47", "KZ-63"}
    assert "local_roads" not in {row["node"] for row in scores}
    assert publication.bundle.withheld >= 1
    assert publication.bundle.resting
    assert publication.bundle.rows_left_out
