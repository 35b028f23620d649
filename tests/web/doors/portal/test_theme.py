"""The choice of light or dark colours works without a script and leads nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

CHOOSE = "/en/theme"


def test_the_choice_is_kept_and_the_page_comes_back(client: Client) -> None:
    answer = client.post(CHOOSE, {"theme": "dark", "next": "/kk/gallery/?year=2024"})
    assert answer.status_code == 303
    assert answer["Location"] == "/kk/gallery/?year=2024"
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")
    page = client.get("/kk/gallery/").content.decode()
    assert 'media="screen"' in page
    assert 'value="dark" aria-pressed="true"' in page


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "/\\example.org"]
)
def test_it_never_leads_to_another_site(client: Client, address: str) -> None:
    answer = client.post(CHOOSE, {"theme": "light", "next": address})
    assert answer.status_code == 303
    assert answer["Location"].startswith("/en/")


def test_an_unknown_choice_changes_nothing(client: Client) -> None:
    assert "theme" not in client.post(CHOOSE, {"theme": "pink", "next": "/en/gallery/"}).cookies


def test_looking_chooses_nothing(client: Client) -> None:
    assert client.get(CHOOSE).status_code == 405
