"""`tarazy people invite-administrator`: with whom a new installation begins."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.engine.words import msg

EXAMPLE: Final = "tarazy people invite-administrator aigerim@example.kz --site https://tarazy.example.kz"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser(
        "people", help=told(msg("the first administrator of a new installation")), example=EXAMPLE
    )
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    invite = commands.add_parser(
        "invite-administrator",
        help=told(msg("invite the first administrator of the centre; works while there is none")),
        example=EXAMPLE,
    )
    invite.add_argument("email", metavar=told(msg("EMAIL")), help=told(msg("address to which the letter goes")))
    invite.add_argument("--place", default="kz", help=told(msg("whose assessments the centre runs; else kz")))
    invite.add_argument("--centre", default="centre", help=told(msg("id of the centre; else centre")))
    invite.add_argument(
        "--site",
        default="http://localhost:8000",
        help=told(msg("where people find the site; else http://localhost:8000")),
    )
    invite.set_defaults(run=invite_administrator)


def invite_administrator(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site

    return site.on_the_site(lambda: _invite(chosen))


def _invite(chosen: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.urls import reverse

    from tarazy.web.doors.desk.people.invitations import ANSWER
    from tarazy.web.grammar.act import Denied
    from tarazy.web.rooms.people.actions.invitations import invite_first_administrator
    from tarazy.web.rooms.people.queries import system_actor

    try:
        invited = invite_first_administrator(
            chosen.place,
            chosen.centre,
            chosen.email,
            by=system_actor(),
            page=ANSWER,
            language=spoken(),
        )
    except (Denied, ValidationError) as refused:
        reasons = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        for reason in reasons:
            print(reason, file=sys.stderr)
        return REFUSED
    print(f"{chosen.site.rstrip('/')}{reverse('desk:answer_invitation', args=[invited.secret])}")
    tell(msg("Whoever opens this address first becomes the administrator. It works once, within 7 days."))
    return DONE
