"""Everything ever published of an index: what corrects what and why, what was withdrawn, earlier official results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.datasets import Said, dataset, time_covered
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.recompute import BUNDLE, file_href
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.changes import cells_of, changes_between
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.publication.queries.not_published import not_published
from tarazy.web.rooms.publication.queries.standing import historical_scores, publications_of, standing_publications
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Column, Download, Fact, Link
from tarazy.web.ui.written import long_date, number

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One publication among those of its index."""

    publication: Publication
    href: str
    is_standing: bool
    facts: list[Fact]
    how_sure: str


@require_safe
@kept_page
def publications(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """All publications of an index, the latest first; none ever goes."""
    found = list(publications_of(f"{place}/{name}"))
    if not found:
        raise no_publications(place, name)
    latest = standing_publications().filter(methodology=f"{place}/{name}").first()
    context = {
        "title": str(found[0].title),
        "trail": history_trail(found[0]),
        "lines": [
            Line(
                one,
                publication_href(one),
                latest is not None and one.pk == latest.pk,
                facts_of(one),
                how_sure_href(one) if one.run is not None else "",
            )
            for one in found
        ],
    }
    return render(request, "portal/indices/publications.html", context)


@require_safe
@kept_page
def publication(request: HttpRequest, place: str, name: str, publication: int) -> HttpResponse:
    """One publication: what it says of itself, and what it changed or, of earlier results, what they were."""
    found = publications_of(f"{place}/{name}").filter(pk=publication).first()
    if found is None:
        raise no_publications(place, name)
    files = [Download(_("Bundle (ZIP)"), file_href(found, BUNDLE))] if bundle_of(found) is not None else []
    context = {
        "of": found,
        "title": str(found.title),
        "trail": history_trail(found, Link(_("Publication %(number)s") % {"number": found.pk}, "", current=True)),
        "facts": facts_of(found),
        "not_published": not_published(found),
        "files": files,
        "how_sure": how_sure_href(found) if found.run is not None else "",
        "dataset": dataset_of(request, found, files) if files else None,
    }
    shown = earlier_of(request, found) if found.run is None else changed_of(request, found)
    return render(request, "portal/indices/publication.html", context | shown)


def dataset_of(request: HttpRequest, of: Publication, files: Sequence[Download]) -> Said:
    """The bundle of a publication as a dataset."""
    title = _("%(title)s, publication %(number)s") % {"title": of.title, "number": of.pk}
    about = _("Everything that a publication shows, so that anyone can compute it again: text, observations, scores.")
    periods = of.run.periods if of.run is not None else ()
    published = of.published_at.date().isoformat()
    return dataset(request, title, about, files, temporalCoverage=time_covered(periods), datePublished=published)


def changed_of(request: HttpRequest, of: Publication) -> dict[str, object]:
    """What the publication changed against the one in whose place it stands."""
    correction = getattr(of, "correction", None)
    if correction is None or of.run is None or correction.corrects.run is None:
        return {}
    hidden = hidden_in(of) | hidden_in(correction.corrects)
    changes = changes_between(correction.corrects.run, of.run, hidden)
    page = Paginator(changes.listed, ROWS_A_PAGE).get_page(request.GET.get("page"))
    names, bands = units_by_id([row.unit for row in page]), band_titles(methodology_of(of.run.version))
    heads = _("Score before"), _("Score"), _("Rank before"), _("Rank"), _("Band before"), _("Band")
    return {
        "correction": correction,
        "changes": changes,
        "counts": [
            Fact(_("Scores changed"), number(changes.scores, 0)),
            Fact(_("Ranks changed"), number(changes.ranks, 0)),
            Fact(_("Bands changed"), number(changes.bands, 0)),
        ],
        "page": page,
        "rows": [(str(names[row.unit].name), row, cells_of(row, bands)) for row in page],
        "columns": [
            Column(_("Name"), row_head=True),
            Column(_("Period")),
            *(Column(one, numeric=True) for one in heads),
        ],
    }


def earlier_of(request: HttpRequest, of: Publication) -> dict[str, object]:
    """Earlier official results as they were published."""
    heads = _("Score"), _("Rank"), _("Band")
    return {
        "page": Paginator(historical_scores(of), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "columns": [
            Column(_("Name"), row_head=True),
            Column(_("Period")),
            Column(_("Part of the index")),
            *(Column(one, numeric=True) for one in heads),
        ],
    }


def facts_of(of: Publication) -> list[Fact]:
    facts = [Fact(_("Standing"), of.get_kind_display()), Fact(_("Published on"), long_date(of.published_at))]
    if of.run is None:
        return [*facts, Fact(_("Source"), of.source or ""), Fact(_("Act"), of.act or "")]
    version = str(of.run.version)
    facts.append(Fact(_("Methodology"), version, reverse("portal:methodology", args=version.split("/"))))
    correction, withdrawal = getattr(of, "correction", None), getattr(of, "withdrawal", None)
    if correction is not None:
        facts.append(
            Fact(
                _("In the place of"),
                _("Publication %(number)s") % {"number": correction.corrects_id},
                publication_href(correction.corrects),
            )
        )
        facts.append(Fact(_("Reason"), str(correction.reason)))
    if withdrawal is not None:
        facts.append(Fact(_("Withdrawn on"), long_date(withdrawal.withdrawn_at)))
        facts.append(Fact(_("Reason"), str(withdrawal.reason)))
    return facts


def publication_href(of: Publication) -> str:
    place, name = of.methodology.split("/", 1)
    return reverse("portal:publication", kwargs={"place": place, "name": name, "publication": of.pk})


def how_sure_href(of: Publication) -> str:
    """The page that says how sure a publication is."""
    place, name = of.methodology.split("/", 1)
    return reverse("portal:how_sure", kwargs={"place": place, "name": name, "publication": of.pk})


def history_trail(of: Publication, *last: Link) -> list[Link]:
    href = publications_href(of)
    return trail(Link(_("Indices"), reverse("portal:indices")), Link(_("Publications"), href, current=not last), *last)


def publications_href(of: Publication) -> str:
    """The page of everything ever published of the same index."""
    place, name = of.methodology.split("/", 1)
    return reverse("portal:publications", kwargs={"place": place, "name": name})


def no_publications(place: str, name: str) -> NoPage:
    message = _("No such publication of an index “%(index)s”.") % {"index": f"{place}/{name}"}
    return NoPage(message, [Link(_("Indices"), reverse("portal:indices"))])
