"""What the page says beside a link: whether it opens, when it was tried, and why it did not."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tarazy.web.rooms.collection.models import LinkTrial
from tarazy.web.rooms.collection.queries.links import LinkStanding


@dataclass(frozen=True)
class LinkOnPage:
    """`mark` with the `kind` of its tag; both empty where there is nothing to be marked."""

    mark: str
    kind: str
    text: str


def link_on_page(standing: LinkStanding | None) -> LinkOnPage:
    """The words for one link; None: it was never tried."""
    if standing is None:
        never = settings.LINKS_TRIED == "none"
        return LinkOnPage("", "", _("Links are not tried here.") if never else _("Not tried yet."))
    said = {"at": _moment(standing.last), "why": _why(standing.last)}
    if standing.opens:
        return LinkOnPage(_("opens"), "good", _("Tried on %(at)s.") % said)
    if standing.opens is None:
        return LinkOnPage("", "", _("Tried on %(at)s: %(why)s. It will be tried again.") % said)
    last = standing.failures[-1]
    text = _(
        "Did not open on %(days)s different days, first on %(first)s, last on %(at)s: %(why)s. It is tried every day."
    )
    whole = {
        "days": standing.days_failed,
        "first": _moment(standing.failures[0]),
        "at": _moment(last),
        "why": _why(last),
    }
    return LinkOnPage(_("broken link"), "bad", text % whole)


def _moment(trial: LinkTrial) -> str:
    return date_format(timezone.localtime(trial.tried_at), "DATETIME_FORMAT")


def _why(trial: LinkTrial) -> str:
    words = str(trial.get_outcome_display())
    return _("%(words)s (answer %(status)s)") % {"words": words, "status": trial.status} if trial.status else words
