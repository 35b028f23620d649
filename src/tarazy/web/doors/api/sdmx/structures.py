"""Structures: what is asked for by kind, agency, id and version, with what belongs to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.model import Constraint, Items, Kind, Ref, Structure
from tarazy.exchange.sdmx.structures_json import structures_json
from tarazy.exchange.sdmx.structures_xml import structures_xml
from tarazy.web.doors.api.sdmx.accepted import STRUCTURE_2_1, STRUCTURE_JSON, Format, accepted
from tarazy.web.doors.api.sdmx.asked import EVERY, VERSIONS
from tarazy.web.doors.api.sdmx.catalogue import Catalogue
from tarazy.web.doors.api.sdmx.data import header
from tarazy.web.doors.api.sdmx.faults import Fault

# What addresses call them; the standards have several words for what there is of a flow.
KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "agencyscheme": ("agencyscheme",),
    "organisationscheme": ("agencyscheme",),
    "codelist": ("codelist",),
    "conceptscheme": ("conceptscheme",),
    "datastructure": ("datastructure",),
    "dataflow": ("dataflow",),
    "contentconstraint": ("contentconstraint",),
    "actualconstraint": ("contentconstraint",),
    "dataconstraint": ("contentconstraint",),
    "structure": ("agencyscheme", "codelist", "conceptscheme", "datastructure", "dataflow", "contentconstraint"),
}
EVERY_KIND: Final = "structure"
# fmt: off
OTHER_KINDS: Final = frozenset((
    "allowedconstraint", "attachmentconstraint", "categorisation", "categoryscheme",
    "categoryschememap", "conceptschememap", "customtypescheme", "dataconsumerscheme",
    "dataproviderscheme", "hierarchicalcodelist", "hierarchy", "hierarchyassociation",
    "metadata", "metadataconstraint", "metadataflow", "metadataproviderscheme",
    "metadataprovisionagreement", "metadatastructure", "namealiasscheme", "namepersonalisationscheme",
    "organisationschememap", "organisationunitscheme", "process", "provisionagreement",
    "reportingtaxonomy", "reportingtaxonomymap", "representationmap", "rulesetscheme",
    "schema", "structuremap", "structureset", "transformationscheme",
    "userdefinedoperatorscheme", "valuelist", "vtlmappingscheme",
))
# fmt: on
DETAILS: Final = (
    "full",
    "allstubs",
    "referencestubs",
    "allcompletestubs",
    "referencecompletestubs",
    "referencepartial",
    "raw",
)  # fmt: skip


def structures(
    request: HttpRequest, catalogue: Catalogue, kind: str, named: Sequence[str], offered: tuple[Format, ...]
) -> HttpResponseBase:
    """`named`: agency, id, version and item, as far as the address says them. Raises Fault where there is nothing."""
    form = accepted(request, offered)
    whose, ids, versions, item = (*named, *("",) * 4)[:4]
    asked = [ref for ref in catalogue.makers if ref.kind in KINDS[kind] and _fits(ref, whose, ids, versions)]
    if not asked:
        raise Fault("nothing", lambda: _("There is no such structure."))
    found = [_with_item(catalogue.structure(ref), item) for ref in asked]
    others = [ref for ref in _references(request, catalogue, asked) if ref not in asked]
    detail = request.GET.get("detail", "full")
    if detail not in DETAILS:
        raise Fault("syntax", lambda: _("detail is one of these: %(list)s.") % {"list": ", ".join(DETAILS)})
    found = [_stub(one, detail) if detail.startswith("all") else one for one in found]
    is_stub = "stubs" in detail
    found += [_stub(one, detail) if is_stub else one for one in map(catalogue.structure, others)]
    return message(request, found, form)


def _fits(ref: Ref, whose: str, ids: str, versions: str) -> bool:
    """In 2.1 several are divided by `+`, in 3.0 by commas."""
    agencies, names = (set(text.replace("+", ",").split(",")) for text in (whose, ids))
    if not set(versions.split(",")) <= VERSIONS:
        return False
    return (bool(agencies & EVERY) or ref.agency in agencies) and (bool(names & EVERY) or ref.id in names)


def _with_item(one: Structure, item: str) -> Structure:
    if item in EVERY:
        return one
    found = one.only(item.replace("+", ",").split(",")) if isinstance(one, Items) else None
    if found is None or not found.items:
        raise Fault("nothing", lambda: _("There is no such structure."))
    return found


def _stub(one: Structure, detail: str) -> Structure:
    """The name alone; of a complete stub the description too."""
    if isinstance(one, Constraint):
        return one
    return replace(one, is_stub=True, description=one.description if "complete" in detail else None)


def _references(request: HttpRequest, catalogue: Catalogue, asked: list[Ref]) -> list[Ref]:
    """What belongs to what is asked for, as far as `references` wants it."""
    wanted = request.GET.get("references", "none")
    parents = catalogue.parents(asked)
    siblings = [*parents, *catalogue.children(parents)]
    ways: dict[str, Callable[[], list[Ref]]] = {
        "none": list,
        "children": lambda: catalogue.children(asked),
        "descendants": lambda: catalogue.all_below(asked),
        "parents": lambda: parents,
        "parentsandsiblings": lambda: siblings,
        "ancestors": lambda: catalogue.all_above(asked),
        "all": lambda: list(dict.fromkeys([*siblings, *catalogue.all_below(asked)])),
    }
    if wanted in ways:
        return ways[wanted]()
    kinds = [kind for one in wanted.split(",") for kind in KINDS.get(one, ())]
    if not kinds and not set(wanted.split(",")) <= OTHER_KINDS:
        said = {"list": ", ".join([*ways, *KINDS])}
        raise Fault("syntax", lambda: _("references is one of these: %(list)s.") % said)
    return [ref for ref in ways["all"]() if ref.kind in kinds]


def message(request: HttpRequest, found: Sequence[Structure], form: Format) -> HttpResponseBase:
    """The answer, or that what the asker has is still the same."""
    etag = f'W/"{hashlib.sha256(f"{form}{found!r}".encode()).hexdigest()[:32]}"'
    if (known := get_conditional_response(request, etag)) is not None:
        return known
    if form == STRUCTURE_JSON:
        content = json.dumps(structures_json(header(), found), ensure_ascii=False)
    else:
        content = "".join(structures_xml(header(), found, "2.1" if form == STRUCTURE_2_1 else "3.0"))
    return HttpResponse(content, content_type=form.content_type, headers={"ETag": etag})
