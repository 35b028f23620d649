from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.followup.enums import UNDER_CONTROL, Kind, Move, State
from tarazy.web.rooms.followup.life import ANSWER, GIVE, LIFE, REPORT
from tarazy.web.rooms.followup.models import Document, Recommendation
from tarazy.web.rooms.followup.queries import (
    bodies_reached_by,
    giving_organisations,
    recommendations_seen_by,
    reporter_of,
)
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import READ_ALL, RIGHTS
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import current_posts, rights_in
from tarazy.web.rooms.people.rules import is_system, rights_of
from tarazy.web.rooms.units.models import Representation, Unit

OF_BODY = frozenset({ANSWER, REPORT})
NOT_GIVEN_BY_YOU = Refused(
    _("Recommendations and instructions are given by assessors, administrators and heads of the organisation.")
)


def may_give(user: User) -> bool | Refused:
    """Whether somebody gives instructions for any organisation that reaches bodies."""
    return any(bodies_reached_by(one).exists() for one in giving_organisations(user)) or NOT_GIVEN_BY_YOU


def may_open(user: User, unit: Unit, organisation: Organisation) -> bool | Refused:
    """Whether somebody may tell a body to do something, in the name of an organisation that reaches it."""
    if is_system(user):
        return True
    if organisation.pk not in {one.pk for one in giving_organisations(user)}:
        return NOT_GIVEN_BY_YOU
    if _is_of_body(user, unit):
        return Refused(_("Nobody gives recommendations and instructions to their own body."))
    if not bodies_reached_by(organisation).filter(pk=unit.pk).exists():
        return Refused(_("This body is outside the reach of the organisation."))
    return True


def may_give_to(user: User, unit: Unit) -> bool | Refused:
    """Whether somebody may tell a body to do something, in the name of any organisation of theirs."""
    answer: bool | Refused = NOT_GIVEN_BY_YOU
    for organisation in giving_organisations(user):
        answer = may_open(user, unit, organisation)
        if answer is True:
            return True
    return answer


def _is_of_body(user: User, unit: Unit) -> bool:
    body = Representation.objects.filter(unit=unit).values_list("organisation", flat=True).first()
    return any(post.organisation_id == body for post in current_posts(user))


def rights_over(user: User, recommendation: Recommendation) -> frozenset[str]:
    """What somebody may do with a recommendation: the body's people answer and report; those of the organisation that
    gave it, and of the centre, control it, unless they are of the body as well.
    """
    if _is_of_body(user, recommendation.unit):
        body = Representation.objects.get(unit=recommendation.unit_id).organisation_id
        held = [RIGHTS[Role(post.role)] for post in current_posts(user) if post.organisation_id == body]
        return OF_BODY & frozenset().union(*held)
    given_by = recommendation.organisation
    return rights_in(user, recommendation.unit.place, given_by) & {GIVE}


def may_see_recommendations(user: User) -> bool | Refused:
    """Whether recommendations and instructions concern somebody at all."""
    return bool({GIVE, ANSWER, REPORT, READ_ALL} & rights_of(user)) or Refused(
        _("Instructions are seen by those who give them, by the bodies concerned and by those who read everything.")
    )


def may_read(user: User, recommendation: Recommendation) -> bool | Refused:
    return recommendations_seen_by(user).filter(pk=recommendation.pk).exists() or Refused(
        _("This was given to another body, by another organisation.")
    )


def may_read_document(user: User, document: Document) -> bool | Refused:
    """Whoever reads a recommendation opens the documents given with it."""
    return may_read(user, document.change.recommendation)


def may_move(user: User, recommendation: Recommendation, move: Move) -> bool | Refused:
    """What the life says. An instruction is not declined, and nobody verifies what they reported themselves."""
    if move == Move.DECLINE and recommendation.kind == Kind.INSTRUCTION:
        return Refused(_("An instruction is carried out, not declined. Ask for another deadline where it cannot be."))
    allowed = LIFE.may(State(recommendation.state), move, rights=rights_over(user, recommendation))
    if allowed is not True or move not in (Move.VERIFY, Move.RETURN):
        return allowed
    reporter = reporter_of(recommendation)
    if reporter is not None and reporter.pk == user.pk:
        return Refused(_("You reported it yourself; somebody else verifies it."))
    return True


def may_move_deadline(user: User, recommendation: Recommendation) -> bool | Refused:
    """Whether somebody may move the deadline, in the open: who gave it, while it is under control."""
    if recommendation.state not in UNDER_CONTROL:
        return Refused(_("It is no longer under control; its deadline stays."))
    return GIVE in rights_over(user, recommendation) or Refused(
        _("The deadline is moved by the organisation that gave it.")
    )
