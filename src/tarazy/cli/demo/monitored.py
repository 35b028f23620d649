"""The middle of the year in the pilot of the demonstration: a quarter's forms, warnings, instructions under control."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils import timezone

from tarazy.cli.demo.odd import give_once_more
from tarazy.cli.demo.samples import EXPLANATION, INSTRUCTION
from tarazy.cli.demo.started import start
from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.preparation import prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import participants_of
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, save_cells
from tarazy.web.rooms.collection.actions.moving import move_submission
from tarazy.web.rooms.collection.enums import Move as SubmissionMove
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by
from tarazy.web.rooms.collection.tasks import warn_early
from tarazy.web.rooms.followup.actions import move_recommendation, open_recommendation
from tarazy.web.rooms.followup.enums import Kind as Told
from tarazy.web.rooms.followup.enums import Move as Answered
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit

PERIOD: Final = "2026-Q3"
CAMPAIGN: Final = "kz-local-pilot-2026-q3"
TITLE: Final = LocalText(
    kk="Жыл ішіндегі мониторинг, 2026 жылдың үшінші тоқсаны (шартты деректер)",
    ru="Мониторинг внутри года, третий квартал 2026 (условные данные)",
    en="Monitoring within the year, third quarter of 2026 (sample data)",
)
# Of a whole year's number a quarter of the year brings so much: less than it should, so that warnings speak.
SHARE_OF_YEAR: Final = 0.18
HYPOTHESIS: Final = LocalText(
    kk="Ескертулер нысаналы көрсеткіш орындалмай қалғанға дейін келеді.",
    ru="Предупреждения приходят раньше, чем цель становится недостижимой.",
    en="Warnings come before a target can no longer be reached.",
)
LANGUAGE: Final = "ru"
FIRST: Final = "KZ-43"


def monitor_pilot(pilot: Campaign, sample: Mapping[str, list[dict[str, str]]], people: Mapping[str, User]) -> int:
    """A campaign of monitoring with its collection open: one oblast has certified its quarter, warnings have gone out,
    instructions stand in several states. How many bodies take part.
    """
    bodies = [one.unit for one in participants_of(pilot).select_related("unit").order_by("unit")]
    campaign = _running(pilot, bodies, people)
    _certify(campaign.submissions.get(unit=FIRST), sample[FIRST], people)
    warn_early()
    _instruct(campaign, people)
    return len(bodies)


def _running(pilot: Campaign, bodies: Sequence[Unit], people: Mapping[str, User]) -> Campaign:
    by, today = people["administrator"], timezone.localdate()
    campaign = prepare_campaign(
        CAMPAIGN, Kind.MONITORING, TITLE, pilot.organisation, pilot.version, PERIOD, hypothesis=HYPOTHESIS, by=by
    )
    days = today - datetime.timedelta(weeks=2), today + datetime.timedelta(weeks=2)
    return start(campaign, bodies, dict.fromkeys(PHASES[Kind.MONITORING], days), by=by, assessor=people["assessor"])


def _certify(form: Submission, rows: Sequence[Mapping[str, str]], people: Mapping[str, User]) -> None:
    """What the year's sample says, as far as one quarter brings it."""
    given = {row["variable"]: (row["value"], row["status"]) for row in rows}
    changes = []
    for cell in form_of(Asked(form)).cells.values():
        value, status = given[cell.question.variable]
        share = SHARE_OF_YEAR if cell.question.within_year == "sum" else 1.0
        answer = Answer(round(float(value) * share, 1) if value else None, status)
        changes.append(Change(cell.question.variable, cell.question.breakdown, 0, answer))
    save_cells(form, changes, origin=Origin.WORKBOOK, by=people["officer-43"])
    give_once_more(form, next(row["evidence"] for row in rows if row["evidence"]), people["officer-43"])
    for finding in held_back_by(Asked(form)):
        explain_finding(form, finding.case, EXPLANATION, by=people["officer-43"])
    move_submission(form, SubmissionMove.SUBMIT, by=people["officer-43"])
    move_submission(form, SubmissionMove.CERTIFY, by=people["head-43"])


def _instruct(campaign: Campaign, people: Mapping[str, User]) -> None:
    """One instruction waits for its answer, one is being carried out, one is reported as carried out."""
    unit, origin = Unit.objects.get(pk=FIRST), (campaign._meta.label_lower, campaign.pk)
    opened = [
        open_recommendation(
            unit, Told.INSTRUCTION, INSTRUCTION, language=LANGUAGE, organisation=campaign.organisation, origin=origin,
            deadline=timezone.localdate() + datetime.timedelta(weeks=weeks), by=people["administrator"],
        )
        for weeks in (1, 2, 4)
    ]  # fmt: skip
    for one in opened[1:]:
        move_recommendation(one, Answered.ACCEPT, language=LANGUAGE, by=people["head-43"])
    move_recommendation(opened[2], Answered.REPORT, words=EXPLANATION, language=LANGUAGE, by=people["officer-43"])
