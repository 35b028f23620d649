"""What a careful reader should stumble over in the sample forms, beside their numbers: a document that is out of date,
another source that says otherwise, a file given once more, a link that does not open, numbers that were rounded.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from http import HTTPStatus
from typing import Final

import numpy as np
from django.utils import timezone

from tarazy.cli.demo.samples import LINK, sample_document
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.evidence import Document, give_evidence
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.actions.links import Trial, note_trials
from tarazy.web.rooms.collection.enums import Origin, Outcome
from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of
from tarazy.web.rooms.collection.queries.links import DAYS_FAILED
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor

# A form that its body keeps: who looks at it finds what its officer did not mend.
BODY: Final = "KZ-634800"
# A draft with as many numbers as last digits need to be counted out.
ROUNDED: Final = "KZ-63-ULKEN-NARYN"
LEAST_HIGH: Final = 500
NOWHERE: Final = "https://akimat.example/report-2026"
SAID_OTHERWISE: Final = 0.7
REGISTER: Final = "Үлгі тіркелім / образец регистра / sample register"


def leave_oddities(campaign: Campaign, officer: User, by: User) -> None:
    """A document that ended before the year began, a register that says less than the body, a link that leads nowhere,
    and a form in which every number is rounded.
    """
    form = campaign.submissions.get(unit=BODY)
    cell = next(cell for cell in cells_of(form).values() if cell.value)
    old = replace(
        sample_document(f"{BODY}-old-report.pdf", officer),
        valid_from=datetime.date(2023, 1, 1),
        valid_to=datetime.date(2025, 6, 30),
    )
    give_evidence(form, [cell], old, by=officer)
    assert cell.value is not None
    said = Observations(
        unit=Coded((BODY,)),
        variable=Coded((cell.variable,)),
        period=Coded((form.period,)),
        breakdown=Coded((cell.breakdown,)),
        value=np.array([cell.value * SAID_OTHERWISE]),
        series=Coded((Series.REGISTER.value,)),
        source=Coded((REGISTER,)),
    )
    record_observations(said, by=by)
    _give_broken_link(form, cell, officer)
    _round_off(campaign.submissions.get(unit=ROUNDED), officer)


def _give_broken_link(form: Submission, cell: Cell, officer: User) -> None:
    """Its trials are written down as the regular task writes them; nobody is asked."""
    give_evidence(form, [cell], Document(LINK, link=NOWHERE), by=officer)
    now = timezone.now()
    trials = [Trial(NOWHERE, Outcome.ANSWERS, HTTPStatus.OK, now - datetime.timedelta(days=DAYS_FAILED))]
    trials += [
        Trial(NOWHERE, Outcome.REFUSED, HTTPStatus.NOT_FOUND, now - datetime.timedelta(days=ago))
        for ago in reversed(range(DAYS_FAILED))
    ]
    note_trials(trials, by=system_actor())


def _round_off(form: Submission, officer: User) -> None:
    """Whoever fills in a form so has counted nothing."""
    cells = cells_of(form)
    changes = []
    for one in form_of(Asked(form)).cells.values():
        stored, limits = cells.get((one.question.variable, one.question.breakdown)), one.question.range
        if stored is None or stored.value is None or (limits is not None and limits.high < LEAST_HIGH):
            continue
        answer = Answer(max(100.0, round(stored.value, -2)), stored.status, stored.agreement, stored.note)  # type: ignore[arg-type]  # of three words
        changes.append(Change(stored.variable, stored.breakdown, stored.edition, answer))
    save_cells(form, changes, origin=Origin.TYPED, by=officer)


def give_once_more(form: Submission, name: str, officer: User) -> None:
    """The very file that the body gave for an earlier form."""
    give_evidence(form, [next(iter(cells_of(form).values()))], sample_document(name, officer), by=officer)
