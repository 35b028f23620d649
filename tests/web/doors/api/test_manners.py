"""What holds at every address: problems in words, ETags, languages, limits, reading from anywhere, only reading."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import URLPattern

from tarazy.web.doors.api import limits, urls
from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.answers import view_of
from tarazy.web.doors.api.documentation import in_a_language, nowhere
from tarazy.web.doors.api.operation import EVERYBODY, Operation, Thing
from tests.web.doors.api.asking import got, refused

pytestmark = pytest.mark.usefixtures("opened")

WRONG = [
    ("observations?limit=0", "limit", ["1..5000"]),
    ("observations?limit=5001", "limit", ["1..5000"]),
    ("observations?limit=99999999999999999999", "limit", ["1..5000"]),
    ("observations?limit=1&limit=2", "limit", ["1..5000"]),
    ("observations?limit=%D9%A1", "limit", ["1..5000"]),
    ("observations?period=2023-13", "period", None),
    ("observations?from=99999", "from", None),
    ("observations?from=0000", "from", None),
    ("observations?to=9999", "to", None),
    ("observations?as_of=yesterday", "as_of", None),
    ("observations?as_of=2026-02-31", "as_of", None),
    ("observations?updated_since=9999-01-01", "updated_since", None),
    ("observations?variable=", "variable", None),
    ("observations?variable=a%00b", "variable", None),
    ("observations?variable=" + "a" * 301, "variable", None),
    ("observations?unit=" + ",".join(["KZ"] * 201), "unit", None),
    ("observations?q=", "q", None),
    ("observations?q=" + "a" * 101, "q", None),
    ("observations?cursor=nonsense", "cursor", None),
    ("observations?cursor=WyJ1bml0cyIsIktaLTEwIl0", "cursor", None),  # of another list
    ("units?cursor=" + "A" * 3000, "cursor", None),
    ("units?cursor=WyJ1bml0cyIsNV0", "cursor", None),  # a number for an id
    ("observations?fields=unit,secret", "fields", None),
    ("observations?lang=de", "lang", ["kk", "ru", "en"]),
    ("scores?run=-1", "run", None),
    ("scores?run=1e5", "run", None),
    ("units?kind=city&kind=", "kind", None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "parameter", "allowed"), WRONG)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(
    client: Client, address: str, parameter: str, allowed: list[str] | None
) -> None:
    said = refused(client, address, 400)
    assert said["parameter"] == parameter
    assert said["type"] == "/api/#bad-parameter"
    assert allowed is None or said["allowed"] == allowed


def test_an_unknown_parameter_is_refused_with_those_that_there_are(client: Client) -> None:
    said = refused(client, "units?colour=red", 400)
    assert said["parameter"] == "colour"
    assert {"kind", "parent", "limit", "cursor", "fields", "lang"} <= set(said["allowed"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("kk", "Параметрдің мәні рұқсат етілмеген"), ("ru", "Недопустимое значение параметра"),
     ("en", "A parameter has a value that is not allowed")],
)  # fmt: skip
def test_a_problem_is_said_in_the_language_asked_for(client: Client, lang: str, words: str) -> None:
    assert refused(client, f"units?limit=x&lang={lang}", 400)["title"] == words
    assert refused(client, "units?limit=x", 400, **{"accept-language": lang})["title"] == words


@pytest.mark.parametrize("address", ["/api/v1/nowhere", "/api/v2/units", "/api/v1/units/KZ/x", "/api/v1/units.xml"])
def test_an_address_that_is_not_there_names_those_that_are(client: Client, address: str) -> None:
    assert "/api/v1/observations" in refused(client, address, 404)["allowed"]


@pytest.mark.parametrize(
    "address",
    ["units/KZ-999", "variables/none", "variables/kz%2Fregional-development:index", "boundaries/mars.geojson",
     "runs/77777", "runs/x", "runs/99999999999999999999", "methodologies/kz/none/1", "runs/1/explanations/NOBODY"],
)  # fmt: skip
def test_a_thing_that_is_not_there_is_said(client: Client, address: str) -> None:
    refused(client, address, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/api/v1/observations", "/api/v1/nowhere", "/api/v1/openapi.json"):
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_what_is_the_same_is_not_sent_again(client: Client) -> None:
    address = "/api/v1/observations?variable=unemployment_rate&limit=3"
    first = client.get(address)
    etag = first["ETag"]
    for given in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(address, headers={"if-none-match": given})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get(f"{address}&lang=ru&fields=unit")["ETag"] != etag
    assert "max-age" in first["Cache-Control"]


def test_pages_of_other_sites_may_read_and_never_as_somebody(client: Client) -> None:
    for answer in (client.get("/api/v1/units"), client.options("/api/v1/units"), client.get("/api/v1/nowhere")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies
    assert client.options("/api/v1/units").status_code == 204
    head = client.head("/api/v1/units")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get("/api/v1/units")["ETag"]


def test_texts_come_in_three_languages_or_in_one(client: Client) -> None:
    assert set(got(client, "units/KZ-10")["name"]) == {"kk", "ru", "en"}
    assert got(client, "units/KZ-10?lang=kk")["name"] == "Абай облысы"
    assert got(client, "variables?id=unemployment_rate&fields=title&lang=ru")["data"][0]["title"][0].isupper()
    assert isinstance(got(client, "runs/1/explanations/KZ-79?lang=en")["tree"]["title"], str)


def test_a_form_that_is_not_there_is_refused(client: Client) -> None:
    said = refused(client, "units", 406, accept="image/png")
    assert said["allowed"] == ["application/json", "text/csv"]
    refused(client, "units/KZ-10", 406, accept="text/csv")


@pytest.fixture
def few_requests(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> int:
    settings.API_REQUESTS_A_MINUTE = 40
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 60_000_000.0))
    monkeypatch.setattr(limits, "PORTIONS_HERE", limits.Portions())
    cache.clear()
    return 40


def test_who_asks_too_often_is_told_to_wait(client: Client, few_requests: int) -> None:
    answers = [client.get("/api/v1/kinds") for _ in range(few_requests)]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0]["RateLimit-Policy"] == '"address";q=40;w=60'
    answer = client.get("/api/v1/kinds")
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert answer["Retry-After"] == "60"
    assert answer["RateLimit"] == '"address";r=0;t=60'
    assert client.get("/api/v1/kinds", REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get("/en/").status_code == 200


def test_sdmx_is_counted_together_with_the_rest(client: Client, few_requests: int) -> None:
    for _ in range(few_requests // 2):
        assert client.get("/sdmx/2.1/agencyscheme").status_code == 200
        assert client.get("/api/v1/kinds").status_code == 200
    answer = client.get("/sdmx/2.1/agencyscheme")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert (answer["RateLimit-Policy"], answer["RateLimit"]) == ('"address";q=40;w=60', '"address";r=0;t=60')
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert b'<mes:ErrorMessage code="503">' in answer.content
    said = client.get("/sdmx/3.0/structure/dataflow", headers={"accept": "application/json"})
    assert (said.status_code, said.json()["errors"][0]["code"]) == (429, 503)
    assert client.get("/sdmx/2.1/agencyscheme", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_an_ipv6_visitor_is_the_network() -> None:
    addresses = [limits.address_of(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}")) for n in range(1, 9)]
    assert set(addresses) == {"2001:db8:1:2::"}


@pytest.mark.django_db
def test_processes_share_the_limit(few_requests: int) -> None:
    """Each has its own memory and all have one table."""
    processes = [limits.Portions() for _ in range(4)]
    taken = [one.take("10.0.0.1", 7, 2, 20) for _ in range(40) for one in processes]
    assert sum(left is not None for left in taken) == 40


@pytest.mark.django_db
def test_a_refused_address_costs_no_question(few_requests: int, django_assert_num_queries: Any) -> None:
    here = limits.Portions()
    while here.take("10.0.0.2", 7, 2, 20) is not None:
        pass
    with django_assert_num_queries(0):
        assert here.take("10.0.0.2", 7, 2, 20) is None


def test_threads_of_a_process_get_no_more_together() -> None:
    here = limits.Portions(minute=7, left={"10.0.0.3": 500})
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: here.take("10.0.0.3", 7, 1, 1), range(500)))
    assert sorted(left for left in taken if left is not None) == list(range(500))


def test_every_address_names_its_rule() -> None:
    """Deny by default: what is answered is an operation with a rule, or one of the two that show nothing of anybody."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        operation = getattr(pattern.callback, "operation", None)
        assert pattern.callback in (in_a_language, nowhere) or operation.rule == EVERYBODY, pattern
    assert {one.id for one in OPERATIONS} <= {pattern.name for pattern in urls.urlpatterns}
    with pytest.raises(ValueError, match="names no rule"):
        view_of(Operation("x", "x", "x", "x", lambda asked: Thing(), rule=""))  # type: ignore[arg-type]


def test_a_fault_of_ours_is_a_problem_without_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("tarazy.web.doors.api.resources.units.unit_with", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/units/KZ")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in answer.content
