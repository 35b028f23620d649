"""A pilot: its hypothesis, what people say, what must hold, results beside the official campaign, the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.campaigns.assignments import title_of
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.campaigns.forms import Judging, Listing, Saying, said_at_fields
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.grammar.text import current_language, sort_key
from tarazy.web.rooms.campaigns import rules
from tarazy.web.rooms.campaigns.actions.pilots import judge_readiness, list_readiness, say_feedback
from tarazy.web.rooms.campaigns.enums import Subject
from tarazy.web.rooms.campaigns.models import Campaign, Feedback, Readiness
from tarazy.web.rooms.campaigns.queries import assessed_units, criteria_of, feedback_of, readiness_of
from tarazy.web.rooms.collection.queries.progress import labour_of, progress_of_bodies
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column, Download, Link


def pilot_trail(campaign: Campaign, *links: Link) -> list[Link]:
    return campaign_trail(
        campaign, Link(_("Pilot"), reverse("desk:pilot", args=[campaign.pk]), current=not links), *links
    )


@require_safe
def pilot(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    user = person_of(request)
    sees_all = rules.may_see_pilot_report(user, campaign) is True
    context = {
        "campaign": campaign,
        "trail": pilot_trail(campaign),
        "feedback": [(one, subject_of(one)) for one in feedback_seen(request, campaign)],
        "feedback_files": files_of(request, "feedback_file", campaign.pk) if sees_all else [],
        "readiness": readiness_of(campaign),
        "sees_all": sees_all,
        "may_say": rules.may_say_feedback(user, campaign) is True,
        "may_judge": rules.may_judge_readiness(user, campaign) is True,
        "results": side_by_side(campaign) if sees_all else None,
        **_columns(),
        **_files(request, campaign),
    }
    return render(request, "desk/campaigns/pilot.html", context)


def _columns() -> dict[str, list[Column]]:
    return {
        "feedback_columns": [Column(_("What was said"), row_head=True), Column(_("About what")), Column(_("By whom"))],
        "readiness_columns": [Column(_("What must hold"), row_head=True), Column(_("Judgement")),
                              Column(_("How this was seen"))],
    }  # fmt: skip


def _files(request: HttpRequest, campaign: Campaign) -> dict[str, list[Download]]:
    return {
        "readiness_files": files_of(request, "readiness_file", campaign.pk),
        "result_files": files_of(request, "pilot_results_file", campaign.pk),
    }


def feedback_seen(request: HttpRequest, campaign: Campaign) -> QuerySet[Feedback]:
    """All of it, or what the person said themselves."""
    user, every = person_of(request), feedback_of(campaign)
    return every if rules.may_see_pilot_report(user, campaign) is True else every.filter(said_by=user)


def judged_in_words(point: Readiness) -> str:
    if point.holds is None:
        return _("not judged yet")
    return _("it holds") if point.holds else _("it does not hold")


def subject_of(feedback: Feedback) -> str:
    return str(Subject(feedback.about).label) if feedback.about in Subject.values else feedback.about


@dataclass(frozen=True)
class ResultsBeside:
    """Scores of both campaigns by body: the official one's, the pilot's, at the index and the blocks that both have."""

    nodes: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[tuple[Unit, Sequence[tuple[float | None, float | None]]]]


def side_by_side(campaign: Campaign) -> ResultsBeside | None:
    """None until both campaigns are computed."""
    official = _scores(campaign.beside) if campaign.beside else None
    own = _scores(campaign)
    if official is None or own is None:
        return None
    nodes = [node for node in own if node in official]
    columns = [Column(_("Body"), row_head=True)]
    for node in nodes:
        name = _("Index") if node == INDEX else title_of(campaign, node)
        columns += [Column(f"{name}: {_('official')}", numeric=True), Column(f"{name}: {_('pilot')}", numeric=True)]
    units = sorted(assessed_units(campaign), key=lambda unit: sort_key(str(unit.name)))
    rows = [(unit, [(official[node].get(unit.pk), own[node].get(unit.pk)) for node in nodes]) for unit in units]
    return ResultsBeside(nodes, columns, rows)


def _scores(campaign: Campaign) -> Mapping[str, Mapping[str, float | None]] | None:
    """The scores of a campaign's last run, by node and unit: of the index and of each block."""
    run = latest_run_of(campaign)
    if run is None:
        return None
    nodes = (INDEX, *criteria_of(methodology_of(campaign.version)))
    return {node: {row.unit.pk: row.score for row in table(run, campaign.period, node)} for node in nodes}


@require_safe
def report(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Everything on which the decision rests, on one page to be printed."""
    progress = progress_of_bodies(campaign)
    said = Counter(subject_of(one) for one in feedback_of(campaign))
    points = list(readiness_of(campaign))
    context = {
        "campaign": campaign,
        "trail": pilot_trail(campaign, Link(_("Decision report"), "", current=True)),
        "bodies": assessed_units(campaign).count(),
        "forms": len(progress),
        "late": sum(row.is_late for row in progress),
        "states": Counter(str(row.submission.get_state_display()) for row in progress).most_common(),
        "labour": labour_of(campaign),
        "said": said.most_common(),
        "said_columns": [Column(_("About what"), row_head=True), Column(_("How often"), numeric=True)],
        "readiness": points,
        "holding": sum(one.holds is True for one in points),
        "open": sum(one.holds is None for one in points),
        "results": side_by_side(campaign),
        **_columns(),
        **_files(request, campaign),
    }
    return render(request, "desk/campaigns/pilot_report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            say_feedback(
                campaign, given["text"], language=current_language(), concerning=given["subject"],
                by=person_of(request),
            )  # fmt: skip
        return redirect("desk:pilot", campaign.pk)

    title = _("Give feedback")
    page = FormPage(
        title, _("Send"), pilot_trail(campaign, Link(title, "", current=True)),
        notes=[_("Those who run the pilot read it with your name. It stays as it was said.")],
    )  # fmt: skip
    return form_page(request, Saying(given_by(request)), page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def readiness(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    points = list(readiness_of(campaign))
    written = {language: "\n".join(one.text.in_language(language) for one in points) for language in ("kk", "ru", "en")}
    form = Listing(given_by(request), initial=written)

    def done(given: dict[str, Any]) -> HttpResponse:
        list_readiness(campaign, form.points(), by=person_of(request))
        return redirect("desk:pilot", campaign.pk)

    title = _("Write the readiness list")
    page = FormPage(
        title, _("Save"), pilot_trail(campaign, Link(title, "", current=True)),
        _("What must hold before the rule goes country-wide. The list no longer changes once a point is judged."),
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, campaign: Campaign, point: Readiness) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        with said_at_fields():
            judge_readiness(campaign, point, holds=given["holds"] == "yes", note=given["note"], by=person_of(request))
        return redirect("desk:pilot", campaign.pk)

    title = _("Judge a point")
    trail = pilot_trail(campaign, Link(title, "", current=True))
    page = FormPage(title, title, trail, str(point.text))
    return form_page(request, Judging(given_by(request)), page, done)
