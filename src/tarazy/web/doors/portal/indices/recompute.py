"""What is needed to compute a publication again: its bundle, the hashes that it must have, the commands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.index import Index, index_called
from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of, contents_of
from tarazy.web.rooms.publication.queries.standing import publications_of
from tarazy.web.ui.parts import Download, Fact, Link
from tarazy.web.ui.written import long_date, number

BUNDLE, HASHES = "bundle.zip", "hashes.txt"


@dataclass(frozen=True)
class Recompute:
    """What the section shows; `bundle` None: published before bundles were kept."""

    bundle: Bundle | None
    files: list[Download]
    commands: str
    facts: list[Fact]
    hashes: list[Fact]
    history: str


def _facts(index: Index) -> list[Fact]:
    run, methodology = index.run, index.methodology
    return [
        Fact(_("Methodology"), methodology.id, version_href(methodology)),
        Fact(_("Version of the engine"), run.engine_version),
        Fact(_("Computed on"), long_date(run.computed_at)),
    ]


def _hashes(index: Index) -> list[Fact]:
    return [
        Fact(_("Hash of the methodology’s text"), index.run.methodology_hash),
        Fact(_("Hash of the data"), index.run.data_hash),
        Fact(_("Head of the journal before publication"), index.publication.journal_head),
    ]


def recompute_of(index: Index) -> Recompute:
    publication = index.publication
    bundle, history = index.bundle, index.file_href("publications")
    facts, hashes = _facts(index), _hashes(index)
    if bundle is None:
        return Recompute(None, [], "", facts, hashes, history)
    name = name_of(publication)
    facts.append(Fact(_("Observations in the bundle; withheld"), f"{number(bundle.observations)}; {bundle.withheld}"))
    return Recompute(
        bundle=bundle,
        files=[
            Download(_("Bundle (ZIP)"), file_href(publication, BUNDLE), filesizeformat(bundle.size)),
            Download(_("Hashes (text)"), file_href(publication, HASHES)),
        ],
        commands=f"sha256sum {name}\ntarazy recompute {name} --root {bundle.merkle_root}",
        facts=facts,
        hashes=[
            Fact(_("SHA-256 of the bundle"), bundle.sha256),
            Fact(_("Root over the observations (Merkle root)"), bundle.merkle_root),
            *hashes,
        ],
        history=history,
    )


def version_href(methodology: Methodology) -> str:
    place, name = methodology.methodology.split("/", 1)
    return reverse("portal:methodology", kwargs={"place": place, "name": name, "version": methodology.version})


def name_of(publication: Publication) -> str:
    """The name under which the bundle is taken along."""
    version = str(publication.computed.version).replace("/", "-")
    return f"{version}-publication-{publication.pk}.zip"


def file_href(publication: Publication, file: str) -> str:
    place, name = publication.methodology.split("/", 1)
    parts = {"place": place, "name": name, "publication": publication.pk, "file": file}
    return reverse("portal:publication_file", kwargs=parts)


@require_safe
def publication_file(request: HttpRequest, place: str, name: str, publication: int, file: str) -> HttpResponse:
    """The bundle of a publication, superseded and withdrawn ones too, or its hashes for programs."""
    found = publications_of(f"{place}/{name}").filter(pk=publication).first()
    bundle = bundle_of(found) if found else None
    if found is None or bundle is None or file not in (BUNDLE, HASHES):
        index = index_called(f"{place}/{name}")
        raise NoPage(_("There is no file %(file)s.") % {"file": file}, [Link(index.title, index.href())])
    if file == BUNDLE:
        return attached(contents_of(found) or b"", name_of(found))
    address = request.build_absolute_uri(file_href(found, BUNDLE))
    return HttpResponse(hashes_text(found, bundle, address), content_type="text/plain; charset=utf-8")


def hashes_text(publication: Publication, bundle: Bundle, address: str) -> str:
    """One `name: value` a line, the same in every language."""
    said = {
        "publication": publication.pk,
        "kind": publication.kind,
        "methodology": publication.computed.version,
        "methodology_hash": bundle.methodology_hash,
        "data_hash": publication.computed.data_hash,
        "engine_version": bundle.engine_version,
        "published_at": publication.published_at.isoformat(),
        "journal_head": publication.journal_head,
        "bundle": address,
        "bundle_sha256": bundle.sha256,
        "bundle_bytes": bundle.size,
        "merkle_root": bundle.merkle_root,
    }
    return "".join(f"{name}: {value}\n" for name, value in said.items())
