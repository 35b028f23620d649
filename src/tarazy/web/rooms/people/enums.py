from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What stands behind a user: a person, or the system acting by itself."""

    PERSON = "person", _("person")
    SYSTEM = "system", _("system")


class OrganisationKind(models.TextChoices):
    """What an organisation does in an assessment."""

    CENTRE = "centre", _("the centre, which runs the assessment")
    ASSESSING = "assessing", _("authorised assessing body")
    ASSESSED = "assessed", _("assessed body")


class Role(models.TextChoices):
    """As what a person takes part. A person may hold several posts, each with one role in one organisation."""

    METHODOLOGIST = "methodologist", _("methodologist")
    ADMINISTRATOR = "administrator", _("administrator")
    ASSESSOR = "assessor", _("assessor")
    VERIFIER = "verifier", _("verifier")
    OFFICER = "officer", _("officer of an assessed body")
    HEAD = "head", _("head of an assessed body")
    COMMISSIONER = "commissioner", _("member of the appeals commission")
    EXECUTIVE = "executive", _("executive")
    OVERSEER = "overseer", _("overseer of the journal")
    ANALYST = "analyst", _("analyst")
    OPERATOR = "operator", _("operator")
