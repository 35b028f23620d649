"""What a careful reader should stumble over in the sample forms, beside their numbers: a document that is out of date,
another source that says otherwise, a file given once more.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Final

import numpy as np

from tarazy.cli.demo.samples import sample_document
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.evidence import give_evidence
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.observatory.actions import record_observations
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.people.models import User

# A form that its body keeps: who looks at it finds what its officer did not mend.
BODY: Final = "KZ-634800"
SAID_OTHERWISE: Final = 0.7
REGISTER: Final = "Үлгі тіркелім / образец регистра / sample register"


def leave_oddities(campaign: Campaign, officer: User, by: User) -> None:
    """A document that ended before the year began, and a register that says less than the body."""
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


def give_once_more(form: Submission, name: str, officer: User) -> None:
    """The very file that the body gave for an earlier form."""
    give_evidence(form, [next(iter(cells_of(form).values()))], sample_document(name, officer), by=officer)
