"""Variables, their sources, and the codes by which values are broken down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.api.faults import nothing_called
from tarazy.web.doors.api.lists import filtered, page_of, page_of_all, titled
from tarazy.web.doors.api.operation import (
    OPTIONAL_STRING,
    STRING,
    STRINGS,
    TEXT,
    Asked,
    Field,
    Operation,
    Page,
    Thing,
)
from tarazy.web.doors.api.parameters import in_path, search, texts
from tarazy.web.rooms.observatory.enums import Better, Periodicity
from tarazy.web.rooms.observatory.models import Source, Variable
from tarazy.web.rooms.observatory.queries.goals import targets_before
from tarazy.web.rooms.observatory.queries.pages import SCORES_HERE
from tarazy.web.rooms.observatory.queries.variables import (
    breakdown_codes,
    breaks_of,
    every_source,
    extents,
    sources_of,
    variable_with,
    variables,
)

PERIODICITY: Final = {"type": "string", "enum": ["", *Periodicity.values]}
MAYBE_TEXT: Final = {"anyOf": [TEXT, {"type": "null"}]}  # null: nobody has stated it
FIELDS: Final = (
    Field("id", _("The id."), STRING),
    Field("place", _("Whose list it stands in."), STRING),
    Field("title", _("What it is called."), TEXT, is_text=True),
    Field("definition", _("What exactly is counted, and how."), MAYBE_TEXT, is_text=True),
    Field("unit_of_measure", _("Id of the unit of measure."), STRING),
    Field("unit_of_measure_title", _("What a value is counted in."), TEXT, is_text=True),
    Field("symbol", _("The unit of measure written short."), TEXT, is_text=True),
    Field("better", _("Which way the variable should go, where one way is better."), STRING),
    Field("topic", _("Id of the topic."), OPTIONAL_STRING),
    Field("goals", _("Codes of the Sustainable Development Goals."), STRINGS),
    Field("reported_by", _("Id of the body that reports it."), OPTIONAL_STRING),
    Field("official_table", _("Where the official figures stand."), STRING),
    Field("formula", _("How it is computed, in words."), MAYBE_TEXT, is_text=True),
    Field("legal_basis", _("The act by which it is collected or used."), MAYBE_TEXT, is_text=True),
    Field("owner", _("Id of the body that answers for the definition."), OPTIONAL_STRING),
    Field("periodicity", _("How often new figures come out; empty: not stated."), PERIODICITY),
    Field("collection", _("How the figures come together."), MAYBE_TEXT, is_text=True),
    Field("limitations", _("What the figures cannot tell."), MAYBE_TEXT, is_text=True),
    Field("comparability", _("Whether years and units can be compared."), MAYBE_TEXT, is_text=True),
    Field("millennium_targets", _("Targets of the Millennium Development Goals before these goals."), STRINGS),
    Field("national_goal", _("The national goal that it serves."), MAYBE_TEXT, is_text=True),
    Field("plan", _("The plan that sets its target."), MAYBE_TEXT, is_text=True),
)
PARAMETERS: Final = (
    texts("id", _("Ids of variables.")),
    texts("place", _("Variables of these places, such as kz.")),
    texts("topic", _("Ids of topics.")),
    texts("unit_of_measure", _("Ids of units of measure.")),
    texts("better", _("Which way is better."), Better.values),
    texts("periodicity", _("How often new figures come out."), Periodicity.values),
    search("q", _("A part of the title in any language.")),
)
COLUMNS: Final = {"id": "pk", "place": "place", "topic": "topic", "unit_of_measure": "unit_of_measure",
                  "better": "better", "periodicity": "periodicity"}  # fmt: skip
OF_SOURCE: Final = (
    Field("id", _("The id, as observations name it."), STRING),
    Field("title", _("What it is called."), TEXT, is_text=True),
    Field("published_by", _("Id of the publisher."), STRING),
    Field("publisher", _("Who published it."), TEXT, is_text=True),
    Field("licence", _("The licence in the words in which it is stated."), TEXT, is_text=True),
    Field("licence_url", _("Where the licence can be read; empty: none is stated."), STRING),
    Field("date", _("Of which day it is."), STRING),
    Field("url", _("Where it stands."), STRING),
)
OF_CODE: Final = (
    Field("key", _("The key, such as sex."), STRING),
    Field("code", _("The code, such as f."), STRING),
    Field("key_name", _("What the key is called."), TEXT, is_text=True),
    Field("name", _("What the code is called."), TEXT, is_text=True),
)


def record(variable: Variable) -> dict[str, Any]:
    return {
        "id": variable.pk,
        "place": variable.place,
        "title": variable.title,
        "definition": variable.definition,
        "unit_of_measure": variable.unit_of_measure_id,
        "unit_of_measure_title": variable.unit_of_measure.title,
        "symbol": variable.unit_of_measure.symbol,
        "better": variable.better,
        "topic": variable.topic_id,
        "goals": variable.goals,
        "reported_by": variable.reported_by_id,
        "official_table": variable.official_table,
        "formula": variable.formula,
        "legal_basis": variable.legal_basis,
        "owner": variable.owner_id,
        "periodicity": variable.periodicity,
        "collection": variable.collection,
        "limitations": variable.limitations,
        "comparability": variable.comparability,
        "millennium_targets": targets_before(variable.goals),
        "national_goal": variable.national_goal,
        "plan": variable.plan,
    }


def every_variable(asked: Asked) -> Page:
    found = titled(filtered(variables(), asked, COLUMNS), asked, "title")
    return page_of(asked, found, lambda rows: [record(one) for one in rows])


def one_variable(asked: Asked) -> Thing:
    found = None if SCORES_HERE in asked.given["variable"] else variable_with(asked.given["variable"])
    if found is None:
        raise nothing_called(asked.given["variable"])
    extent = extents([found.pk]).get(found.pk)
    breaks = [{"unit": one.unit_id, "period": one.period, "note": one.note} for one in breaks_of(found.pk)]
    known = {
        "topic_name": found.topic.name if found.topic else None,
        "reporter": found.reported_by.name if found.reported_by else None,
        "owner_name": found.owner.name if found.owner else None,
        "observations": extent.observations if extent else 0,
        "first_period": extent.first_period if extent else None,
        "last_period": extent.last_period if extent else None,
        "sources": [_source(one) for one in sources_of(found.pk)],
        "breaks": breaks,
    }
    return Thing(record(found) | known)


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.pk,
        "title": source.title,
        "published_by": source.published_by_id,
        "publisher": source.published_by.name,
        "licence": source.licence.stated,
        "licence_url": source.licence.url,
        "date": source.date,
        "url": source.url,
    }


def _sources(rows: Sequence[Source]) -> list[dict[str, Any]]:
    return [_source(one) for one in rows]


def sources(asked: Asked) -> Page:
    return page_of(asked, every_source(), _sources)


def codes(asked: Asked) -> Page:
    known = breakdown_codes().values()
    return page_of_all(
        asked,
        {
            f"{one.key}={one.code}": {"key": one.key, "code": one.code, "key_name": one.key_name, "name": one.name}
            for one in known
        },
    )


OPERATIONS: Final = (
    Operation(
        "variables", "variables", _("Variables"),
        _("What is observed, with its unit of measure. Published scores are a list of their own."),
        every_variable, FIELDS, PARAMETERS, key=(str,), example={"q": "unemployment", "lang": "en"},
    ),
    Operation(
        "variable", "variables/<str:variable>", _("One variable"),
        _("A variable with its sources, its breaks in comparability, and how much is known of it."),
        one_variable, parameters=(in_path("variable", _("Id of the variable.")),),
        example={"variable": "unemployment_rate"},
    ),
    Operation(
        "sources", "sources", _("Sources"),
        _("The tables from which observations were taken: whose they are, and under which licence."),
        sources, OF_SOURCE, key=(str,), example={"limit": "3"},
    ),
    Operation(
        "breakdowns", "breakdowns", _("Codes of breakdowns"),
        _("What the keys and codes of a breakdown mean: sex=f is women."), codes, OF_CODE, key=(str,),
    ),
)  # fmt: skip
