from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.enums import Kind, OrganisationKind, Role
from tarazy.web.rooms.people.life import MANAGE, READ_ALL, RIGHTS, ROLES_GIVEN_IN_SCOPE
from tarazy.web.rooms.people.models import A_DAY, Invitation, Organisation, Post, User
from tarazy.web.rooms.people.queries import (
    administrators_of_centre,
    current_posts,
    has_people,
    is_last_administrator,
    organisations_seen_by,
    organisations_with_right,
    posts_of,
    reached_by,
    roles_in,
)

NOT_MANAGED = Refused(_("This organisation is outside those that you administer."))
NOT_OF_THE_CENTRE = Refused(_("Only an administrator of the centre may do this."))
OWN_RIGHTS = Refused(_("Nobody changes their own rights. Ask another administrator."))
LAST_ADMINISTRATOR = Refused(
    _("This is the last administrator of the centre. Give the post to somebody else first, then end this one.")
)
CLOSED = Refused(_("This organisation is closed."))


def is_system(user: User | None) -> bool:
    """Whether nobody but the system itself stands behind this user."""
    return user is not None and user.pk is not None and user.kind == Kind.SYSTEM


def may_remind(user: User) -> bool | Refused:
    return is_system(user) or Refused(_("The system reminds people of deadlines by itself."))


def is_person(user: object) -> bool:
    """Whether a person who may still act stands behind this user."""
    return isinstance(user, User) and user.pk is not None and user.kind == Kind.PERSON and user.is_active


def rights_of(user: User | None) -> frozenset[str]:
    """The rights that a person's posts of today bring, wherever they reach. Nobody and the system have none."""
    if user is None or not is_person(user):
        return frozenset()
    return frozenset(right for post in current_posts(user) for right in RIGHTS[Role(post.role)])


def has_right(user: User | None, right: str) -> bool:
    """Whether any of a person's posts of today brings the right."""
    return right in rights_of(user)


def may_read_journal(user: User) -> bool | Refused:
    """Whether somebody reads every act, as ids and digests."""
    return has_right(user, "journal.read") or Refused(_("The journal is read by its overseers."))


def may_prove_journal(user: User) -> bool | Refused:
    """Whether somebody has the journal computed again; the system does it every day."""
    return is_system(user) or has_right(user, "journal.prove") or Refused(_("The journal is proved by its overseers."))


def is_own_session(user: User | None, session: UserSession) -> bool:
    """Whether a person may end a session: everybody their own."""
    return user is not None and is_person(user) and session.user_id == user.pk


def may_lift_second_factor(user: User, person: User) -> bool | Refused:
    """For somebody who lost it: whoever administers every organisation in which they hold a post today; the centre."""
    if not is_person(person):
        return False
    if user.pk == person.pk:
        return Refused(_("Nobody lifts their own second factor. Ask another administrator."))
    held = {post.organisation_id for post in current_posts(person)}
    if not held:
        return may_found_organisations(user)
    return held <= set(reached_by(user, MANAGE).values_list("pk", flat=True)) or NOT_MANAGED


def may_mark_as_demonstration(user: User) -> bool | Refused:
    """Sample people and figures never come among real ones: only into a database in which nobody has an account yet."""
    if not is_system(user):
        return Refused(_("A database is marked as a demonstration by the command of the demonstration."))
    return not has_people() or Refused(
        _("People have accounts in this database. A demonstration needs a database of its own.")
    )


def anybody(user: User | None) -> bool:
    """For what is open to people who have no account here yet, such as the answer to an invitation."""
    return True


def is_administrator(user: User) -> bool:
    """Whether somebody manages people anywhere."""
    return has_right(user, MANAGE)


def administers_centre(user: User, place: str) -> bool:
    """Whether a post of today lets somebody manage people from the centre of a place."""
    return any(
        own.kind == OrganisationKind.CENTRE and own.place == place for own in organisations_with_right(user, MANAGE)
    )


def may_manage(user: User, organisation: Organisation) -> bool | Refused:
    """Whether somebody administers the organisation: the centre, it itself, or one in whose scope it lies."""
    return reached_by(user, MANAGE).filter(pk=organisation.pk).exists() or NOT_MANAGED


def may_see_organisations(user: User) -> bool | Refused:
    """Whether the list of organisations is open to somebody."""
    return bool({MANAGE, READ_ALL} & rights_of(user)) or Refused(
        _("Organisations are shown to administrators and to those who may read everything.")
    )


def may_see_organisation(user: User, organisation: Organisation) -> bool | Refused:
    """Whether somebody may see who holds which post in an organisation; everybody may see their own."""
    if any(post.organisation_id == organisation.pk for post in current_posts(user)):
        return True
    return organisations_seen_by(user).filter(pk=organisation.pk).exists() or Refused(
        _("This organisation is outside the scope of your organisation.")
    )


def may_found_organisations(user: User) -> bool | Refused:
    """Whether somebody may found an organisation in some place."""
    own = organisations_with_right(user, MANAGE)
    return any(organisation.kind == OrganisationKind.CENTRE for organisation in own) or NOT_OF_THE_CENTRE


def may_found_organisation(user: User, place: str) -> bool | Refused:
    """Organisations of a place are founded by its centre; by the system where the demonstration needs them."""
    return is_system(user) or administers_centre(user, place) or NOT_OF_THE_CENTRE


def may_rename_organisation(user: User, organisation: Organisation) -> bool | Refused:
    """Whoever administers an organisation may rename it while it is open."""
    return may_manage(user, organisation) if organisation.is_active else CLOSED


