"""Where the pages and files of a version of a methodology lie."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import public_version_with, public_versions
from tarazy.web.ui.parts import Link

WAYS_ON = 10


def version_called(place: str, name: str, version: str) -> Version:
    """The version at an address. Raises NoPage with the versions that there are."""
    id = f"{place}/{name}/{version}"
    found = public_version_with(id)
    if found is None:
        known = list(public_versions())
        same = [one for one in known if one.methodology == f"{place}/{name}"]
        ways = [Link(title_of(one), version_href(one)) for one in (same or known)[:WAYS_ON]]
        raise NoPage(
            _("There is no methodology %(id)s.") % {"id": id},
            [*ways, Link(_("All methodologies"), reverse("portal:methodologies"))],
        )
    return found


def title_of(version: Version) -> str:
    """The title, with the number of the version where the title does not say it."""
    title = str(version.title)
    return title if version.version in title else f"{title}, {version.version}"


def parts_of(version: Version) -> dict[str, str]:
    place, name = version.methodology.split("/", 1)
    return {"place": place, "name": name, "version": version.version}


def version_href(version: Version, view: str = "methodology") -> str:
    return reverse(f"portal:{view}", kwargs=parts_of(version))


def changes_href(version: Version, other: Version | None = None) -> str:
    """The page that compares a version with another of the same methodology, or that offers those there are."""
    compared = {"other": other.version} if other else {}
    return reverse("portal:methodology_changes", kwargs={**parts_of(version), **compared})


def movement_href(version: Version, before: Version) -> str:
    """The page on who would move between two versions."""
    return reverse("portal:methodology_movement", kwargs={**parts_of(version), "other": before.version})


def file_href(view: str, version: Version, path: str) -> str:
    return reverse(f"portal:{view}", kwargs={**parts_of(version), "path": path})


def variable_href(variable: str) -> str:
    """The page of an observed variable; empty for a published score, which has none."""
    return "" if ":" in variable else reverse("portal:variable", kwargs={"variable": variable})


def version_trail(*steps: Link) -> list[Link]:
    return trail(Link(_("Methodologies"), reverse("portal:methodologies")), *steps)
