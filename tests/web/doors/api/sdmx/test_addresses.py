"""Addresses as the standard has them, and what is answered to those that it does not have."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.doors.api.sdmx import data as data_view
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.publication.actions.publishing import withdraw
from tarazy.web.rooms.publication.models import Publication
from tests.web.doors.api.sdmx.known import observations
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("published")
FLOW, INDEX_FLOW = "OBSERVATIONS_KZ", "SCORES_KZ_REGIONAL-DEVELOPMENT"
DATA = f"/sdmx/2.1/data/{FLOW}"
ONE = f"{DATA}/A.KZ.unemployment_rate._T.statistics"
MESSAGE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"


def content(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address, HTTP_ACCEPT="text/csv")
    assert answer.status_code == 200, content(answer)
    return list(csv.DictReader(io.StringIO(content(answer), newline="")))


def fault(client: Client, address: str, **heads: str) -> tuple[int, str]:
    """The status and the code of SDMX; the sentence must be there in three languages."""
    answer = client.get(address, **heads)
    [said] = ET.fromstring(content(answer))
    assert said.tag == f"{MESSAGE}ErrorMessage"
    texts = [one.text for one in said]
    assert len(texts) == 3
    assert all(texts)
    assert "Traceback" not in content(answer)
    return answer.status_code, said.get("code", "")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "genericdata+xml; version=2.1"),
        ("*/*", "genericdata+xml; version=2.1"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "genericdata+xml; version=2.1"),
        ("application/json", "data+json; version=1.0.0"),
        ("application/vnd.sdmx.data+json;version=2.0.0", "data+json; version=2.0.0"),
        ("application/vnd.sdmx.data+json;version=2.0", "data+json; version=2.0.0"),
        ("text/csv", "data+csv; version=1.0.0"),
        ("application/vnd.sdmx.data+csv; version=2.0.0; labels=id", "data+csv; version=2.0.0"),
        ("application/vnd.sdmx.data+csv;q=0.1, application/json;q=0.2", "data+json; version=1.0.0"),
        ("application/pdf, application/vnd.sdmx.structurespecificdata+xml;version=2.1",
         "structurespecificdata+xml; version=2.1"),
    ],
)  # fmt: skip
def test_the_format_is_the_one_that_is_wanted_most(client: Client, accept: str, form: str) -> None:
    answer = client.get(ONE, HTTP_ACCEPT=accept)
    assert answer["Content-Type"] == f"application/vnd.sdmx.{form}; charset=utf-8"
    assert "Accept" in answer["Vary"]
    assert content(answer)


@pytest.mark.parametrize(
    "accept", ["application/pdf", "application/json;q=0", "application/vnd.sdmx.data+csv;version=9"]
)
def test_what_is_not_there_is_not_acceptable(client: Client, accept: str) -> None:
    answer = client.get(ONE, HTTP_ACCEPT=accept)
    assert answer.status_code == 406
    assert "genericdata" in content(answer)


def test_a_fault_is_json_for_who_wants_json(client: Client) -> None:
    answer = client.get(f"{DATA}/A.KZ-99...", HTTP_ACCEPT="application/json")
    [error] = json.loads(answer.content)["errors"]
    assert (answer.status_code, error["code"], set(error["titles"])) == (404, 100, {"kk", "ru", "en"})


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (f"{DATA}/A.KZ-99...", 404, "100"),
        (f"{DATA}/M....", 404, "100"),
        (f"{DATA}/A.KZ...?startPeriod=2090", 404, "100"),
        (f"{DATA}/A.KZ.../OTHER", 404, "100"),
        ("/sdmx/2.1/data/NOTHING", 404, "100"),
        ("/sdmx/2.1/data/OTHER,OBSERVATIONS_KZ,1.0", 404, "100"),
        ("/sdmx/2.1/data/TARAZY,OBSERVATIONS_KZ,7.0", 404, "100"),
        ("/sdmx/2.1/codelist/TARAZY/NOTHING", 404, "100"),
        ("/sdmx/2.1/codelist/TARAZY/CL_FREQ/1.0/NOTHING", 404, "100"),
        ("/sdmx/2.1/availableconstraint/OBSERVATIONS_KZ/A.KZ-99...", 404, "100"),
        (f"{DATA}/A.KZ", 400, "140"),
        (f"{DATA}/A.KZ....................", 400, "140"),
        (f"{DATA}/A.KZ' OR '1'='1...", 400, "140"),
        (f"{DATA}/A.KZ%00...", 400, "140"),
        (f"{DATA}/A.%F0%9F%92%A3...", 400, "140"),
        (f"{DATA}/A.KZ...?startPeriod=yesterday", 400, "140"),
        (f"{DATA}/A.KZ...?endPeriod=2023-13", 400, "140"),
        (f"{DATA}/A.KZ...?startPeriod={'9' * 5000}", 400, "140"),
        (f"{DATA}/A.KZ...?firstNObservations=0", 400, "140"),
        (f"{DATA}/A.KZ...?lastNObservations=-1", 400, "140"),
        (f"{DATA}/A.KZ...?lastNObservations={'9' * 100}", 400, "140"),
        (f"{DATA}/A.KZ...?detail=everything", 400, "140"),
        (f"{DATA}/A.KZ...?updatedAfter=soon", 400, "140"),
        (f"{DATA}/A.KZ...?dimensionAtObservation=UNIT", 501, "501"),
        (f"{DATA}/A.KZ...?includeHistory=true", 501, "501"),
        (f"{DATA}/A.KZ...?c[TIME_PERIOD]=ge:never", 400, "140"),
        (f"{DATA}/A.KZ...?c[UNIT]=xx:KZ", 400, "140"),
        (f"{DATA}/A.KZ...?c[UNIT]=gt:KZ", 501, "501"),
        (f"{DATA}/A.KZ...?c[OBS_VALUE]=gt:5", 501, "501"),
        (f"{DATA}/A.KZ...?c[=1", 400, "140"),
        (f"{DATA}/{'A' * 23000}....", 413, "130"),
        ("/sdmx/2.1/data/" + "A" * 30000, 413, "130"),
        (f"{DATA}/{','.join(['A....'] * 200)}", 413, "130"),
        (f"{DATA}/all/all/more", 400, "140"),
        ("/sdmx/2.1/data/a,b,c,d", 400, "140"),
        ("/sdmx/2.1/data/", 404, "100"),
        ("/sdmx/2.1/", 400, "140"),
        ("/sdmx/2.1/../../etc/passwd", 400, "140"),
        ("/sdmx/2.1/nonsense", 400, "140"),
        ("/sdmx/2.1/schema/dataflow/TARAZY/OBSERVATIONS_KZ", 501, "501"),
        ("/sdmx/2.1/categoryscheme", 501, "501"),
        ("/sdmx/2.1/metadata/OBSERVATIONS_KZ", 501, "501"),
        ("/sdmx/2.1/codelist/a/b/c/d/e", 400, "140"),
        ("/sdmx/2.1/codelist?references=cousins", 400, "140"),
        ("/sdmx/2.1/codelist?detail=some", 400, "140"),
        ("/sdmx/2.1/availableconstraint/OBSERVATIONS_KZ/all/all/COUNTRY", 403, "150"),
        ("/sdmx/2.1/availableconstraint/OBSERVATIONS_KZ?mode=maybe", 400, "140"),
        ("/sdmx/3.0/dataflow", 400, "140"),
        ("/sdmx/3.0/structure/nonsense", 400, "140"),
        ("/sdmx/3.0/data/provisionagreement/TARAZY/OBSERVATIONS_KZ", 501, "501"),
        ("/sdmx/", 400, "140"),
        ("/sdmx/1.0/data/OBSERVATIONS_KZ", 400, "140"),
    ],
)
def test_every_other_address_is_refused_in_the_standards_words(
    client: Client, address: str, status: int, code: str
) -> None:
    assert fault(client, quote(address, safe="/?=&,.+%[]:")) == (status, code)


def test_more_than_is_given_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_view, "MOST_OBSERVATIONS", 5)
    assert fault(client, DATA) == (413, "130")


def test_a_fault_of_ours_is_said_without_its_trace(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(data_view, "_message", fail)
    assert fault(client, ONE) == (500, "500")
    assert "secret" not in content(client.get(ONE))


def test_nothing_is_written_and_any_site_may_read(client: Client) -> None:
    for address in (ONE, "/sdmx/2.1/codelist", f"{DATA}/A.KZ"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
        assert client.post(address).status_code == 405
    asked = client.options(ONE)
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.head(ONE).status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    for address in (ONE, "/sdmx/2.1/codelist/TARAZY/CL_UNIT_KZ"):
        etag = client.get(address)["ETag"]
        assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
        assert client.get(address, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT="application/json")["ETag"] != etag
    modified = client.get(ONE)["Last-Modified"]
    assert client.get(ONE, HTTP_IF_MODIFIED_SINCE=modified).status_code == 304


def test_the_first_and_the_last_and_less_of_each_series(client: Client) -> None:
    years = sorted(key[-1] for key in observations(unit="KZ", variable="unemployment_rate", breakdown=""))
    assert [row["TIME_PERIOD"] for row in rows(client, f"{ONE}?firstNObservations=2")] == years[:2]
    assert [row["TIME_PERIOD"] for row in rows(client, f"{ONE}?lastNObservations=3")] == years[-3:]
    assert {row["OBS_STATUS"] for row in rows(client, f"{ONE}?detail=dataonly")} == {""}
    [row] = rows(client, f"{ONE}?detail=nodata")
    assert (row["UNIT_MEASURE"], row["OBS_VALUE"]) == ("percent", "")


def test_flows_are_named_in_each_way_of_the_standard(client: Client) -> None:
    key = "A.KZ.unemployment_rate._T.statistics"
    named = [FLOW, f"TARAZY,{FLOW}", f"TARAZY,{FLOW},1.0", f"all,{FLOW},latest"]
    found = [rows(client, f"/sdmx/2.1/data/{name}/{key}/TARAZY/") for name in named]
    found += [rows(client, f"/sdmx/3.0/data/dataflow/TARAZY/{FLOW}/{version}/{key}?format=csvdata1")
              for version in ("1.0", "*", "~", "+")]  # fmt: skip
    found.append(rows(client, f"/sdmx/3.0/data/dataflow/TARAZY/{FLOW}?c[UNIT]=KZ&c[VARIABLE]=unemployment_rate"
                              "&c[BREAKDOWN]=_T&format=csvdata1"))  # fmt: skip
    assert all(one == found[0] for one in found)


def test_several_keys_of_3_0_are_added_up(client: Client) -> None:
    address = f"/sdmx/3.0/data/dataflow/TARAZY/{FLOW}/1.0/*.KZ.neet_rate.*.*,*.KZ-47.schools.*.*"
    found = {(row["UNIT"], row["VARIABLE"]) for row in rows(client, address)}
    assert found == {("KZ", "neet_rate"), ("KZ-47", "schools")}


@pytest.mark.parametrize(
    ("references", "kinds"),
    [
        ("none", {"Dataflow"}),
        ("children", {"Dataflow", "DataStructure"}),
        ("descendants", {"Dataflow", "DataStructure", "Codelist", "ConceptScheme"}),
        ("parents", {"Dataflow", "ContentConstraint"}),
        ("parentsandsiblings", {"Dataflow", "ContentConstraint"}),
        ("all", {"Dataflow", "DataStructure", "Codelist", "ConceptScheme", "ContentConstraint"}),
        ("codelist", {"Dataflow", "Codelist"}),
        ("categoryscheme", {"Dataflow"}),
    ],
)
def test_what_belongs_to_a_structure(client: Client, references: str, kinds: set[str]) -> None:
    answer = client.get(f"/sdmx/2.1/dataflow/TARAZY/{FLOW}/latest?references={references}")
    found = {one.tag.rpartition("}")[2] for sort in ET.fromstring(content(answer))[1] for one in sort}
    assert found == kinds


def test_some_codes_of_a_list(client: Client) -> None:
    answer = client.get("/sdmx/2.1/codelist/TARAZY/CL_UNIT_KZ/1.0/KZ-47+KZ", HTTP_ACCEPT="application/json")
    [units] = json.loads(answer.content)["data"]["codelists"]
    assert [code["id"] for code in units["codes"]] == ["KZ", "KZ-47"]
    assert units["isPartial"] is True


def test_what_there_is_of_one_part_beside_the_others(client: Client) -> None:
    def units(mode: str) -> set[str]:
        address = f"/sdmx/2.1/availableconstraint/{FLOW}/A.KZ.neet_rate../all/UNIT?mode={mode}"
        said = json.loads(client.get(address, HTTP_ACCEPT="application/json").content)
        [constraint] = said["data"]["dataConstraints"]
        [part] = constraint["cubeRegions"][0]["keyValues"]
        return {one["value"] for one in part["values"]}

    assert units("exact") == {"KZ"}
    assert units("available") == {key[1] for key in observations(variable="neet_rate")}


def test_as_many_questions_for_one_row_as_for_many(client: Client) -> None:
    def asked(key: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            content(client.get(f"{DATA}/{key}"))
        return len(captured)

    asked("A.KZ...")  # what is asked once a process is asked here
    assert asked("A.KZ.unemployment_rate._T.statistics") == asked("A.KZ...") == asked("A.KZ+KZ-47+KZ-43...")


# --- from here on the tests change the database, which the tests of this module share ---


def recorded(**given: Any) -> None:
    key = {"unit_id": "KZ-43", "variable_id": "unemployment_rate", "period": "2031", "value": 1234.25}
    Observation.objects.create(**{**key, "recorded_at": timezone.now(), "recorded_by": demo(), **given})


def test_what_is_not_public_is_not_given(client: Client) -> None:
    before = timezone.now().isoformat()
    for series in ("self-report", "verified", "decision", "score"):
        recorded(series=series)
    assert fault(client, f"{DATA}?startPeriod=2031") == (404, "100")
    assert fault(client, f"{DATA}?updatedAfter={quote(before)}") == (404, "100")
    assert "2031" not in content(client.get(f"/sdmx/2.1/availableconstraint/{FLOW}"))
    recorded(series="target", value=5.0, n=12, se=0.5)
    [row] = rows(client, f"{DATA}?updatedAfter={quote(before)}")
    assert (row["SERIES"], row["OBS_VALUE"], row["N"], row["SE"]) == ("target", "5.0", "12", "0.5")


def test_a_revision_takes_the_place_of_what_was_said_before(client: Client) -> None:
    for revision, value in ((1, 4.0), (2, None)):
        recorded(period="2032", revision=revision, reason="corrected" if revision > 1 else "", value=value,
                 status="" if revision == 1 else "O")  # fmt: skip
    [row] = rows(client, f"{DATA}?startPeriod=2032")
    assert (row["OBS_VALUE"], row["OBS_STATUS"], row["REVISION"], row["REASON"]) == ("", "O", "2", "corrected")


def test_months_quarters_and_spans_are_series_of_their_own(client: Client) -> None:
    for period in ("2040", "2040-Q1", "2040-02", "2040/2042", "2041"):
        recorded(period=period)
    found = [(row["FREQ"], row["TIME_PERIOD"]) for row in rows(client, f"{DATA}?startPeriod=2040&endPeriod=2042")]
    assert found == [("A", "2040"), ("A", "2041"), ("A3", "2040-01-01/P3Y"), ("M", "2040-02"), ("Q", "2040-Q1")]
    assert [row["TIME_PERIOD"] for row in rows(client, f"{DATA}/Q+M....?startPeriod=2040")] == ["2040-02", "2040-Q1"]
    assert [row["TIME_PERIOD"] for row in rows(client, f"{DATA}?startPeriod=2040-02&endPeriod=2040-03")] == ["2040-02"]


def test_withdrawn_scores_are_not_given(client: Client) -> None:
    assert rows(client, f"/sdmx/2.1/data/{INDEX_FLOW}/A.KZ-47.index")
    publication = Publication.objects.get(methodology="kz/regional-development")
    etag = client.get(ONE)["ETag"]
    withdraw(publication, local_text({"kk": "қате", "ru": "ошибка", "en": "wrong"}), by=demo())
    assert fault(client, f"/sdmx/2.1/data/{INDEX_FLOW}/A.KZ-47.index") == (404, "100")
    assert client.get(ONE)["ETag"] != etag