def may_close_organisation(user: User, organisation: Organisation) -> bool | Refused:
    """An organisation is closed by the centre, never by somebody who holds a post in it."""
    if not organisation.is_active:
        return CLOSED
    if not administers_centre(user, organisation.place):
        return NOT_OF_THE_CENTRE
    return OWN_RIGHTS if any(post.organisation_id == organisation.pk for post in current_posts(user)) else True


def may_invite_into(user: User, organisation: Organisation) -> bool | Refused:
    """Whether somebody may invite anybody into an organisation."""
    if not organisation.is_active:
        return CLOSED
    return is_system(user) or may_manage(user, organisation)


def may_invite(user: User, organisation: Organisation, role: Role) -> bool | Refused:
    """Administrators of a scope give the roles that bodies and their assessors have; the centre gives all."""
    allowed = may_invite_into(user, organisation)
    if allowed is not True:
        return allowed
    if role not in roles_in(organisation):
        return Refused(_("An organisation of this kind has no post with this role."))
    if role in ROLES_GIVEN_IN_SCOPE or is_system(user) or administers_centre(user, organisation.place):
        return True
    return Refused(_("This role is given by an administrator of the centre."))


def may_invite_first_administrator(user: User, place: str) -> bool | Refused:
    """A new installation begins with an administrator whom the system invites. Once there is one, people invite."""
    if not is_system(user):
        return Refused(_("The first administrator is invited on the server, by the command."))
    if administrators_of_centre(place, timezone.localdate() - A_DAY).exists():
        return Refused(_("The centre has an administrator already, who can invite others on the desk."))
    return True


def may_change_invitation(user: User, invitation: Invitation) -> bool | Refused:
    """Whoever may give the post may send its invitation again or withdraw it, until it is answered."""
    if invitation.answered_at or invitation.withdrawn_at:
        return Refused(_("This invitation was answered or withdrawn already."))
    return may_invite(user, invitation.organisation, Role(invitation.role))


def may_join(user: User) -> bool | Refused:
    """A person who has no account yet is taken in by the system, on showing the secret of the letter."""
    return is_system(user) or Refused(_("You have an account already; take the post with it."))


def may_take_post(user: User, invitation: Invitation) -> bool | Refused:
    """A person takes a further post to which an invitation was sent to their own address, by somebody else."""
    if not is_person(user):
        return Refused(_("Sign in to take the post."))
    if invitation.invited_by_id == user.pk:
        return OWN_RIGHTS
    if (user.email or "").casefold() != invitation.email.casefold():
        return Refused(_("This invitation was sent to another e-mail address than yours."))
    return True


def may_see_post(user: User, post: Post) -> bool | Refused:
    """The holder sees their post, and so does whoever may see the organisation."""
    return post.user_id == user.pk or may_see_organisation(user, post.organisation)


def may_change_post(user: User, post: Post) -> bool | Refused:
    """Whether somebody may end or delegate a post at all."""
    if post.user_id == user.pk or (post.acts_for and post.acts_for.user_id == user.pk):
        return OWN_RIGHTS
    if post.last_day is not None and post.last_day < timezone.localdate():
        return Refused(_("This post has ended."))
    allowed = may_manage(user, post.organisation)
    if allowed is not True or administers_centre(user, post.organisation.place):
        return allowed
    return post.role in ROLES_GIVEN_IN_SCOPE or Refused(_("This role is given by an administrator of the centre."))


def may_end_post(user: User, post: Post) -> bool | Refused:
    """Posts are ended by those who may give them; the last administrator of the centre stays."""
    allowed = may_change_post(user, post)
    if allowed is not True:
        return allowed
    return LAST_ADMINISTRATOR if is_last_administrator(post, timezone.localdate() - A_DAY) else True


def may_delegate_post(user: User, post: Post) -> bool | Refused:
    """A post is delegated by those who may give it, and never once more by the one who acts."""
    if post.acts_for_id:
        return Refused(_("Who acts for somebody cannot pass this on to a third person."))
    return may_change_post(user, post)


def may_delegate_to(user: User, post: Post, to: User) -> bool | Refused:
    """Nobody makes themselves the one who acts."""
    return OWN_RIGHTS if to.pk == user.pk else may_delegate_post(user, post)


def may_see_persons(user: User) -> bool | Refused:
    """The list of persons is for administrators."""
    return is_administrator(user) or Refused(_("Persons are shown to administrators only."))


def may_see_person(user: User, person: User) -> bool | Refused:
    """Everybody sees themselves; administrators see whoever holds or held a post in what they administer."""
    if user.pk == person.pk:
        return True
    held = person.posts.filter(organisation__in=reached_by(user, MANAGE).values("pk"))
    return held.exists() or Refused(_("This person holds no post in an organisation that you administer."))


def may_deactivate(user: User, person: User) -> bool | Refused:
    """A person is locked out by whoever administers every organisation in which they hold a post."""
    if user.pk == person.pk:
        return OWN_RIGHTS
    if not is_person(person):
        return Refused(_("This person has no access already."))
    today = timezone.localdate()
    going_on = [post for post in posts_of(person) if post.last_day is None or post.last_day >= today]
    if not going_on:
        return is_administrator(user) and may_see_person(user, person)
    for post in going_on:
        allowed = may_end_post(user, post)
        if allowed is not True:
            return allowed
    return True


def may_reactivate(user: User, person: User) -> bool | Refused:
    """A person who was locked out is let in again by the centre. Their posts stay ended."""
    if person.is_active or person.kind != Kind.PERSON:
        return Refused(_("This person has access already."))
    return may_found_organisations(user) is True or NOT_OF_THE_CENTRE
