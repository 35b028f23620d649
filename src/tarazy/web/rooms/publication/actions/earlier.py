from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.exchange.earlier_results import EarlierResult
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.append import append
from tarazy.web.journal.chain import FIRST_PREVIOUS, head
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_score_variables
from tarazy.web.rooms.observatory.enums import Better, Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.recorded import additions
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import HistoricalScore, Publication
from tarazy.web.rooms.publication.queries.standing import score_variable
from tarazy.web.rooms.publication.rules import may_import
from tarazy.web.rooms.units.models import Unit

COLUMNS = ("publication_id", "unit_id", "period", "node", "score", "rank", "band")
SOURCE_LENGTH = 200


@act(rule=may_import, verb="import_earlier_results")
def import_earlier_results(
    methodology: str, title: LocalText, source: str, legal_act: str, results: Sequence[EarlierResult], *, by: User
) -> Publication:
    """Publish earlier official results as they were, without a run, and record their scores as observations.

    `methodology`: `place/name` of the index whose earlier years they are. Nothing is kept where anything cannot stand.
    """
    if not (source.strip() and legal_act.strip()):
        raise ValidationError(_("Say where the results were published and by which act."))
    place, _slash, name = methodology.partition("/")
    if not (place and name) or "/" in name:
        raise ValidationError(_("An index is called by place and name, such as kz/akimats."))
    _refuse_unknown_units(place, results)
    scores = _observed(methodology, source.strip(), results)
    if not additions(scores).revised.is_empty():
        raise ValidationError(
            _("Other scores of this index are recorded for some of these units and periods; nothing was imported.")
        )
    last = head()
    publication = Publication.objects.create(
        methodology=methodology, kind=Kind.HISTORICAL, title=title, source=source.strip(), act=legal_act.strip(),
        journal_head=last.hash if last else FIRST_PREVIOUS, published_at=timezone.now(), published_by=by,
    )  # fmt: skip
    append(HistoricalScore, COLUMNS, ((publication.pk, *row) for row in results))
    nodes = sorted({row.node for row in results})
    register_score_variables(
        [
            Variable(id=score_variable(methodology, node), place=place, title=title, better=Better.HIGHER)
            for node in nodes
        ],
        by=by,
    )
    if len(scores):
        record_observations(scores, by=by)
    about(publication, rows=len(results))
    return publication


def _refuse_unknown_units(place: str, results: Sequence[EarlierResult]) -> None:
    if not results:
        raise ValidationError(_("The table has no rows."))
    named = {row.unit for row in results}
    known = set(Unit.objects.filter(pk__in=named, place=place).values_list("pk", flat=True))
    if named - known:
        raise ValidationError(
            [
                ValidationError(
                    _("Unit %(unit)s is not registered. Register it first, or correct its id."), params={"unit": unit}
                )
                for unit in sorted(named - known)
            ]
        )


def _observed(methodology: str, source: str, results: Sequence[EarlierResult]) -> Observations:
    """The scores as observations; a rank or a band alone is none."""
    scored = [row for row in results if row.score is not None]
    return Observations(
        unit=Coded.of([row.unit for row in scored]),
        variable=Coded.of([score_variable(methodology, row.node) for row in scored]),
        period=Coded.of([row.period for row in scored]),
        value=np.array([row.score for row in scored], dtype=np.float64),
        series=Coded((Series.SCORE.value,)),
        source=Coded((source[:SOURCE_LENGTH],)),
    )
