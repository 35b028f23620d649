"""Bad requests to every operation: a problem with its reason, and never a fault of ours."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.cursors import cursor_of
from tarazy.web.doors.api.documentation import example_of
from tarazy.web.doors.api.operation import Operation

pytestmark = pytest.mark.usefixtures("opened")

LONG = "x" * 5000
NEVER_ALLOWED = (
    "limit=0", "limit=-1", "limit=5001", "limit=1e3", "limit=%D9%A3", "limit=", "limit=9" + "9" * 400,
    "limit=1&limit=2", "cursor=", "cursor=%00", f"cursor={LONG}", "cursor=bm90IGpzb24", "cursor=W10",
    f"cursor={cursor_of('another', ['x'])}", f"cursor={cursor_of('another', [2**70])}", "fields=none", "fields=",
    f"fields={LONG}", "lang=xx", "lang=kk&lang=ru", "lang=%00", "none=1", f"{LONG}=1", "%00=1", "%FF%FE=1",
)  # fmt: skip
OF_OBSERVATIONS = (
    "period=0000", "period=2023-13", "period=%00", "from=x", "from=2023&from=2024", "to=9999", "as_of=yesterday",
    "as_of=0001-01-01", "as_of=2026-02-30", "updated_since=2026-01-01T99:00:00Z", "unit=%00", f"unit={LONG}",
    "unit=" + "a," * 300, "series=self-report", "series=score", "q=", "q=%20", f"q={LONG}", "breakdown=%00",
    f"cursor={cursor_of('observations', ['a', 'b'])}", f"cursor={cursor_of('observations', ['a'] * 4 + [5])}",
    f"cursor={cursor_of('observations', ['a'] * 4 + [chr(0)])}",
)  # fmt: skip
EMPTY = (
    "unit=KZ-999", "variable=none", "kind=none&parent=none", "period=2150", "from=2023&to=2015", "breakdown=x",
    "as_of=1801-01-01", "updated_since=2199-01-01", "q=%25", "variable=%F0%9F%8C%8D", "variable=' OR 1=1 --",
)  # fmt: skip


def problem_at(client: Client, address: str, **headers: str) -> int:
    """The status of a refusal that is one by RFC 9457."""
    answer = client.get(address, headers=headers)
    assert 400 <= answer.status_code < 500, f"{address[:200]} -> {answer.status_code}"
    assert answer["Content-Type"] == "application/problem+json", address[:200]
    said = json.loads(answer.content)
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    return int(answer.status_code)


def own_address(operation: Operation) -> str:
    """An address of the operation that answers, without its parameters."""
    return example_of(operation, 1).partition("?")[0]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_a_parameter_that_cannot_be_is_a_problem(client: Client, operation: Operation) -> None:
    """Also where the operation has no such parameter at all."""
    for given in NEVER_ALLOWED:
        assert problem_at(client, f"{own_address(operation)}?{given}") == 400, given[:80]


@pytest.mark.parametrize("given", OF_OBSERVATIONS)
def test_a_question_for_observations_that_cannot_be_is_a_problem(client: Client, given: str) -> None:
    assert problem_at(client, f"/api/v1/observations?{given}") == 400
    assert problem_at(client, f"/api/v1/observations.csv?{given}") == 400


@pytest.mark.parametrize("given", EMPTY)
def test_a_question_that_nothing_answers_is_an_empty_page(client: Client, given: str) -> None:
    answer = client.get(f"/api/v1/observations?{given}")
    assert (answer.status_code, answer.json()) == (200, {"data": [], "next_cursor": None, "next": None})


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if "<" in one.path], ids=lambda one: one.id)
def test_a_thing_that_cannot_be_is_not_found(client: Client, operation: Operation) -> None:
    for name in ("none", "%00", LONG, "-1", "9" * 40, "%F0%9F%8C%8D", "..", "'", "%2e%2e%2f"):
        path = "/".join(name if "<" in part else part for part in operation.path.split("/"))
        assert problem_at(client, f"/api/v1/{path}") == 404, name[:40]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_odd_headers_break_nothing(client: Client, operation: Operation) -> None:
    address = example_of(operation, 1)
    for given in ("", "*", '"', ",,,", "W/", '"x', LONG, "%00", '"a", W/"b"'):
        assert client.get(address, headers={"if-none-match": given}).status_code in (200, 304, 404)
    for accept in ("image/png", "text/html;q=0.5", "application/json;q=0"):
        assert client.get(address, headers={"accept": accept}).status_code in (200, 404, 406)
    for language in ("xx", LONG, "*", "ru;q=x", "kk;q=9", ",", "%00"):
        assert client.get(address, headers={"accept-language": language}).status_code in (200, 404)


BAD_SDMX = (
    "2.1", "2.1/", "2.1/none", "9.9/data/X", "2.1/data", "2.1/data/NONE", "2.1/data/OBSERVATIONS_KZ/A.B",
    "2.1/data/OBSERVATIONS_KZ/......", "2.1/data/OBSERVATIONS_KZ/all/all/all/all", f"2.1/data/{'x' * 25_000}",
    "2.1/data/OBSERVATIONS_KZ/all?startPeriod=x", "2.1/data/OBSERVATIONS_KZ/all?endPeriod=2023-13",
    "2.1/data/OBSERVATIONS_KZ/A.KZ-NONE...", "2.1/data/OBSERVATIONS_KZ/%00",
    "2.1/data/OBSERVATIONS_KZ/all?firstNObservations=0", "2.1/data/OBSERVATIONS_KZ/all?lastNObservations=-1",
    "2.1/data/OBSERVATIONS_KZ/all?updatedAfter=x", "2.1/data/OBSERVATIONS_KZ/A.KZ...?startPeriod=2023&endPeriod=2015",
    "2.1/data/OBSERVATIONS_KZ/all?detail=none", "2.1/data/OBSERVATIONS_KZ/all?dimensionAtObservation=none",
    "2.1/data/OBSERVATIONS_KZ/all?format=none", "2.1/availableconstraint/NONE", "2.1/codelist/TARAZY/NONE",
    "2.1/codelist/TARAZY/CL_FREQ/99.9", "2.1/codelist/%00/%00", "2.1/dataflow/a/b/c/d/e",
    "2.1/dataflow?references=none-such", "2.1/dataflow?detail=none", "3.0/data", "3.0/data/none/a/b/c",
    "3.0/data/dataflow/TARAZY/NONE/1.0/*", "3.0/data/dataflow/TARAZY/OBSERVATIONS_KZ/*/*?c[TIME_PERIOD]=ge:x",
    "3.0/data/dataflow/TARAZY/OBSERVATIONS_KZ/*/*?c[NONE]=1", "3.0/data/dataflow/TARAZY/OBSERVATIONS_KZ/*/*?c[=1",
    "3.0/structure/none", "3.0/structure/codelist/TARAZY/NONE/*", "3.0/availability/none", "3.0/schema/x",
)  # fmt: skip


@pytest.mark.parametrize("address", BAD_SDMX, ids=lambda one: one[:60])
def test_sdmx_says_what_is_wrong_in_its_own_form(client: Client, address: str) -> None:
    answer = client.get(f"/sdmx/{address}", headers={"accept": "application/xml"})
    assert answer.status_code in (400, 403, 404, 406, 413, 501), f"{address[:100]} -> {answer.status_code}"
    root = ET.fromstring(answer.content)
    assert root.tag.endswith("}Error")
    assert root[0].get("code")
    told = client.get(f"/sdmx/{address}", headers={"accept": "application/json"})
    assert told.status_code in (400, 403, 404, 406, 413, 501)
    assert told.json()["errors"][0]["title"]


def test_sdmx_refuses_a_form_that_is_not_there(client: Client) -> None:
    for accept in ("image/png", "x" * 5000, "a/b;version=", ";;;"):
        answer = client.get("/sdmx/2.1/dataflow", headers={"accept": accept})
        assert answer.status_code == 406, accept[:20]
        assert answer["Content-Type"].startswith("application/xml")


@pytest.mark.parametrize("address", ["/api/v1/observations", "/api/v1/units/KZ-10", "/sdmx/2.1/data/OBSERVATIONS_KZ"])
def test_more_parameters_than_are_read_are_refused_in_the_form_of_the_address(client: Client, address: str) -> None:
    answer = client.get(f"{address}?{'&'.join(['a=1'] * 1500)}", headers={"accept": "application/json"})
    assert answer.status_code in (400, 413)
    assert (
        b"more than 1000 parameters"
        in client.get(f"{address}?{'&'.join(['a=1'] * 1500)}", headers={"accept-language": "en"}).content
    )
    assert answer["Content-Type"] in ("application/problem+json", "application/json")
