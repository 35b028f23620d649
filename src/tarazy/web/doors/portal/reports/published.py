"""One publication in one of its periods, as it was published: later publications change nothing of its documents."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.history import no_publications, publication_href
from tarazy.web.doors.portal.indices.index import Index, index_of
from tarazy.web.doors.portal.indices.rows import Asked, rows_asked
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.standing import publications_of
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import period as period_text


def asked_in(place: str, name: str, number: int, period: str) -> Asked:
    """A publication by its number, in a period. Raises NoPage where there is none or it does not show the period."""
    found = publications_of(f"{place}/{name}").filter(pk=number).first()
    if found is None or found.run is None:
        raise no_publications(place, name)
    if period not in found.run.periods:
        message = _("Publication %(number)s does not show %(period)s.") % {"number": number, "period": period}
        raise NoPage(message, [Link(_("Publication %(number)s") % {"number": number}, publication_href(found))])
    return Asked(index_then(found, period), period)


def index_then(publication: Publication, period: str) -> Index:
    """The index as it stood when the publication was made: others than its own periods by earlier publications."""
    by_period = dict.fromkeys(publication.computed.periods, publication)
    earlier_ones = publications_of(publication.methodology).filter(
        pk__lt=publication.pk, run__isnull=False, withdrawal__isnull=True
    )
    for one in earlier_ones:
        for shown in one.computed.periods:
            by_period.setdefault(shown, one)
    return index_of(dict(sorted(by_period.items())), period)


def latest_scored(index: Index) -> str:
    """The last period of the publication itself in which anybody has a score."""
    own = [period for period, one in index.by_period.items() if one == index.publication]
    return ([period for period in own if period in index.spreads and index.spreads[period].scored] or own)[-1]


def row_in(rows: list[ResultRow], unit: str, asked: Asked) -> ResultRow:
    """The unit's row. Raises NoPage where the publication does not score it in the period."""
    for row in rows:
        if row.unit.pk == unit:
            return row
    message = _("%(unit)s is not among those that this index assesses in %(period)s.")
    ways = [Link(asked.index.title, asked.index.href())]
    raise NoPage(message % {"unit": unit, "period": period_text(asked.period)}, ways)


def before_of(asked: Asked) -> str:
    """The period before, where the same run scored it; else nothing."""
    before = earlier(asked.period, 1) if asked.has_before else ""
    return before if asked.index.by_period.get(before) == asked.index.publication else ""


def on_the_site(href: str) -> str:
    """An address as it stands in a file that leaves the site."""
    return f"{settings.SITE_ADDRESS}{href}"


def rows_of(asked: Asked) -> list[ResultRow]:
    return rows_asked(asked)
