"""What a version says otherwise than another one of the same methodology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.differences import Told, differences, reach_in_words, told
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.methodologies.addresses import (
    changes_href,
    movement_href,
    title_of,
    version_called,
    version_href,
    version_trail,
)
from tarazy.web.doors.portal.methodologies.notes import changes_of
from tarazy.web.doors.portal.methodologies.passport import in_force, state_of
from tarazy.web.doors.portal.methodologies.wording import wording_of
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodologies_of, other_versions
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Fact, Link


@dataclass(frozen=True)
class Thing:
    """What changed of one part, variable, unit of measure or example; `href`: where the later text says it."""

    head: str
    href: str
    lines: tuple[str, ...]


@require_safe
@kept_page
def methodology_changes(request: HttpRequest, place: str, name: str, version: str, other: str = "") -> HttpResponse:
    """From the other version to this one: what changed, from when, who is affected."""
    found = version_called(place, name, version)
    before = version_called(place, name, other) if other else None
    context = {
        "version": found,
        "title": title_of(found),
        "trail": version_trail(Link(title_of(found), version_href(found)), Link(_("Changes"), "", current=True)),
        "others": [Link(one.version, changes_href(found, one), one == before) for one in other_versions(found)],
        "before": before,
    }
    return render(request, "portal/methodologies/changes.html", context | compared(found, before))


def compared(version: Version, before: Version | None) -> dict[str, Any]:
    """The two texts beside each other; with nothing to compare only what the version notes of its changes."""
    texts = methodologies_of([version, before] if before else [version])
    new = texts[version.pk]
    if before is None:
        return {"notes": changes_of(new)}
    old, named = texts[before.pk], kinds()
    changes, wording = differences(old, new), wording_of(old, new, named)
    return {
        "notes": changes_of(new),
        "facts": list(sides(before, in_force(old), version, in_force(new))),
        "reach": list(reach_in_words(old, new, changes, wording)),
        "things": [thing(version, one, one.id in new.nodes) for one in told(old, new, changes, wording)],
        "other_way": changes_href(before, version),
        "movement_href": movement_href(version, before),
    }


def sides(before: Version, since_before: str, after: Version, since_after: str) -> Iterator[Fact]:
    for label, version, since in ((_("Before"), before, since_before), (_("After"), after, since_after)):
        said = {"version": title_of(version), "state": state_of(version), "in_force": since}
        yield Fact(label, _("%(version)s: %(state)s, %(in_force)s") % said, version_href(version))


def thing(version: Version, one: Told, is_node: bool) -> Thing:
    """A part that is still there leads to its rules, a variable to its row."""
    anchors = {"node": f"#node-{one.id}" if is_node else "", "variable": f"#variable-{one.id}" if one.lines else ""}
    anchor = anchors.get(one.of, "")
    return Thing(one.head, version_href(version) + anchor if anchor else "", one.lines)
