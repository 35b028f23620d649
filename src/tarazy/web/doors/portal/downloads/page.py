"""The page of all files: indices, variables, the whole observatory, outlines, methodologies, addresses for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.indices.recompute import BUNDLE
from tarazy.web.doors.portal.methodologies.addresses import title_of, version_href
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.methodologies.queries import public_versions
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.variables import Extent, extents, variables
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.units.queries import boundaries_of, names_of_places
from tarazy.web.ui.parts import Column, Download, Link
from tarazy.web.ui.written import in_language, number
from tarazy.web.ui.written import period as period_text

FORMS: Final = ("csv", "json")
# (label, name of the address): what programs read. Only addresses that are there.
FOR_PROGRAMS: Final[tuple[tuple[Promise, str, tuple[str, ...]], ...]] = (
    (gettext_lazy("API for programs"), "api", ()),
    (gettext_lazy("SDMX 2.1: dataflows"), "sdmx:version_2_1", ("dataflow/all/all/latest",)),
    (gettext_lazy("Catalogue of open data, DCAT-AP 3 (Turtle)"), "catalogue_ttl", ()),
    (gettext_lazy("Catalogue of open data, DCAT-AP 3 (JSON-LD)"), "catalogue_jsonld", ()),
    (gettext_lazy("JSON Schema of methodologies"), "portal:methodology_schema", ()),
    (gettext_lazy("Addresses of all pages"), "sitemap", ()),
)


@dataclass(frozen=True)
class Taken:
    """A thing that can be taken along: what it is called, where it is shown, its files."""

    title: str
    href: str
    files: list[Download]
    note: str = ""
    count: str = ""


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Everything, each with the page that says what it is."""
    context: dict[str, Any] = {
        "trail": trail(Link(_("Downloads"), "", current=True)),
        "indices": [of_index(index) for index in published_indices()],
        "topics": by_topic(),
        "whole": [Download("CSV", reverse("portal:whole_observatory"))],
        "outlines": outlines(),
        "methodologies": methodologies(),
        "programs": [Link(str(label), reverse(name, args=given)) for label, name, given in FOR_PROGRAMS],
        "columns": [
            Column(_("Variable"), row_head=True),
            *(Column(label, numeric=True) for label in (_("Periods"), _("Values"), _("Files"))),
        ],
    }
    return render(request, "portal/downloads/downloads.html", context)


def of_index(index: Index) -> Taken:
    """The table of the latest period, and the bundle from which the publication can be computed again."""
    period, bundle = index.latest, bundle_of(index.publication)
    files = [
        Download(_("Table, %(form)s") % {"form": form.upper()}, index.file_href("results_table", period, form=form))
        for form in FORMS
    ]
    if bundle is not None:
        where = {"publication": index.publication.pk, "file": BUNDLE}
        href = index.file_href("publication_file", **where)  # type: ignore[arg-type]
        files.append(Download(_("Bundle to compute it again"), href, filesizeformat(bundle.size)))
    return Taken(index.title_in(period), index.href(period), files, index.publication.get_kind_display())


def by_topic() -> list[tuple[str, list[Taken]]]:
    """The files of each variable, those of one topic of one place together."""
    known, whose = extents(), {place: in_language(name) for place, name in names_of_places().items()}
    groups: dict[str, list[Taken]] = {}
    for one in variables():
        if one.topic is not None and one.pk in known:
            words = {"topic": in_language(one.topic.name), "whose": whose.get(one.place, one.place)}
            groups.setdefault(_("%(whose)s: %(topic)s") % words, []).append(of_variable(one, known[one.pk]))
    return list(groups.items())


def of_variable(variable: Variable, extent: Extent) -> Taken:
    files = [
        Download(form.upper(), reverse("portal:whole_variable", kwargs={"variable": variable.pk, "form": form}))
        for form in FORMS
    ]
    first, last = period_text(extent.first_period), period_text(extent.last_period)
    href = reverse("portal:variable", kwargs={"variable": variable.pk})
    periods = first if first == last else f"{first}–{last}"
    return Taken(str(variable.title), href, files, periods, number(extent.observations, 0))


def outlines() -> list[Taken]:
    """The outlines of each place that has a map."""
    return [
        Taken(in_language(name), "", [Download("TopoJSON", reverse("portal:outlines", kwargs={"place": place}))])
        for place, name in names_of_places().items()
        if boundaries_of(place) is not None
    ]


def methodologies() -> list[Taken]:
    """The text of every public version, as the folder that it is."""
    return [
        Taken(title_of(one), version_href(one), [Download("ZIP", version_href(one, "methodology_zip"))])
        for one in public_versions()
    ]
