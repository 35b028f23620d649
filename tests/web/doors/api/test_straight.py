"""Addresses for programs know nobody and keep every header of safety that pages have."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("opened")

ADDRESSES = ("/api/v1/kinds", "/api/v1/observations?limit=1", "/api/v1/none", "/sdmx/2.1/agencyscheme")
OF_SAFETY = (
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Content-Type-Options",
    "X-Frame-Options",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_keeps_pages_safe_keeps_these_too(client: Client, address: str) -> None:
    page, answer = client.get("/en/"), client.get(address)
    assert {name: answer[name] for name in OF_SAFETY} == {name: page[name] for name in OF_SAFETY}
    assert "Accept-Language" in answer["Vary"]
    assert answer.get("Content-Length", str(len(answer.getvalue()))) == str(len(answer.getvalue()))


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_asked_who_they_are(client: Client, address: str) -> None:
    client.cookies["sessionid"] = "a" * 32
    answer = client.get(address)
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/api/v1/kinds", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ru", "ru"), ("de, en;q=0.5", "en"), ("en-GB", "en"), ("de", "kk"), ("", "kk"), ("x" * 600, "kk")],
)
def test_the_language_is_that_of_the_program(client: Client, accepted: str, language: str) -> None:
    assert client.get("/api/v1/kinds", headers={"accept-language": accepted})["Content-Language"] == language


def test_pages_for_people_are_left_alone(client: Client) -> None:
    assert hasattr(client.get("/en/").wsgi_request, "session")
    assert client.get("/api/v1/a%0Ab").status_code == 404
