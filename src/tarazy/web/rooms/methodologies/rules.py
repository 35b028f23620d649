from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import Methodology
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.methodologies import queries
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVE, DRAW_UP, LIFE
from tarazy.web.rooms.methodologies.models import Upload, Version
from tarazy.web.rooms.people.life import READ_ALL
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import has_scope, organisations_with_right, rights_in
from tarazy.web.rooms.people.rules import is_system, rights_of

NOT_DRAWN_UP_BY_YOU = Refused(
    _("Methodologies are drawn up by methodologists of the centre or of an organisation with a scope, for their place.")
)
NOT_SEEN = Refused(_("Methodologies on the desk are for those who draw up, approve or read everything of their place."))


def rights_over(user: User, place: str, organisation: Organisation | None) -> frozenset[str]:
    """What somebody may do with methodologies of an organisation (None: of the centre)."""
    return frozenset({DRAW_UP, APPROVE}) if is_system(user) else rights_in(user, place, organisation)


def _rights(user: User, version: Version) -> frozenset[str]:
    return rights_over(user, version.place, version.organisation)


def may_see_methodologies(user: User) -> bool | Refused:
    """Whether the list of methodologies on the desk is open to somebody."""
    return bool({DRAW_UP, APPROVE, READ_ALL} & rights_of(user)) or NOT_SEEN


def may_see(user: User, version: Version) -> bool | Refused:
    """Public versions are seen by all who have to do with methodologies; drafts by those of their own place."""
    allowed = may_see_methodologies(user)
    if allowed is not True:
        return allowed
    return queries.versions_seen_by(user).filter(pk=version.pk).exists() or NOT_SEEN


def may_draw_up(user: User) -> bool | Refused:
    """Whether somebody may bring in a text at all."""
    return bool(organisations_with_right(user, DRAW_UP)) or NOT_DRAWN_UP_BY_YOU


def may_try(user: User, version: Version) -> bool | Refused:
    """Whether somebody may change a version on the workbench: whoever sees it and draws up in its place, since a draft
    comes of it.
    """
    if DRAW_UP in _rights(user, version):  # who draws up in its place sees it, and this is asked while a slider moves
        return True
    allowed = may_see(user, version)
    return allowed if allowed is not True else NOT_DRAWN_UP_BY_YOU


def may_register(user: User, methodology: Methodology, organisation: Organisation | None) -> bool | Refused:
    """Each organisation draws up its own methodologies: the centre those of its place, others under names of theirs."""
    place = methodology.methodology.partition("/")[0]
    if DRAW_UP not in rights_over(user, place, organisation):
        return NOT_DRAWN_UP_BY_YOU
    if organisation is not None and (organisation.place != place or not has_scope(organisation)):
        return Refused(_("Methodologies of its own has an organisation that answers for others, within its place."))
    owners = queries.versions().filter(methodology=methodology.methodology).values_list("organisation", flat=True)
    if set(owners) - {organisation.pk if organisation else None}:
        return Refused(_("A methodology of this name belongs to another organisation. Give yours another name."))
    return True


def may_replace(user: User, version: Version) -> bool | Refused:
    """A draft may get another text until it is put up for consultation, and while nothing stands on it."""
    if DRAW_UP not in _rights(user, version):
        return NOT_DRAWN_UP_BY_YOU
    if version.state != State.DRAFT:
        return Refused(
            _("The text of this version is frozen: it is no draft any more. Give the new text a new version.")
        )
    if is_system(version.registered_by):
        return Refused(_("This draft ships with the product. Give your text a version of its own."))
    if queries.is_used(version):
        return Refused(_("A run or a campaign stands on this text. Give the new text a new version."))
    return True


def may_keep(user: User, upload: Upload) -> bool | Refused:
    """What somebody has brought in they alone look at and keep."""
    return upload.uploaded_by_id == user.pk or Refused(_("Somebody else has brought this in."))


def may_renew(user: User) -> bool | Refused:
    """The examples of a version that ships are renewed with the product."""
    return is_system(user) or Refused(_("The examples of a version that ships are renewed with the product."))


def may_run_cases(user: User, version: Version) -> bool | Refused:
    """Whoever draws up or approves may have the worked examples run."""
    return bool({DRAW_UP, APPROVE} & _rights(user, version)) or NOT_DRAWN_UP_BY_YOU


def may_move(user: User, version: Version, move: Move) -> bool | Refused:
    """What the life says; besides, nothing is approved whose worked examples do not hold."""
    allowed = LIFE.may(State(version.state), move, rights=_rights(user, version))
    if allowed is not True or move not in (Move.APPROVE, Move.PUT_IN_FORCE):
        return allowed
    if version.standing == Standing.OFFICIAL and is_system(user):
        return Refused(_("An official methodology is approved and put in force by people."))
    if not queries.have_cases_passed(version):
        return Refused(_("A methodology is approved only when its worked examples have been run and all of them hold."))
    return may_approve(user, version) if move == Move.APPROVE else True


def may_approve(user: User, version: Version) -> bool | Refused:
    """After the consultation. An official text by two persons, neither of whom has drawn it up."""
    if queries.is_being_consulted(version):
        return Refused(_("The public consultation still goes on; nothing is approved before it has ended."))
    if version.standing != Standing.OFFICIAL:
        return True
    if version.state != State.CONSULTATION:
        return Refused(_("An official methodology is approved only after a public consultation."))
    if user.pk in queries.authors(version):
        return Refused(_("Whoever drew up an official text does not approve it. Two others do."))
    if queries.approvals(version).filter(made_by=user).exists():
        return Refused(_("You have approved this text already. Another person must approve it, too."))
    return True
