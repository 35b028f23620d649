"""What happens to an account. The tables of sessions and second factors are allauth's; their events are journalled.

Ids only: no name, no e-mail address, no network address reaches the journal.
"""

from __future__ import annotations

from typing import Protocol

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext

from tarazy.web.grammar.act import Rule, about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_own_session, is_person, is_system, may_lift_second_factor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind


class Note(Protocol):
    def __call__(self, user: User, *, by: User) -> User: ...


def _noted(verb: str, rule: Rule = is_person) -> Note:
    @act(rule=rule, verb=verb)
    def note(user: User, *, by: User) -> User:
        return user

    return note


note_sign_in = _noted("sign_in")
note_sign_out = _noted("sign_out")
note_password_change = _noted("change_password")
note_password_reset = _noted("reset_password")
note_second_factor_added = _noted("add_second_factor")
note_second_factor_removed = _noted("remove_second_factor")
note_recovery_codes = _noted("make_recovery_codes")
# Whoever fails to sign in is nobody yet.
note_failed_sign_in = _noted("fail_to_sign_in", is_system)
note_failed_second_factor = _noted("fail_second_factor", is_system)


@act(rule=is_person, verb="choose_language")
def choose_language(language: str, *, by: User) -> User:
    by.language = language
    by.save(update_fields=["language"])
    return by


@act(rule=is_own_session, verb="end_session")
def end_session(session: UserSession, *, by: User) -> None:
    about(by)
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()


@act(rule=is_person, verb="end_other_sessions")
def end_other_sessions(kept: str, *, by: User) -> None:
    """End all sessions of a person but the one that is named; with an empty name, all."""
    about(by)
    _end_sessions(by, kept)


@act(rule=may_lift_second_factor, verb="lift_second_factor")
def lift_second_factor(person: User, *, by: User) -> User:
    """Take a person's second factor and recovery codes away, for one who lost them. The password stays needed."""
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person, "")
    write_message(
        person,
        Kind.ALERT,
        in_every_language(lambda: gettext("Tarazy: your second factor was lifted")),
        in_every_language(
            lambda: gettext(
                "An administrator has taken your authenticator app, passkeys and recovery codes away, so that you can "
                "sign in with your password and set up a new one. If you did not ask for this, choose a new password "
                "at once and tell an administrator of your organisation."
            )
        ),
        link="account/",
        by=by,
    )
    return person


def _end_sessions(person: User, kept: str) -> None:
    ended = UserSession.objects.filter(user=person).exclude(session_key=kept)
    Session.objects.filter(session_key__in=list(ended.values_list("session_key", flat=True))).delete()
    ended.delete()
