from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a body's submission has come."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CERTIFIED = "certified", _("certified")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted")


class Move(models.TextChoices):
    """What may be done with a submission."""

    SUBMIT = "submit", _("submit")
    TAKE_BACK = "take_back", _("take back")
    CERTIFY = "certify", _("certify")
    RETURN = "return", _("return for correction")
    ACCEPT = "accept", _("accept")


class Origin(models.TextChoices):
    """How a value came into a cell."""

    TYPED = "typed", _("entered on the form")
    WORKBOOK = "workbook", _("from a workbook")
    CSV = "csv", _("from a CSV file")
    KNOWN = "known", _("known already, confirmed")


class Agreement(models.TextChoices):
    """What a body says to a value that is known already from another source."""

    CONFIRMED = "confirmed", _("confirmed")
    OBJECTED = "objected", _("objection")


class Outcome(models.TextChoices):
    """What came of trying a link; the words of `exchange.links`."""

    ANSWERS = "answers", _("it opens")
    REFUSED = "refused", _("the server does not give the page")
    BUSY = "busy", _("the server asks to be asked less often")
    NO_NAME = "no_name", _("there is no server of this name")
    NO_ANSWER = "no_answer", _("the server does not answer")
    TOO_SLOW = "too_slow", _("the server answers too slowly")
    NOT_TRUSTED = "not_trusted", _("the certificate of the site is not trusted")
    GOES_ROUND = "goes_round", _("it is redirected again and again")
    CLOSED = "closed", _("it leads into a closed network, or not to a web page; the system does not go there")
