"""A small campaign in which officers practise: a form that is open, and a filled-in file of it with mistakes."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from tarazy.cli.demo.odd import BODY
from tarazy.cli.demo.samples import MISTAKES
from tarazy.cli.demo.started import start
from tarazy.exchange.forms.csv_written import csv_of
from tarazy.exchange.forms.form import Answer, Form
from tarazy.exchange.forms.words import heading
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.preparation import prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.evidence import Document, give_evidence
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.queries.forms import Asked, form_of
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit

CAMPAIGN: Final = "kz-local-pilot-2026-practice"
TITLE: Final = LocalText(
    kk="Нысан толтыру жаттығуы, 2026 (шартты деректер)",
    ru="Тренировка заполнения формы, 2026 (условные данные)",
    en="Practice in filling in the form, 2026 (sample data)",
)
HYPOTHESIS: Final = LocalText(
    kk="Файлдағы қателер ешнәрсе сақталмай тұрып көрінеді.",
    ru="Ошибки в файле видны до того, как что-либо сохранено.",
    en="Mistakes in a file are seen before anything is saved.",
)
LANGUAGE: Final = "ru"
FILE: Final = "sample-form-with-mistakes.csv"
FIRST: Final = "services_delivered"
# What no form takes: no number, no status of the list, a value beside a status of none, none of the possible values.
WRITTEN: Final[Mapping[str, Mapping[str, str]]] = {
    "services_on_time": {"value": "много"},
    "services_online": {"value": "100", "status": "Z"},
    "service_complaints": {"value": "5", "status": "M"},
    "citizens_budget_published": {"value": "7"},
}


def practise(pilot: Campaign, people: Mapping[str, User]) -> None:
    """One body's form is open; beside its first answer stands the file that shows what is refused when it is given."""
    by, officer, today = people["administrator"], people["officer-63"], timezone.localdate()
    campaign = prepare_campaign(
        CAMPAIGN, Kind.ASSESSMENT, TITLE, pilot.organisation, pilot.version, pilot.period, hypothesis=HYPOTHESIS, by=by
    )
    days = dict.fromkeys(Phase, (today, today + datetime.timedelta(weeks=8)))
    start(campaign, [Unit.objects.get(pk=BODY)], days, by=by, assessor=people["assessor"])
    form = campaign.submissions.get(unit=BODY)
    saved = save_cells(form, [Change(FIRST, "", 0, Answer(1000.0))], origin=Origin.TYPED, by=officer)
    kept = keep_content(io.BytesIO(_with_mistakes(form_of(Asked(form)))), FILE, by=officer)
    give_evidence(form, saved.cells, Document(MISTAKES, file=kept, file_name=FILE), by=officer)


def _with_mistakes(form: Form) -> bytes:
    """The form as CSV, as an officer without care would send it."""
    rows = list(csv.reader(io.StringIO(csv_of(form, LANGUAGE).decode("utf-8-sig"), newline=""), delimiter=";"))
    header = rows[0]
    cell = header.index(heading("cell", LANGUAGE))
    for row in rows[1:]:
        for key, text in WRITTEN.get(row[cell].split()[0], {}).items():
            row[header.index(heading(key, LANGUAGE))] = text
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue().encode("utf-8-sig")
