"""A variable as a dataset, for machines that gather them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.datasets import Said, dataset, organisation, time_covered
from tarazy.web.doors.portal.goals import goals_called, words_before
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.observatory.facts import stated
from tarazy.web.doors.portal.observatory.files import FORMS
from tarazy.web.rooms.observatory.models import Source, Variable
from tarazy.web.ui.parts import Download
from tarazy.web.ui.written import in_language


def dataset_of(request: HttpRequest, asked: Asked, sources: Sequence[Source]) -> Said:
    """Everything that is known of the variable, whatever period the page shows."""
    variable = asked.variable
    licences = {source.licence.url for source in sources}
    publishers = dict.fromkeys(in_language(source.published_by.name) for source in sources)
    return dataset(
        request,
        str(variable.title),
        stated(variable.definition),
        files_of(variable),
        about=_("%(title)s: map, table and line over time, with sources, licences, gaps, doubts and breaks.")
        % {"title": variable.title},
        identifier=variable.pk,
        keywords=keywords_of(variable),
        temporalCoverage=time_covered(asked.periods),
        creator=[organisation(name) for name in publishers],
        license=licences.pop() if len(licences) == 1 else "",
        isBasedOn=sorted({source.url for source in sources if source.url}),
        measurementTechnique=stated(variable.collection),
        variableMeasured=measured(variable),
    )


def files_of(variable: Variable) -> list[Download]:
    return [
        Download(form.upper(), reverse("portal:whole_variable", kwargs={"variable": variable.pk, "form": form}))
        for form in FORMS
    ]


def keywords_of(variable: Variable) -> list[str]:
    topic = [in_language(variable.topic.name)] if variable.topic else []
    return [*topic, *(goal.words for goal in goals_called(variable.goals)), *words_before(variable.goals)]


def measured(variable: Variable) -> dict[str, Any]:
    said = {
        "@type": "PropertyValue",
        "name": str(variable.title),
        "unitText": in_language(variable.unit_of_measure.title),
        "measurementTechnique": stated(variable.formula),
    }
    return {key: value for key, value in said.items() if value}
