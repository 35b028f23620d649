"""Published runs, their scores, and the explanation of each score. What is not published is nowhere here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import ProblemsFound
from tarazy.web.doors.api.faults import Fault, nothing_called
from tarazy.web.doors.api.lists import filtered, page_of, titled
from tarazy.web.doors.api.operation import (
    INTEGER,
    MOMENT,
    NUMBER,
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
from tarazy.web.doors.api.parameters import in_path, numbers, period, periods, search, texts
from tarazy.web.doors.api.resources.intervals import OF_INTERVAL, members_of
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import hidden_in, shown_of
from tarazy.web.rooms.publication.queries.not_published import not_published
from tarazy.web.rooms.publication.queries.open_data import (
    bundles_of,
    latest_standing,
    public_scores,
    published_run,
)
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.results.queries.inputs import explanation

OF_RUN: Final = (
    Field("run", _("Number of the run."), INTEGER),
    Field("publication", _("Number of the publication that shows it."), INTEGER),
    Field("methodology", _("Place and name."), STRING),
    Field("version", _("Version of the methodology."), STRING),
    Field("kind", _("Official, illustration or historical."), STRING),
    Field("title", _("What it is called."), TEXT, is_text=True),
    Field("periods", _("The periods that are scored."), STRINGS),
    Field("as_of", _("It read the observations as they were known then."), MOMENT),
    Field("computed_at", _("When it was computed."), MOMENT),
    Field("published_at", _("When it was published."), MOMENT),
    Field("is_superseded", _("Whether a later publication of the methodology stands."), {"type": "boolean"}),
    Field("methodology_hash", _("SHA-256 of the methodology’s text."), STRING),
    Field("data_hash", _("SHA-256 of the observations that were read."), STRING),
    Field("engine_version", _("Version of the engine."), STRING),
    Field("bundle_sha256", _("SHA-256 of the bundle from which anyone can compute the run again."), OPTIONAL_STRING),
    Field("merkle_root", _("Root over the observations of the bundle."), OPTIONAL_STRING),
)  # fmt: skip
OF_STATED: Final = (
    Field("run", _("Number of the run."), INTEGER),
    Field("unit", _("Id of the unit."), STRING),
    Field("period", _("The period."), STRING),
    Field("node", _("Id of the indicator or dimension, or index."), STRING),
    Field("value", _("The value, at indicators only."), NUMBER),
    Field("score", _("Points; null where the reason says why."), NUMBER),
    Field("weight", _("Effective share of the parent, 0 to 1."), NUMBER),
    Field("contribution", _("Points brought to the index, where it is a sum."), NUMBER),
    Field("band", _("Id of the band."), STRING),
    Field("rank", _("Place within period and peer group."), NUMBER),
    Field("peer_group", _("Id of the peer group."), STRING),
    Field("share_not_counted", _("Share of the weight that did not count, 0 to 1."), NUMBER),
    Field("share_imputed", _("Share of the weight that stands on imputed values, 0 to 1."), NUMBER),
    Field("reason", _("Why there is no score."), STRING),
)
OF_SCORE: Final = (*OF_STATED, *OF_INTERVAL)
RUN_PARAMETERS: Final = (
    texts("methodology", _("Place and name, such as kz/regional-development.")),
    texts("kind", _("Official, illustration or historical."), Kind.values),
    search("q", _("A part of the title in any language.")),
)
SCORE_PARAMETERS: Final = (
    numbers("run", _("Numbers of published runs; without it what the portal shows now.")),
    texts("methodology", _("Place and name, such as kz/regional-development.")),
    texts("unit", _("Ids of units.")),
    texts("kind", _("Kinds of units.")),
    texts("peer_group", _("Units of these peer groups.")),
    periods("period", _("Exactly these periods.")),
    texts("node", _("Ids of nodes; index is the whole.")),
    texts("band", _("Ids of bands.")),
)
RUN: Final = in_path("run", _("Number of a published run."))


def _records(shown: Sequence[Publication]) -> list[dict[str, Any]]:
    latest, bundles = latest_standing(), bundles_of(shown)
    return [_record(one, latest[one.methodology], bundles.get(one.pk)) for one in shown]


def _record(publication: Publication, latest: int, bundle: Any) -> dict[str, Any]:
    run = publication.computed
    return {
        "run": run.pk,
        "publication": publication.pk,
        "methodology": publication.methodology,
        "version": run.version.version,
        "kind": publication.kind,
        "title": publication.title,
        "periods": run.periods,
        "as_of": run.as_of,
        "computed_at": run.computed_at,
        "published_at": publication.published_at,
        "is_superseded": publication.pk != latest,
        "methodology_hash": run.methodology_hash,
        "data_hash": run.data_hash,
        "engine_version": run.engine_version,
        "bundle_sha256": bundle.sha256 if bundle else None,
        "merkle_root": bundle.merkle_root if bundle else None,
    }


def runs(asked: Asked) -> Page:
    found = filtered(standing_publications(), asked, {"methodology": "methodology", "kind": "kind"})
    return page_of(asked, titled(found, asked, "title"), _records)


def publication_asked(asked: Asked) -> Publication:
    number = asked.given["run"]
    found = published_run(int(number)) if number.isascii() and number.isdecimal() and len(number) < 18 else None
    if found is None:
        raise nothing_called(number)
    return found


def run(asked: Asked) -> Thing:
    found = publication_asked(asked)
    said = not_published(found)
    return Thing(_records([found])[0] | {"not_published": said.as_dict() if said else None})


def scores(asked: Asked) -> Page:
    found = public_scores(asked.given.get("run", ()), asked.given.get("methodology", ()))
    columns = {"unit": "unit", "kind": "unit__kind", "peer_group": "peer_group", "period": "period", "node": "node",
               "band": "band"}  # fmt: skip
    return page_of(asked, filtered(found, asked, columns), lambda rows: records_of(rows, asked.fields))


def records_of(scores: Sequence[Score], fields: Collection[str]) -> list[dict[str, Any]]:
    """Each score as it was computed, and how sure it is, as far as that is asked for by `fields`."""
    names = [field.name for field in OF_STATED if field.name not in ("run", "unit")]
    return [
        {"run": one.run_id, "unit": one.unit_id, **{name: getattr(one, name) for name in names}, **between}
        for one, between in zip(scores, members_of(scores, fields), strict=True)
    ]


def explained(asked: Asked) -> Thing:
    """As the engine gives it: its numbers alone are enough to compute the score again."""
    publication = publication_asked(asked)
    computed, unit = publication.computed, asked.given["unit"]
    when = asked.given.get("period", computed.periods[-1])
    if when not in computed.periods:
        raise Fault(
            "bad-parameter", spoken("The run has no scores of this period."), computed.periods, parameter="period"
        )
    hidden = hidden_in(publication)
    if hidden.is_hidden(unit, when, INDEX):
        raise nothing_called(unit)
    try:
        found = explanation(computed, unit, when)
    except ProblemsFound as problems:
        raise nothing_called(unit) from problems
    return Thing(shown_of(found, hidden).to_dict())


OPERATIONS: Final = (
    Operation(
        "runs", "runs", _("Published runs"),
        _("Computings of scores that were published and not withdrawn, with the hashes by which they can be checked."),
        runs, OF_RUN, RUN_PARAMETERS, key=(int,), example={"methodology": "kz/regional-development"},
    ),
    Operation(
        "run", "runs/<str:run>", _("One published run"),
        _("A published run, and what of it is not shown, by decision."), run, parameters=(RUN,), example={"run": "1"},
    ),
    Operation(
        "explanation", "runs/<str:run>/explanations/<str:unit>", _("Why a unit has its score"),
        _("The tree of a score down to each observation with its source, and what would change it."),
        explained,
        parameters=(RUN, in_path("unit", _("Id of the unit.")), period("period", _("The period; else the last one."))),
        example={"run": "1", "unit": "KZ-79", "period": "2022"},
    ),
    Operation(
        "scores", "scores", _("Scores"),
        _("Published scores of units at every node: those that the portal shows now, or all of some published runs."),
        scores, OF_SCORE, SCORE_PARAMETERS, key=(int,),
        example={"methodology": "kz/regional-development", "node": "index", "period": "2022", "limit": "5"},
    ),
)  # fmt: skip
