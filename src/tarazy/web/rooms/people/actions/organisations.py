from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.text import Text
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.people.actions.posts import end_posts
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import organisation_with, posts_in
from tarazy.web.rooms.people.rules import may_close_organisation, may_found_organisation, may_rename_organisation


@act(rule=may_found_organisation, verb="found_organisation")
def found_organisation(place: str, id: str, kind: OrganisationKind, name: Text, *, by: User) -> Organisation:
    """Enter an organisation, so that posts can be held in it. Its id is never used again."""
    organisation = Organisation(id=id, place=place, kind=kind, name=local_text(name))
    organisation.clean_fields()
    if organisation_with(id) is not None:
        raise ValidationError(
            _("There is an organisation with the id “%(id)s” already. Choose another id."), params={"id": id}
        )
    organisation.save(force_insert=True)
    return organisation


@act(rule=may_rename_organisation, verb="rename_organisation")
def rename_organisation(organisation: Organisation, name: Text, *, by: User) -> Organisation:
    """Give an organisation the name that it bears from now on."""
    organisation.name = local_text(name)
    organisation.save(update_fields=["name"])
    return organisation


@act(rule=may_close_organisation, verb="close_organisation")
def close_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Close an organisation: today is the last day of its posts, and its invitations are withdrawn."""
    end_posts(posts_in(organisation), timezone.localdate(), by=by)
    organisation.invitations.filter(answered_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    organisation.is_active = False
    organisation.save(update_fields=["is_active"])
    about(organisation)
    return organisation
