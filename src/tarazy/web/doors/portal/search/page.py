"""The page of the search: what is found, by kind, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.search.queries import MOST_LETTERS, MOST_WORDS, Found, Hit, hits, read, words_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language, number

A_FEW: Final = 5  # of each kind, where all kinds are shown
A_PAGE: Final = 20
# The kinds in the order in which they stand, with the names of their addresses and of the parts of these.
KINDS: Final[dict[str, tuple[Promise, str, tuple[str, ...]]]] = {
    "unit": (gettext_lazy("Who is assessed"), "unit", ("unit",)),
    "variable": (gettext_lazy("Variables"), "variable", ("variable",)),
    "index": (gettext_lazy("Indices"), "results", ("place", "name")),
    "methodology": (gettext_lazy("Methodologies"), "methodology", ("place", "name", "version")),
    "publication": (gettext_lazy("Publications"), "publication", ("place", "name", "publication")),
    "page": (gettext_lazy("Pages that explain"), "", ()),
}


@dataclass(frozen=True)
class Line:
    """Something that was found, and where it lies."""

    found: Found
    href: str

    @property
    def is_elsewhere(self) -> bool:
        return self.found.language != language()


@dataclass(frozen=True)
class Group:
    """What was found of a kind: the best of it, how much there is, and where the rest stands."""

    title: str
    lines: list[Line]
    more: Link | None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything in which all words stand, in whichever of the three languages; the language of the page first."""
    given = request.GET.get("q", "").strip()
    asked, kind = given[:MOST_LETTERS], request.GET.get("kind", "")
    if kind and kind not in KINDS:
        raise NoPage(_("Nothing of the kind “%(kind)s” is searched.") % {"kind": kind}, [way_back(asked)])
    found = [hit for hit in hits(asked, language()) if hit.kind in KINDS]
    context: dict[str, Any] = {
        "trail": trail(Link(_("Search"), "", current=True)),
        "asked": asked,
        "kind": kind,
        "has_words": bool(words_of(asked)),
        "is_cut": len(given) > MOST_LETTERS or len(words_of(asked)) == MOST_WORDS,
        "most_letters": MOST_LETTERS,
        "most_words": MOST_WORDS,
        "count": len(found),
        "kind_links": kind_links(asked, kind, found),
    }
    shown = of_one_kind(request, asked, kind, found) if kind else of_every_kind(asked, found)
    return render(request, "portal/search/search.html", context | shown)


def of_every_kind(asked: str, found: Sequence[Hit]) -> dict[str, Any]:
    """The first few of each kind."""
    by_kind = {kind: [hit for hit in found if hit.kind == kind] for kind in KINDS}
    shown = lines([hit for hits_of_kind in by_kind.values() for hit in hits_of_kind[:A_FEW]], asked)
    groups = []
    for kind, all_of_it in by_kind.items():
        if all_of_it:
            count = number(len(all_of_it), 0)
            rest = Link(_("All of these: %(count)s") % {"count": count}, href(asked, kind))
            of_it = [line for line in shown if line.found.kind == kind]
            groups.append(Group(str(KINDS[kind][0]), of_it, rest if len(all_of_it) > A_FEW else None))
    return {"groups": groups}


def of_one_kind(request: HttpRequest, asked: str, kind: str, found: Sequence[Hit]) -> dict[str, Any]:
    """A page of what was found of one kind."""
    page: Page[Hit] = Paginator([hit for hit in found if hit.kind == kind], A_PAGE).get_page(request.GET.get("page"))
    shown = lines(list(page), asked)
    return {"groups": [Group(str(KINDS[kind][0]), shown, None)] if shown else [], "page": page}


def lines(chosen: Sequence[Hit], asked: str) -> list[Line]:
    return [Line(found, address_of(found)) for found in read(chosen, asked, language())] if chosen else []


def address_of(found: Found) -> str:
    """Where a thing lies: its id holds the parts of its address."""
    _title, name, parts = KINDS[found.kind]
    if not parts:
        return reverse(f"portal:{found.thing}")
    return reverse(f"portal:{name}", kwargs=dict(zip(parts, found.thing.split("/", len(parts) - 1), strict=True)))


def href(asked: str, kind: str = "") -> str:
    query = urlencode({key: value for key, value in (("q", asked), ("kind", kind)) if value})
    return f"{reverse('portal:search')}?{query}" if query else reverse("portal:search")


def way_back(asked: str) -> Link:
    return Link(_("Search everything"), href(asked))


def kind_links(asked: str, kind: str, found: Sequence[Hit]) -> list[Link]:
    """The kinds of which something was found; a choice of one is none."""
    there = {hit.kind for hit in found} | ({kind} if kind else set())
    if len(there) < 2:
        return []
    of_all = Link(pgettext("kinds of things", "all"), href(asked), current=not kind)
    return [of_all, *(Link(str(KINDS[one][0]), href(asked, one), current=one == kind) for one in KINDS if one in there)]
