"""The page of a version of a methodology: everything that it says, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.load.digest import is_hashed
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology
from tarazy.engine.model.methodology import Node as MethodologyNode
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.methodologies.rules import Rule, rules_of
from tarazy.web.doors.portal.scales import scale_of
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import files_of, methodology_of, outcomes_of, version_with, versions
from tarazy.web.rooms.publication.queries import publication_for
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import in_language, long_date
from tarazy.web.ui.written import period as period_text

BY_HAND = (
    "find . -type f ! -path './cases/*' ! -path './CHANGES.md' ! -path '*/.*' -printf '%P\\n' "
    "| LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
)


@dataclass(frozen=True)
class NodeText:
    """A node of the tree with its rules in words; `nominal` is its weight where the text fixes it."""

    id: str
    code: str
    title: str
    definition: str
    depth: int
    is_indicator: bool
    unit_of_measure: str
    better: str
    formula: str
    goals: str
    rules: list[Rule]


@require_safe
def methodologies(request: HttpRequest) -> HttpResponse:
    listed = [(version, version_href(version)) for version in versions()]
    context = {"trail": trail(Link(_("Methodologies"), "", current=True)), "versions": listed}
    return render(request, "portal/methodologies/list.html", context)


@require_safe
def methodology(request: HttpRequest, place: str, name: str, version: str) -> HttpResponse:
    """The text in words: what is measured, how, by whose authority; and how to check that it is this text."""
    found = version_called(place, name, version)
    text = methodology_of(found)
    context = {
        "version": found,
        "methodology": text,
        "trail": version_trail(Link(str(found.title), "", current=True)),
        "facts": facts_of_version(found, text),
        "paragraphs": paragraphs(in_language(text.description)),
        "nodes": [node_text(text, node) for node in text.nodes.values()],
        "general": rules_of(text, text.methods),
        "bands": scale_of(text, []).classes if "band" in text.methods else (),
        "variables": variables_of(text),
        "variable_columns": [
            Column(_("Variable"), row_head=True),
            Column(_("Name in formulas")),
            Column(_("Unit of measure")),
            Column(_("Reported by")),
        ],
        "outcomes": list(outcomes_of(found)),
        "files": [(path, is_hashed(path), file_href("methodology_file", found, path)) for path in files_of(found)],
        "zip_href": version_href(found, "methodology_zip"),
        "by_hand": BY_HAND,
        "results_href": results_href(found),
    }
    return render(request, "portal/methodologies/version.html", context)


def results_href(version: Version) -> str:
    """Where results by the methodology are published; empty where none are."""
    if publication_for(version.methodology) is None:
        return ""
    place, name = version.methodology.split("/", 1)
    return reverse("portal:results", kwargs={"place": place, "name": name})


def version_called(place: str, name: str, version: str) -> Version:
    found = version_with(f"{place}/{name}/{version}")
    if found is None:
        ways = [Link(str(one), version_href(one)) for one in versions()[:10]]
        raise NoPage(_("There is no methodology %(id)s.") % {"id": f"{place}/{name}/{version}"}, ways)
    return found


def parts_of(version: Version) -> dict[str, str]:
    place, name = version.methodology.split("/", 1)
    return {"place": place, "name": name, "version": version.version}


def version_href(version: Version, view: str = "methodology") -> str:
    return reverse(f"portal:{view}", kwargs=parts_of(version))


def file_href(view: str, version: Version, path: str) -> str:
    return reverse(f"portal:{view}", kwargs={**parts_of(version), "path": path})


def version_trail(*steps: Link) -> list[Link]:
    return trail(Link(_("Methodologies"), reverse("portal:methodologies")), *steps)


def facts_of_version(version: Version, text: Methodology) -> list[Fact]:
    known = kinds()
    assessed = text.assessed_kinds
    named = [in_language(known[kind].plural) if kind in known else kind for kind in assessed]
    periods = text.assessed_periods
    until = long_date(text.in_force.to) if text.in_force.to else ""
    begins = {"from": long_date(text.in_force.from_), "to": until}
    facts: list[tuple[str, Any]] = [
        (_("Identifier"), str(version)),
        (_("Standing"), version.get_standing_display()),
        (_("State"), version.get_state_display()),
        (_("Source"), text.source),
        (
            _("In force"),
            _("from %(from)s to %(to)s") % begins if until else _("from %(from)s") % begins,
        ),
        (_("Units assessed"), _("any") if assessed == "any" else ", ".join(named)),
        (_("Periods"), f"{period_text(periods.from_)}–{period_text(periods.to) if periods.to else ''}"),
        (_("Registered on"), long_date(version.registered_at)),
    ]
    return [Fact(term, said) for term, said in facts]


def paragraphs(text: str) -> list[tuple[str, list[str]]]:
    """A description as headings (lines that begin with §) and what stands under each."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith("§"):
            found.append((line, []))
        elif line.strip():
            found[-1][1].append(line.strip())
    return [(heading, lines) for heading, lines in found if heading or lines]


def node_text(text: Methodology, node: MethodologyNode) -> NodeText:
    is_indicator = isinstance(node, Indicator)
    unit = text.units_of_measure_by_id[node.unit_of_measure] if isinstance(node, Indicator) else None
    better = {"higher": _("higher is better"), "lower": _("lower is better")}
    return NodeText(
        id=node.id,
        code=node.code or "",
        title=in_language(text.title if node.id == INDEX else node.title),
        definition=in_language(node.definition) if node.definition else "",
        depth=text.depths[node.id],
        is_indicator=is_indicator,
        unit_of_measure=in_language(unit.title) if unit else "",
        better=better[node.better] if isinstance(node, Indicator) else "",
        formula=node.value.text if isinstance(node, Indicator) else "",
        goals=", ".join(node.goals) if isinstance(node, Indicator) else "",
        rules=rules_of(text, node.methods) if isinstance(node, Indicator | Dimension) else [],
    )


def variables_of(text: Methodology) -> list[dict[str, str]]:
    """What formulas read, with the unit of measure, the accepted sources and who reports it."""
    return [
        {
            "name": variable.variable,
            "title": in_language(variable.title),
            "href": reverse("portal:variable", kwargs={"variable": variable.observed.variable}),
            "unit": in_language(text.units_of_measure_by_id[variable.unit_of_measure].title),
            "reported_by": in_language(variable.reported_by),
        }
        for variable in text.variables
    ]
