from __future__ import annotations

from django.utils import timezone

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.people.actions.posts import end_posts
from tarazy.web.rooms.people.models import A_DAY, User
from tarazy.web.rooms.people.queries import posts_of
from tarazy.web.rooms.people.rules import may_deactivate, may_reactivate, may_see_person


@act(rule=may_deactivate, verb="deactivate_person")
def deactivate_person(person: User, *, by: User) -> User:
    """Lock a person out at once: their posts and sessions end."""
    end_posts(posts_of(person), timezone.localdate() - A_DAY, by=by)
    person.is_active = False
    person.session_round += 1
    person.save(update_fields=["is_active", "session_round"])
    return person


@act(rule=may_reactivate, verb="reactivate_person")
def reactivate_person(person: User, *, by: User) -> User:
    """Let a person sign in again. Their posts stay ended; new ones are given by invitation."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@act(rule=may_see_person, verb="read_personal_data")
def read_personal_data(person: User, *, by: User) -> str:
    """A person's e-mail address, shown to somebody else: this is kept in the journal."""
    about(person)
    return person.email or ""
