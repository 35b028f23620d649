"""The workbench of a version as a page and, while a slider moves, the part of it that says who moves."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.differences.sentences import sentences
from tarazy.web.doors.desk.methodologies.pages import version_trail
from tarazy.web.doors.desk.workbench import moves
from tarazy.web.doors.desk.workbench.asked import Asked
from tarazy.web.doors.desk.workbench.controls import Drawn, shares_shown
from tarazy.web.doors.desk.workbench.weights import stated_after
from tarazy.web.doors.desk.workbench.work import Work, work_of
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.units.queries import peer_groups
from tarazy.web.ui.parts import Link, Problem
from tarazy.web.ui.written import language, long_date
from tarazy.web.ui.written import period as period_text

SAVE: Final = "save"  # the button that goes on to the draft
ALL: Final = "all"  # asks for the table of all units
FIELDS: Final = "fields"  # asks for the fields of a method that has just been chosen
MOST_FIELDS: Final = 5_000
_FRAME: Final = ("period", "group", "as_of")


@require_http_methods(["GET", "HEAD", "POST"])
def workbench(request: HttpRequest, version: Version) -> HttpResponse:
    """What the form sends becomes an address that holds only what is changed, so that it can be passed on."""
    here = reverse("desk:workbench", args=[version.pk])
    if request.method == "POST":
        work = work_of(version, flat(request.POST))
        draft = reverse("desk:workbench_draft", args=[version.pk])
        return redirect(f"{draft}?{work.query()}" if SAVE in request.POST else f"{here}?{work.query()}#moved")
    work = work_of(version, flat(request.GET))
    own = Link(str(version), reverse("desk:methodology", args=[version.pk]))
    context = {
        "version": version,
        "trail": version_trail(own, Link(_("Workbench"), "", current=True)),
        "work": work,
        "is_reduced": bool(work.asked.said),
        "sections": list(Drawn(work, work.bench).sections()) if work.bench else [],
        "problems": _problems(work.asked),
        **_choices(work),
        **moved(request, work),
    }
    return render(request, "desk/workbench/page.html", context, status=422 if work.is_faulty else 200)


@require_safe
def moves_now(request: HttpRequest, version: Version) -> HttpResponse:
    """The part of the page that says who moves, for the script of the page."""
    work = work_of(version, flat(request.GET))
    context = {"work": work, "version": version, "problems": _problems(work.asked), **moved(request, work)}
    asked_for = request.GET.get(FIELDS, "")
    if work.bench is not None and (node := work.bench.methodology.nodes.get(asked_for)):
        context["method"] = Drawn(work, work.bench).method(node)
    return render(request, "desk/workbench/moved.html", {**context, "is_part": True})


def flat(given: QueryDict) -> dict[str, str]:
    """The last value of each field; no more than a large methodology has."""
    return {name: str(given[name]) for name in list(given)[:MOST_FIELDS]}


def _problems(asked: Asked) -> list[Problem]:
    return [Problem(fault.words, fault.name.replace(".", "-")) for fault in asked.faults]


def _choices(work: Work) -> dict[str, Any]:
    named = peer_groups() if len(work.groups) > 1 else {}
    return {
        "period_words": [(one, period_text(one)) for one in work.periods],
        "group_words": [(one, str(named[one].name) if one in named else one) for one in work.groups] if named else [],
        "figures": _figures(work),
    }


def _figures(work: Work) -> str:
    said = {"day": long_date(work.figures.as_of)}
    if work.figures.run is None:
        return _("Tried on what was recorded until %(day)s; nothing was computed by this version yet.") % said
    return _("Tried on the figures of its latest run, of %(day)s.") % said


def moved(request: HttpRequest, work: Work) -> dict[str, Any]:
    """Who moves, in numbers, words, a picture and a table."""
    draft = reverse("desk:workbench_draft", args=[work.version.pk])
    here = reverse("desk:workbench", args=[work.version.pk])
    common = {
        "here": f"{here}?{work.query()}",
        "untouched": f"{here}?{_frame(work)}",
        "draft": f"{draft}?{work.query()}",
        "told": told_of(work, language()) if work.bench else [],
        "shares": json.dumps(dict(shares_shown(work)), ensure_ascii=False),
    }
    if work.bench is None or work.trial is None:
        return common
    places = moves.places_of(work.bench, work.trial, work.group)
    about = _("%(period)s; up is better") % {"period": period_text(work.period)}
    movers = moves.movers(places)
    is_all = ALL in request.GET
    facts = moves.summary(work.bench, work.trial, work.group, places)
    return {
        **common,
        "facts": facts,
        "said": "; ".join(f"{fact.term}: {fact.text}" for fact in facts),
        "picture": moves.picture(places, movers, about, request.GET.get("width", "")),
        **dict.fromkeys(("mover_columns", "columns"), moves.columns()),
        "movers": moves.rows_in_words(work.bench, work.trial, movers),
        "rows": moves.rows_in_words(work.bench, work.trial, places) if is_all else [],
        "count": len(places),
        "all_href": f"{here}?{work.query(all='yes')}#all",
    }


def _frame(work: Work) -> str:
    return "&".join(part for part in work.query().split("&") if part.partition("=")[0] in _FRAME)


def told_of(work: Work, lang: str) -> list[str]:
    """What is changed, a sentence each."""
    if work.bench is None:
        return []
    changed = work.asked.changed
    after = stated_after(changed, work.bench.period)
    return sentences(work.bench.methodology, changed, work.bench.stated, after, lang)
