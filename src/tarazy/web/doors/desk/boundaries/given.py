"""A file of outlines is given, matched with units, both sides shown; it is kept when nothing is missing or left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.boundaries.geojson import MOST_BYTES, read_geojson
from tarazy.exchange.boundaries.matched import Matched, Strange, matched
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.fields import day_field
from tarazy.web.doors.desk.form_page import given_by
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.units.actions import GivenBoundaries, import_boundaries
from tarazy.web.rooms.units.models import UNIT_ID
from tarazy.web.rooms.units.queries import names_of_places, units_by_id
from tarazy.web.rooms.units.queries.boundaries import expected_outlines, places_of_centres, schemes_of
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import language

MOST_SHOWN: Final = 300


class Giving(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Outlines"),
        help_text=gettext_lazy("Polygons as GeoJSON, in degrees (WGS 84)."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    place = forms.ChoiceField(label=gettext_lazy("Whose units"))
    key = forms.CharField(
        label=gettext_lazy("Key column"),
        help_text=gettext_lazy("The property of each outline that says which unit it is: an id, a code or a name."),
        max_length=100,
    )
    code = forms.ChoiceField(label=gettext_lazy("Units are given by"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name of the set"),
        help_text=gettext_lazy("In Latin letters, such as districts. Empty: the outlines that the maps draw."),
        required=False,
        max_length=60,
        validators=[UNIT_ID],
    )
    valid_from = day_field(gettext_lazy("Holds from"), required=False)
    attribution = forms.CharField(label=gettext_lazy("Whose work it is"), max_length=500)
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=200)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=500)
    partly = forms.BooleanField(label=gettext_lazy("Take the rest although some have no counterpart"), required=False)
    trial = forms.BooleanField(label=gettext_lazy("Only show what matches, keep nothing"), required=False)

    def __init__(self, places: Sequence[str], *given: Any) -> None:
        super().__init__(*given)
        names = names_of_places()
        self.fields["place"].choices = [(one, str(names.get(one, one))) for one in places]  # type: ignore[attr-defined]
        schemes = [(one, one) for one in schemes_of(places)]
        self.fields["code"].choices = [("", _("their ids or their names")), *schemes]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def give_boundaries(request: HttpRequest) -> HttpResponse:
    """One page: the form, and after a try what has no counterpart on either side."""
    user = person_of(request)
    form = Giving(sorted(places_of_centres(user)), given_by(request), request.FILES or None)
    found = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            found = _matched(given)
            if not given["trial"]:
                kept = import_boundaries(_given(found, given), given["place"], given["why"], by=user)
                messages.success(request, _("The outlines are kept as %(name)s.") % {"name": kept.pk})
                return redirect(reverse("portal:units") + "#boundaries")
        except ProblemsFound as wrong:
            for problem in wrong.problems[:MOST_SHOWN]:
                form.add_error("file", problem.in_language(language()))
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
    here = Link(_("Bring outlines in"), "", current=True)
    context = {"form": form, "trail": desk_trail(here), **(_shown(found) if found else {})}
    return render(request, "desk/boundaries/give.html", context, status=422 if form.is_bound and form.errors else 200)


def _matched(given: dict[str, Any]) -> Matched:
    file = given["file"]
    features = read_geojson(file.read(MOST_BYTES + 1), file.name, given["key"])
    day = given["valid_from"] or timezone.localdate()
    return matched(features, expected_outlines(given["place"], given["code"], day))


def _given(found: Matched, given: dict[str, Any]) -> GivenBoundaries:
    return GivenBoundaries(
        found, given["name"], given["attribution"], given["licence"], given["valid_from"], partly=given["partly"]
    )


def _shown(found: Matched) -> dict[str, Any]:
    units = units_by_id({*found.without, *(unit for one in found.strange for unit in one.units)})
    names = {pk: str(unit.name) for pk, unit in units.items()}
    return {
        "found": found,
        "matched": len(found.shapes),
        "strange": [(one.key, one.where, _why(one, names)) for one in found.strange[:MOST_SHOWN]],
        "without": [(names.get(unit, unit), unit) for unit in found.without[:MOST_SHOWN]],
        "unlisted": max(0, len(found.strange) - MOST_SHOWN) + max(0, len(found.without) - MOST_SHOWN),
        "strange_columns": [Column(_("In the file"), row_head=True), Column(_("What is known of it"))],
        "without_columns": [Column(_("Unit"), row_head=True), Column(_("Identifier"))],
    }


def _why(one: Strange, names: dict[str, str]) -> str:
    if one.units:
        said = ", ".join(names.get(unit, unit) for unit in one.units)
        return _("It cannot be told of which unit it is: %(units)s.") % {"units": said}
    if one.near:
        return _("No unit has this key; perhaps “%(near)s” is meant.") % {"near": one.near}
    return _("No unit has this key.")
