from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a conclusion has come."""

    DRAFT = "draft", _("being written")
    ISSUED = "issued", _("issued, waits for the reply")
    REPLIED = "replied", _("replied, waits for an answer")
    FINAL = "final", _("final")
    SUPERSEDED = "superseded", _("superseded by a newer one")


class Move(models.TextChoices):
    """What may be done with a conclusion."""

    ISSUE = "issue", _("issue")
    AGREE = "agree", _("agree to everything")
    REPLY = "reply", _("reply with objections")
    LAPSE = "lapse", _("end without a reply")
    ANSWER = "answer", _("answer the objections")
    SUPERSEDE = "supersede", _("replace by a newer one")


class Kind(models.TextChoices):
    """What an item of a conclusion is about."""

    LOST = "lost", _("points lost")
    FOUND = "found", _("found by re-verification")
    PENALTY = "penalty", _("penalty points")
    REMARKED = "remarked", _("remarked by the assessor")


class Stance(models.TextChoices):
    """What a body says to an item."""

    AGREES = "agrees", _("agrees")
    OBJECTS = "objects", _("objects")


class Verdict(models.TextChoices):
    """What the assessor says to an objection."""

    UPHELD = "upheld", _("the item stands")
    CHANGED = "changed", _("the item is changed by a new conclusion")


class Way(models.TextChoices):
    """How a conclusion came to be received."""

    OPENED = "opened", _("opened by the body")
    TIME = "time", _("held to be received")


class AppealState(models.TextChoices):
    """How far an appeal has come."""

    DRAFT = "draft", _("being written")
    FILED = "filed", _("filed")
    INADMISSIBLE = "inadmissible", _("not admitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ADMITTED = "admitted", _("admitted")
    CONSIDERED = "considered", _("under consideration")
    DECIDED = "decided", _("decided")
    COMPLAINED = "complained", _("decided, complaint filed")
    FINAL = "final", _("finally decided")


class AppealMove(models.TextChoices):
    """What may be done with an appeal."""

    FILE = "file", _("file")
    WITHDRAW = "withdraw", _("withdraw")
    ADMIT = "admit", _("admit")
    REFUSE = "refuse", _("refuse to admit")
    VOTE = "vote", _("vote")
    DECIDE = "decide", _("decide")
    COMPLAIN = "complain", _("ask for verification once more")
    VOTE_AGAIN = "vote_again", _("vote on the complaint")
    DECIDE_FINALLY = "decide_finally", _("decide finally")


class Inadmissible(models.TextChoices):
    """Why an appeal is not admitted."""

    LATE = "late", _("filed too late")
    NO_DOCUMENTS = "no_documents", _("without documents that bear on what is asked")
    NOT_CONCLUDED = "not_concluded", _("not about what the conclusion holds")


class Round(models.TextChoices):
    """What the commission decides on."""

    APPEAL = "appeal", _("the appeal")
    COMPLAINT = "complaint", _("the complaint")


class Outcome(models.TextChoices):
    """What became of an appeal."""

    GRANTED = "granted", _("granted")
    PARTLY = "partly", _("granted in part")
    REJECTED = "rejected", _("rejected")


class Part(models.TextChoices):
    """How somebody took part in the assessment of a body, and so does not decide on its appeal."""

    NEAR = "near", _("holds or held a post in the body or close to it")
    ASSIGNED = "assigned", _("was assigned to assess it")
    FILLED = "filled", _("filled in its form or gave documents")
    MOVED = "moved", _("submitted, certified or returned its form")
    ACCEPTED = "accepted", _("accepted a block of its form")
    REMARKED = "remarked", _("wrote remarks on its form")
    VERIFIED = "verified", _("checked its values")
    SETTLED = "settled", _("settled what two checks found differently")
    PENALISED = "penalised", _("opened or cancelled its penalty cases")
    CONCLUDED = "concluded", _("wrote, issued or answered its conclusions")
    RECOMMENDED = "recommended", _("gave it recommendations or instructions")
    TARGETED = "targeted", _("changed its targets")
