"""The press pack of a publication: briefing, table, cards and texts in three languages, in one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.indices.files import results_file
from tarazy.web.doors.portal.indices.offered import href_of
from tarazy.web.doors.portal.indices.recompute import version_href
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.briefing import Briefing, First, briefing_of, briefing_pdf
from tarazy.web.doors.portal.reports.cards import card_file
from tarazy.web.doors.portal.reports.kept import kept
from tarazy.web.doors.portal.reports.made import name_of
from tarazy.web.doors.portal.reports.published import asked_in, on_the_site, rows_of
from tarazy.web.ui.written import number

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files give the same archive


def press_text(told: Briefing) -> str:
    """What a journalist may quote, with where it comes from."""
    asked = told.asked
    lost = [f"{loss.label}: {number(loss.points, asked.index.decimals)}" for loss in told.losses]
    parts = [
        (asked.index.title_in(asked.period), [str(asked.index.publication.get_kind_display())]),
        (_("What moved"), told.moved),
        (_("The first, with the intervals of their places and scores"), [_first(one) for one in told.first]),
        (_("Where points were lost"), lost),
        (_("What is overdue"), told.overdue),
        (_("Methodology"), [asked.index.methodology.id, on_the_site(version_href(asked.index.methodology))]),
        (_("Where it is shown"), [on_the_site(href_of(asked, "briefing"))]),
    ]
    return "\n\n".join("\n".join([title, *(f"- {line}" for line in lines)]) for title, lines in parts if lines) + "\n"


def _first(one: First) -> str:
    said = {"unit": one.unit, "rank": one.rank, "ranks": one.ranks, "score": one.score, "scores": one.scores}
    return _("%(unit)s: place %(rank)s (%(ranks)s), %(score)s points (%(scores)s)") % said


def files_of(asked: Asked) -> Iterator[tuple[str, bytes]]:
    """Each file with its name within the pack, language by language."""
    for language, _title in settings.LANGUAGES:
        with override(language):
            yield f"{language}/briefing.pdf", briefing_pdf(asked)
            yield f"{language}/text.txt", press_text(briefing_of(asked)).encode()
            for form in ("png", "svg"):
                yield f"{language}/card.{form}", card_file(asked, form)
            table = results_file(asked, rows_of(asked), [], asked.index.publication.published_at)
            for form in tables.FORMS:
                yield f"{language}/table.{form}", tables.written(table, form)


def packed(asked: Asked) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        for name, content in files_of(asked):
            pack.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@require_safe
def press_pack(request: HttpRequest, place: str, name: str, publication: int, period: str) -> HttpResponse:
    """The press pack; its languages are those of the site, whatever the address speaks."""
    asked = asked_in(place, name, publication, period)
    content = kept(asked, "press.zip", lambda: packed(asked))
    stem = name_of((f"{place}/{name}", publication, period), "press").removesuffix(".pdf")
    return attached(content, f"{stem}.zip")
