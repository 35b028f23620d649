"""Files of an index: the table as shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.table_files import Note, TableFile
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.index import Index, index_called
from tarazy.web.doors.portal.indices.rows import Asked, asked_by, chosen_rows, rows_asked
from tarazy.web.doors.portal.indices.sure import Sure, sure_of
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language, long_date, number
from tarazy.web.ui.written import period as period_text

COLUMNS = (
    "unit", "name", "kind", "period", "node", "rank", "rank_low", "rank_high", "value", "score", "score_low",
    "score_high", "band", "score_before", "score_change", "change_low", "change_high", "share_not_counted",
    "share_imputed", "reason",
)  # fmt: skip
OF_INTERVALS = ("score_low", "score_high", "rank_low", "rank_high", "change_low", "change_high")
FORMS = (*tables.FORMS, "json")


@require_safe
def results_table(request: HttpRequest, place: str, name: str, period: str, form: str) -> HttpResponse:
    """Exactly the table that the page shows with the same questions, all its pages, at full precision."""
    asked = asked_by(request, index_called(f"{place}/{name}", period), period, kinds())
    if form not in FORMS:
        raise no_file(asked.index, f"table.{form}")
    stem = f"{place}-{name}-{asked.period}-{asked.node}"
    chosen = chosen_rows(asked, rows_asked(asked))
    if form != "json":
        return tables.answered(results_file(asked, chosen, tables.taken_from(request)), form, stem)
    sure = sure_of(asked.index, asked.period, asked.node)
    rows = [record(asked, sure, row) for row in chosen]
    response = JsonResponse(about(asked) | {"rows": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{stem}.json"'
    return response


def results_file(
    asked: Asked, chosen: Sequence[ResultRow], taken: Sequence[Note], moment: datetime.datetime | None = None
) -> TableFile:
    """The rows with what must stand beside them; who is not shown has a line that says why."""
    sure = sure_of(asked.index, asked.period, asked.node)
    lines = [record(asked, sure, row) for row in chosen] + [said_of_hidden(asked, *one) for one in hidden_units(asked)]
    points = {"score", "score_low", "score_high", "score_before", "score_change", "change_low", "change_high"}
    fields = [
        field_of(
            name,
            unit_of_value(asked) if name == "value" else "",
            asked.index.decimals if name in points else None,
        )
        for name in COLUMNS
    ]
    rows = [[line[name] for name in COLUMNS] for line in lines]
    return tables.table_file(asked.title, fields, rows, [*notes_of(asked), note_of(asked, sure), *taken], moment)


def note_of(asked: Asked, sure: Sure) -> Note:
    """How the intervals were drawn, or why there are none."""
    estimate = asked.index.estimate
    if estimate is None or not sure.is_estimated:
        return Note(_("Intervals"), sure.why_not)
    said = {
        "level": sure.level,
        "replicates": number(estimate.replicates - estimate.failed, 0),
        "seed": estimate.seed,
        "engine": estimate.engine_version,
    }
    how = _("%(level)s percent of %(replicates)s computations lie within; seed %(seed)s, engine %(engine)s")
    return Note(_("Intervals"), how % said)


def unit_of_value(asked: Asked) -> str:
    """In what the values of an indicator are counted; nothing for a dimension, which has none."""
    node = asked.index.methodology.nodes[asked.node]
    known = asked.index.methodology.units_of_measure_by_id.get(getattr(node, "unit_of_measure", ""))
    return in_language(known.title) if known else ""


def notes_of(asked: Asked) -> list[Note]:
    """What the publication says of itself, for a file that leaves the site."""
    publication, run = asked.index.publication, asked.index.run
    best = _("points; the best possible score is %(best)s") % {"best": number(asked.index.best)}
    where = _("Every value with its source stands on the page of each unit and in the bundle of the publication.")
    said = [
        (_("Standing"), str(publication.get_kind_display())),
        (_("Period"), period_text(asked.period)),
        (_("Part of the index"), asked.index.node_title(asked.node)),
        (_("Unit of measure of the scores"), best),
        (_("Methodology"), f"{asked.index.methodology.id}. {asked.index.methodology.source}"),
        (_("Published on"), long_date(publication.published_at)),
        (_("Hash of the methodology’s text"), run.methodology_hash),
        (_("Hash of the data"), run.data_hash),
        (_("Sources"), where),
    ]
    return [Note(term, text) for term, text in said]


def hidden_units(asked: Asked) -> list[tuple[str, str]]:
    """The units that are not shown in this table, each with the reason as the table writes it."""
    hidden = asked.index.hidden
    withheld = {unit for unit, period, node in hidden.cells if (period, node) == (asked.period, asked.node)}
    return [*((unit, "left_out") for unit in sorted(hidden.units)),
            *((unit, "withheld") for unit in sorted(withheld - hidden.units))]  # fmt: skip


def said_of_hidden(asked: Asked, unit: str, reason: str) -> dict[str, Any]:
    """A line without figures: what is not shown is said, and is never zero."""
    said = {"unit": unit, "period": asked.period, "node": asked.node, "reason": reason}
    return dict.fromkeys(COLUMNS) | said


def no_file(index: Index, file: str) -> NoPage:
    return NoPage(_("There is no file %(file)s.") % {"file": file}, [Link(index.title, index.href())])


def record(asked: Asked, sure: Sure, row: ResultRow) -> dict[str, Any]:
    between = sure.intervals.get(row.unit.pk)
    return {
        **{name: between and getattr(between, name) for name in OF_INTERVALS},
        "unit": row.unit.pk,
        "name": str(row.unit.name),
        "kind": row.unit.kind_id,
        "period": asked.period,
        "node": asked.node,
        "rank": row.rank,
        "value": row.value,
        "score": row.score,
        "band": row.band,
        "score_before": row.score_before,
        "score_change": row.score_change,
        "share_not_counted": row.share_not_counted,
        "share_imputed": row.share_imputed,
        "reason": row.reason,
    }


def about(asked: Asked) -> dict[str, Any]:
    """What a table taken out of the site must say of itself."""
    publication, run = asked.index.publication, asked.index.run
    return {
        "title": publication.title.as_dict(),
        "kind": publication.kind,
        "methodology": asked.index.methodology.id,
        "methodology_hash": run.methodology_hash,
        "data_hash": run.data_hash,
        "engine_version": run.engine_version,
        "computed_at": run.computed_at.isoformat(),
        "published_at": publication.published_at.isoformat(),
        "period": asked.period,
        "node": asked.node,
    } | (asked.index.not_published.as_dict() if asked.index.not_published else {})
