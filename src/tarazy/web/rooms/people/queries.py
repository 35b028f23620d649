from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tarazy.web.grammar.standing import Given, Standing
from tarazy.web.rooms.people.enums import Kind, OrganisationKind, Role
from tarazy.web.rooms.people.life import MANAGE, READ_ALL, RIGHTS, ROLES_IN, ROLES_WITH_SCOPE
from tarazy.web.rooms.people.models import A_DAY, Demonstration, Invitation, Organisation, Post, User

SYSTEM: Final = "system"  # what the system does by itself
DEMO: Final = "system:demo"  # what the demonstration does in place of people


def system_actor(username: str = SYSTEM) -> User:
    """The actor for acts that no person performs; the named ones exist from the first migration."""
    return User.objects.get(username=username, kind=Kind.SYSTEM)


def user_called(username: str) -> User | None:
    """The person with a user name, or None."""
    return User.objects.filter(username=username, kind=Kind.PERSON).first()


def posts_on(day: datetime.date | Given) -> QuerySet[Post]:
    """The posts that are held on a day, with their holders and organisations."""
    held = Q(last_day=None) | Q(last_day__gte=day)
    found = Post.objects.filter(held, first_day__lte=day, user__is_active=True, organisation__is_active=True)
    return found.select_related("user", "organisation").order_by("organisation", "role", "user", "pk")


POSTS_OF_A_PERSON: Final = Standing(
    lambda: posts_on(Given("day")).filter(user=Given("user")).select_related(None).select_related("organisation")
)


def current_posts(user: User) -> Sequence[Post]:
    """A person's posts of today. Asked once for a user object, since every address and every part of a page asks."""
    found: Sequence[Post] | None = user.__dict__.get("_current_posts")
    if found is None:
        found = user.__dict__["_current_posts"] = POSTS_OF_A_PERSON.ask(user=user.pk, day=timezone.localdate())
        for post in found:
            post.user = user
    return found


def roles_with(right: str) -> list[Role]:
    """The roles that bring a right."""
    return [role for role in Role if right in RIGHTS[role]]


def holders(right: str) -> QuerySet[Post]:
    """The posts of today that bring a right."""
    return posts_on(timezone.localdate()).filter(role__in=roles_with(right))


@dataclass(frozen=True)
class Scopes:
    """What only the room units knows of organisations. It lies above, so it says so when it is loaded."""

    has_one: Callable[[Organisation], bool]
    organisations_within: Callable[[Organisation], QuerySet[Organisation]]


_scopes: list[Scopes] = []


def learn_scopes(scopes: Scopes) -> None:
    """Take over how to ask for the scope of an organisation."""
    _scopes[:] = [scopes]


def has_scope(organisation: Organisation) -> bool:
    """Whether the organisation answers for others and so runs campaigns of its own."""
    return any(scopes.has_one(organisation) for scopes in _scopes)


def roles_in(organisation: Organisation) -> list[Role]:
    """The roles that posts of an organisation may have, in their order."""
    further = ROLES_WITH_SCOPE if has_scope(organisation) else frozenset()
    possible = ROLES_IN[OrganisationKind(organisation.kind)] | further
    return [role for role in Role if role in possible]


def organisations() -> QuerySet[Organisation]:
    """Every organisation, closed ones too, by id."""
    return Organisation.objects.order_by("place", "pk")


def organisation_with(id: str) -> Organisation | None:
    """The organisation with this id, or None."""
    return Organisation.objects.filter(pk=id).first()


def organisations_with_right(user: User, right: str) -> list[Organisation]:
    """The organisations in which a person's posts of today bring a right."""
    posts = [post for post in current_posts(user) if right in RIGHTS[Role(post.role)]]
    return list({post.organisation_id: post.organisation for post in posts}.values())


def rights_in(user: User, place: str, organisation: Organisation | None = None) -> frozenset[str]:
    """The rights that a person's posts of today bring for what an organisation does: posts in it, and in the centre of
    its place. Without an organisation: for what concerns all of the place.
    """
    return frozenset(
        right
        for post in current_posts(user)
        if (post.organisation.kind == OrganisationKind.CENTRE and post.organisation.place == place)
        or (organisation is not None and post.organisation_id == organisation.pk)
        for right in RIGHTS[Role(post.role)]
    )


def reached_by(user: User, right: str) -> QuerySet[Organisation]:
    """The organisations to which a right of a person reaches: from the centre to all of its place, from another
    organisation to itself and to those within its scope.
    """
    reached = Q(pk__in=())
    for own in organisations_with_right(user, right):
        if own.kind == OrganisationKind.CENTRE:
            reached |= Q(place=own.place)
            continue
        reached |= Q(pk=own.pk)
        for scopes in _scopes:
            reached |= Q(pk__in=scopes.organisations_within(own).values("pk"))
    return organisations().filter(reached)


