"""What a body does: it writes an appeal, files it with its documents, withdraws it, complains of its decision."""

from __future__ import annotations

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.numbers import decided
from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.collection.actions.evidence import Document, refuse_unfit
from tarazy.web.rooms.conclusions.actions.commission import refuse_to_admit
from tarazy.web.rooms.conclusions.actions.steps import take_step
from tarazy.web.rooms.conclusions.enums import AppealMove, Inadmissible
from tarazy.web.rooms.conclusions.models import Appeal, AppealDocument, Claim, Complaint, Conclusion, Item
from tarazy.web.rooms.conclusions.queries.appeals import is_late, last_decision
from tarazy.web.rooms.conclusions.queries.claims import Number, case_of, numbers_at
from tarazy.web.rooms.conclusions.queries.terms import complaint_deadline, filing_deadline
from tarazy.web.rooms.conclusions.rules.appeals import (
    may_begin_appeal,
    may_change_claim,
    may_change_document,
    may_complain,
    may_file,
    may_withdraw,
)
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor


@act(rule=may_begin_appeal, verb="begin_appeal")
def begin_appeal(conclusion: Conclusion, *, language: str, by: User) -> Appeal:
    """Begin to write an appeal; nobody but the body sees it until it is filed."""
    return Appeal.objects.create(conclusion=conclusion, language=language, begun_at=timezone.now(), begun_by=by)


@act(rule=may_file, verb="claim_value")
def claim_value(
    appeal: Appeal, item: Item, variable: str, breakdown: str, value: float | None, reason: str, *, by: User
) -> Claim:
    """Ask for another value of a number on which an item rests."""
    numbers = {number.key: number for number in numbers_at(appeal.conclusion, item)}
    number = numbers.get((variable, breakdown))
    problems: dict[str, object] = {}
    if item.conclusion_id != appeal.conclusion_id or number is None:
        problems["number"] = _("Choose a number on which this item rests.")
    elif number.series is None:
        problems["number"] = _(
            "The methodology takes this number from its source alone, so no decision on an appeal can change it. "
            "Ask whoever publishes the figure to correct it."
        )
    elif appeal.claims.filter(variable=variable, breakdown=breakdown).exists():
        problems["number"] = _("The appeal asks for another value of this number already.")
    else:
        problems |= _unfit_value(number, value)
    if not reason.strip():
        problems["reason"] = _("Say why, and which document shows it.")
    if problems:
        raise ValidationError(problems)
    return Claim.objects.create(
        appeal=appeal, item=item, variable=variable, breakdown=breakdown, value=value, reason=reason.strip()
    )


def _unfit_value(number: Number, value: float | None) -> dict[str, object]:
    if value is None or not np.isfinite(value):
        return {"value": _("Write the value that you ask for as a number.")}
    bounds = number.variable.range
    if bounds is not None and not bounds.low <= value <= bounds.high:
        said = {"low": f"{bounds.low:g}", "high": f"{bounds.high:g}"}
        return {"value": ValidationError(_("The number lies between %(low)s and %(high)s."), params=said)}
    if number.now is not None and number.now.value is not None and decided(number.now.value) == decided(value):
        return {"value": _("This is the value that counts already.")}
    return {}


@act(rule=may_file, verb="claim_penalty")
def claim_penalty(appeal: Appeal, item: Item, reason: str, *, by: User) -> Claim:
    """Ask that the penalty case on which an item rests be cancelled."""
    case = case_of(item)
    problems = {}
    if item.conclusion_id != appeal.conclusion_id or case is None:
        problems["item"] = _("This item rests on no penalty case that still counts.")
    elif appeal.claims.filter(case=case).exists():
        problems["item"] = _("The appeal is against this penalty case already.")
    if not reason.strip():
        problems["reason"] = _("Say why, and which document shows it.")
    if problems:
        raise ValidationError(problems)
    return Claim.objects.create(appeal=appeal, item=item, case=case, reason=reason.strip())


@act(rule=may_change_claim, verb="take_back_claim")
def take_back_claim(claim: Claim, *, by: User) -> None:
    """Ask for a thing no more. What is not filed yet leaves no trace but its acts."""
    about(claim)
    claim.delete()


@act(rule=may_file, verb="give_appeal_document")
def give_appeal_document(appeal: Appeal, document: Document, *, by: User) -> AppealDocument:
    """Give a document that proves what is asked for."""
    refuse_unfit(document)
    given = AppealDocument.objects.create(
        appeal=appeal, title=document.title.strip(), file=document.file.sha256 if document.file else "",
        file_name=document.file_name, link=document.link, pages=document.pages.strip(), given_at=timezone.now(),
        given_by=by,
    )  # fmt: skip
    about(given, digest=given.file)
    return given


@act(rule=may_change_document, verb="take_back_appeal_document")
def take_back_appeal_document(appeal_document: AppealDocument, *, by: User) -> None:
    about(appeal_document)
    appeal_document.delete()


@act(rule=may_file, verb="file_appeal")
def file_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """File an appeal within 5 working days of receipt, only with documents (Decree No. 954).

    What comes later is kept, too, and the system does not admit it, so that both sides have it in writing.
    """
    problems = []
    if not appeal.claims.exists():
        problems.append(ValidationError(_("Say what you ask for: another value, or that a penalty be cancelled.")))
    if not appeal.documents.exists():
        problems.append(ValidationError(_("An appeal is filed with documents only. Give at least one.")))
    if problems:
        raise ValidationError(problems)
    until = filing_deadline(appeal.conclusion, calendar_of(appeal.conclusion.campaign.organisation.place))
    assert until is not None  # the rule of its beginning: the conclusion is received
    appeal.filed_at, appeal.file_by = timezone.now(), until.at
    take_step(appeal, AppealMove.FILE, by=by)
    if is_late(appeal):
        refuse_to_admit(appeal, Inadmissible.LATE, "", by=system_actor())
    return appeal


@act(rule=may_withdraw, verb="withdraw_appeal")
def withdraw_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """Take an appeal back before it is decided. Another one may be filed while its time lasts."""
    return take_step(appeal, AppealMove.WITHDRAW, by=by)


@act(rule=may_complain, verb="complain")
def complain(appeal: Appeal, text: str, *, language: str, by: User) -> Complaint:
    """Ask once more that a decision be verified; what is decided then is final."""
    if not text.strip():
        raise ValidationError({"text": _("Say what in the decision is wrong.")})
    decision = last_decision(appeal)
    assert decision is not None  # the rule
    until = complaint_deadline(decision, calendar_of(appeal.conclusion.campaign.organisation.place))
    made = Complaint.objects.create(
        appeal=appeal, text=text.strip(), language=language, file_by=until.at, filed_at=timezone.now(), filed_by=by
    )
    take_step(appeal, AppealMove.COMPLAIN, by=by)
    about(made, appeal=appeal.pk)
    return made
