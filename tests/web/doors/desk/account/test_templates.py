"""Every page, letter and message of allauth that can be reached is ours."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from tarazy.web.doors.desk.account import urls

ALLAUTH = Path(allauth.__file__).parent
OURS = Path(urls.__file__).parents[1] / "templates"
PREFIXES = ("account/", "mfa/", "usersessions/")
# What no address leads to: nobody signs up, an address of e-mail is confirmed by the invitation and changed by an
# administrator, codes by letter, telephones and trusted browsers are not used, the list of sessions is our own.
NOT_REACHED = re.compile(
    r"signup|phone|verification|verified_email|login_code|email_(confirm|change|deleted)|email/email_|account/email\.html"
    r"|account_already_exists|unknown_account|password_set|password_reset_code|cannot_delete_primary|primary_email"
    r"|confirm_password_reset_code|base_confirm_code|messages/email|mfa/trust|usersessions/|/base_|/base\.html|snippets/"
)


def templates_of_allauth() -> list[str]:
    root = ALLAUTH / "templates"
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return [name for name in names if name.startswith(PREFIXES)]


def addresses() -> list[URLPattern]:
    return [pattern for pattern in urls.urlpatterns if "allauth" in inspect.getmodule(pattern.callback).__name__]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name in templates_of_allauth() if not NOT_REACHED.search(name)])
def test_a_template_that_can_be_reached_is_replaced(name: str) -> None:
    assert Path(get_template(name).template.origin.name) == OURS / name  # type: ignore[attr-defined]


@pytest.mark.parametrize("pattern", addresses(), ids=lambda pattern: str(pattern.name))
def test_each_address_of_allauth_has_a_page_of_ours(pattern: URLPattern) -> None:
    name = getattr(pattern.callback.view_class, "template_name", None)  # type: ignore[attr-defined]
    if pattern.name == "mfa_login_webauthn":
        assert name is None  # answers with data or leads on
    else:
        assert (OURS / name).is_file()


def test_each_letter_and_message_that_allauth_names_for_what_we_use_is_ours() -> None:
    """Read from allauth's sources, so that a later version cannot bring new words unseen."""
    sources = [
        path for part in ("account", "mfa") for path in (ALLAUTH / part).rglob("*.py") if "tests" not in path.parts
    ]
    named = {
        name
        for path in sources
        for name in re.findall(r'"((?:account|mfa)/(?:email|messages)/\w+)', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 15
    for name in sorted(named):
        if not NOT_REACHED.search(name + ".html"):
            endings = [".txt"] if "/messages/" in name else ["_subject.txt", "_message.txt"]
            assert all((OURS / f"{name}{ending}").is_file() for ending in endings), name


def test_no_further_address_of_allauth_exists() -> None:
    """Whoever adds one adds its page; the rest of allauth's addresses lead nowhere."""
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert not names & {"account_signup", "account_email", "account_set_password", "usersessions_list", "mfa_trust"}