def organisations_seen_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose posts are open to a person: whom they administer, and of whom they may read all."""
    return reached_by(user, MANAGE) | reached_by(user, READ_ALL)


def with_counts(chosen: QuerySet[Organisation], day: datetime.date) -> QuerySet[Organisation]:
    """Organisations with `held`, their posts of a day, and `waiting`, their invitations that can be answered."""
    held = posts_on(day).filter(organisation=OuterRef("pk")).order_by().values("organisation")
    waiting = Invitation.objects.filter(
        organisation=OuterRef("pk"), answered_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).values("organisation")
    return chosen.annotate(
        held=Coalesce(Subquery(held.annotate(count=Count("pk")).values("count")), 0),
        waiting=Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), 0),
    )


def post_with(pk: int) -> Post | None:
    """The post with its holder and organisation, or None."""
    return Post.objects.select_related("user", "organisation", "acts_for__user").filter(pk=pk).first()


def person_with(pk: int) -> User | None:
    """The person, or None; the system's actors are no persons."""
    return User.objects.filter(pk=pk, kind=Kind.PERSON).first()


def posts_in(organisation: Organisation) -> QuerySet[Post]:
    """Every post of an organisation, past ones too, the open ones first; who acts for whom is loaded."""
    return _all_posts().filter(organisation=organisation)


def posts_of(person: User) -> QuerySet[Post]:
    """Every post of a person, past ones too, the open ones first."""
    return _all_posts().filter(user=person)


def _all_posts() -> QuerySet[Post]:
    found = Post.objects.select_related("user", "organisation", "acts_for__user")
    return found.order_by("-last_day", "role", "first_day", "pk")  # PostgreSQL puts what has no last day first


def delegations_of(posts: Sequence[Post]) -> QuerySet[Post]:
    """Who acts, has acted and will act for the holders of some posts, in order of time."""
    found = Post.objects.filter(acts_for__in=posts).select_related("user", "organisation", "acts_for__user")
    return found.order_by("first_day", "pk")


def posts_ending(organisations: QuerySet[Organisation] | None, until: datetime.date) -> QuerySet[Post]:
    """The posts of today in some organisations (None: in all) whose last day comes by a day, the earliest first."""
    found = posts_on(timezone.localdate()).filter(last_day__lte=until).select_related("acts_for__user")
    chosen = found if organisations is None else found.filter(organisation__in=organisations.values("pk"))
    return chosen.order_by("last_day", "pk")


def persons_of(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Everybody who holds or held a post in some organisations, by name; their posts of today are `held`."""
    found = User.objects.filter(kind=Kind.PERSON, posts__organisation__in=organisations.values("pk"))
    held = Prefetch("posts", posts_on(timezone.localdate()), to_attr="held")
    return found.distinct().prefetch_related(held).order_by("full_name", "pk")


def may_act_for(post: Post, on: datetime.date) -> QuerySet[User]:
    """Who may act for a post's holder: holders of a post of their own in the same organisation or in its centre."""
    centre = Q(organisation__kind=OrganisationKind.CENTRE, organisation__place=post.organisation.place)
    own = posts_on(on).filter(Q(organisation=post.organisation) | centre, acts_for=None).exclude(user=post.user_id)
    has_the_role = posts_on(on).filter(organisation=post.organisation, role=post.role)
    found = User.objects.filter(pk__in=own.values("user")).exclude(pk__in=has_the_role.values("user"))
    return found.order_by("full_name", "pk")


def is_last_administrator(post: Post, after: datetime.date) -> bool:
    """Whether nobody else administers the centre when this post has ended. Who acts for somebody does not count."""
    if post.organisation.kind != OrganisationKind.CENTRE or post.role != Role.ADMINISTRATOR or post.acts_for_id:
        return False
    others = administrators_of_centre(post.organisation.place, after).exclude(user=post.user_id)
    return not others.exists()


def administrators_of_centre(place: str, after: datetime.date) -> QuerySet[Post]:
    """The administrators of a place's centre whose posts go on after a day, however long."""
    return posts_on(after + A_DAY).filter(
        organisation__kind=OrganisationKind.CENTRE,
        organisation__place=place,
        role=Role.ADMINISTRATOR,
        acts_for=None,
    )


def digest_of(secret: str) -> str:
    """What is kept of the secret of an invitation."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_by(secret: str) -> Invitation | None:
    """The invitation whose letter holds this secret, answered or not."""
    found = Invitation.objects.select_related("organisation", "invited_by")
    return found.filter(secret_digest=digest_of(secret)).first()


def invitation_with(pk: int) -> Invitation | None:
    """The invitation with its organisation, or None."""
    return Invitation.objects.select_related("organisation", "invited_by").filter(pk=pk).first()


def unanswered_invitations(organisations: QuerySet[Organisation]) -> QuerySet[Invitation]:
    """Invitations into some organisations that were neither answered nor withdrawn, the earliest to expire first."""
    found = Invitation.objects.filter(answered_at=None, withdrawn_at=None, organisation__in=organisations.values("pk"))
    return found.select_related("organisation").order_by("expires_at", "pk")


def person_called(email: str) -> User | None:
    """The person with this e-mail address, in capitals or not."""
    return User.objects.filter(kind=Kind.PERSON, email__iexact=email).first()


def has_second_factor(user: User) -> bool:
    """Whether a person set up an authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def open_sessions(user: User) -> QuerySet[UserSession]:
    """Where a person is signed in now, the latest first."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=living)
    return found.order_by("-last_seen_at")


def is_demonstration() -> bool:
    """Whether this database is marked as one of a demonstration."""
    return Demonstration.objects.exists()


def has_people() -> bool:
    """Whether any person has an account here."""
    return User.objects.filter(kind=Kind.PERSON).exists()
