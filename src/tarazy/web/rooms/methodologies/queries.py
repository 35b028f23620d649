from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.metadata import version as installed_version

from django.db.models import QuerySet

from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.web.rooms.methodologies.enums import State
from tarazy.web.rooms.methodologies.models import CaseOutcome, File, Version

KEPT_IN_MEMORY = 32


def versions() -> QuerySet[Version]:
    """Every version of every methodology, by methodology, the latest registered first."""
    return Version.objects.order_by("methodology", "-registered_at", "-pk")


def version_with(id: str) -> Version | None:
    """The version called `place/name/version`, or None."""
    methodology, _, version = id.rpartition("/")
    return Version.objects.filter(methodology=methodology, version=version).first()


def other_versions(version: Version) -> QuerySet[Version]:
    """The other versions of the same methodology, the latest registered first."""
    return versions().filter(methodology=version.methodology).exclude(pk=version.pk)


def versions_in_force() -> QuerySet[Version]:
    """The versions by which scores may be computed and published."""
    return versions().filter(state=State.IN_FORCE)


def files_of(version: Version) -> Mapping[str, bytes]:
    """The version's text byte for byte, by path within its folder, in the order of paths."""
    rows = File.objects.filter(version=version).order_by("path").values_list("path", "content")
    return {path: bytes(content) for path, content in rows}


def outcomes_of(version: Version) -> QuerySet[CaseOutcome]:
    """What came of each worked example when it last ran, in the order of case ids."""
    return CaseOutcome.objects.filter(version=version).order_by("case", "-ran_at").distinct("case")


def has_run_its_cases(version: Version) -> bool:
    """Whether this engine has run the worked examples of the version as they stand."""
    return CaseOutcome.objects.filter(version=version, engine_version=installed_version("tarazy")).exists()


def have_cases_passed(version: Version) -> bool:
    """Whether the worked examples of the version have been run, and all came to what they expect."""
    outcomes = list(outcomes_of(version))
    return bool(outcomes) and all(outcome.passed for outcome in outcomes)


def methodology_of(version: Version) -> Methodology:
    """The version as the engine's model. Kept in memory by the hashes of its files, so it is loaded once a process."""
    return methodologies_of([version])[version.pk]


def methodologies_of(versions: Collection[Version]) -> Mapping[int, Methodology]:
    """Several versions as the engine's models, by the key of the version, with one question for all of them."""
    hashes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = File.objects.filter(version__in=[version.pk for version in versions]).order_by("version", "path")
    for version, path, sha256 in rows.values_list("version", "path", "sha256"):
        hashes[version].append((path, sha256))
    return {version.pk: _loaded(version.pk, tuple(hashes[version.pk])) for version in versions}


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _loaded(pk: int, hashes: tuple[tuple[str, str], ...]) -> Methodology:
    return methodology_from_files(files_of(Version(pk=pk)))
