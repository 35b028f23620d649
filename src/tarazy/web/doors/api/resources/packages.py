"""The scores of a published run as a Frictionless data package: the table, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.packages import Field, Package, Source, package_file
from tarazy.web.doors.api.operation import INTEGER, LANGUAGE, MOST_ROWS, NUMBER, ZIP, Asked, Operation, Thing
from tarazy.web.doors.api.resources.runs import OF_SCORE, RUN, publication_asked, records_of
from tarazy.web.grammar.text import LocalText, current_language, in_every_language
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.open_data import public_scores

KEY: Final = ("run", "unit", "period", "node")
TITLES: Final[Mapping[str, Promise]] = {
    "run": _("Run"), "unit": _("Unit"), "period": _("Period"), "node": _("Indicator or dimension"),
    "value": _("Value"), "score": _("Score"), "weight": _("Weight"), "contribution": _("Points brought"),
    "band": _("Band"), "rank": _("Rank"), "peer_group": _("Peer group"), "share_not_counted": _("Share not counted"),
    "share_imputed": _("Share imputed"), "reason": _("Reason"),
    "score_median": _("Median of the score"), "score_low": _("Score, lower end"), "score_high": _("Score, upper end"),
    "rank_median": _("Median of the rank"), "rank_low": _("Rank, better end"), "rank_high": _("Rank, worse end"),
    "p_top_10": _("Share among the first ten"), "p_scored": _("Share with a score"), "change": _("Change"),
    "change_low": _("Change, lower end"), "change_high": _("Change, upper end"), "p_rise": _("Share with a rise"),
}  # fmt: skip


def package(asked: Asked) -> Thing:
    found = publication_asked(asked)
    address = reverse("api:runs") + f"/{found.run_id}"
    described = package_of(found, asked.request.build_absolute_uri(address), asked.lang or current_language())
    return Thing(content=package_file(described, rows_of(found)))


def rows_of(publication: Publication) -> Iterator[tuple[Any, ...]]:
    """Every score that is shown, some at a time."""
    names = [one.name for one in OF_SCORE]
    scores = public_scores([publication.computed.pk]).iterator(MOST_ROWS)
    while some := list(islice(scores, MOST_ROWS)):
        for record in records_of(some, names):
            yield tuple(record[name] for name in names)


def package_of(publication: Publication, homepage: str, language: str) -> Package:
    """The description; the source of the scores is the published run, which says what it was computed from."""
    version = publication.computed.version
    return Package(
        name=f"{publication.methodology}-{publication.run_id}".replace("/", "-").replace("_", "-").lower(),
        title=publication.title,
        about=in_every_language(
            lambda: (
                str(_("Published scores of units at every node, by the methodology %(methodology)s."))
                % {"methodology": version}
            )
        ),
        homepage=homepage,
        language=language,
        fields=tuple(
            Field(one.name, _type_of(one.schema), _said(TITLES[one.name]), _said(one.about)) for one in OF_SCORE
        ),
        key=KEY,
        sources=(Source(publication.title, homepage, LocalText("", "", ""), ""),),
    )


def _type_of(schema: object) -> str:
    """As Table Schema calls it."""
    return "integer" if schema is INTEGER else "number" if schema is NUMBER else "string"


def _said(text: Promise) -> LocalText:
    return in_every_language(lambda: str(text))


OPERATIONS: Final = (
    Operation(
        "package", "runs/<str:run>/package.zip", _("Scores as a data package"),
        _("All scores of a published run with what each column means: a Frictionless data package."),
        package, parameters=(RUN, LANGUAGE), example={"run": "1"}, content_type=ZIP,
    ),
)  # fmt: skip
