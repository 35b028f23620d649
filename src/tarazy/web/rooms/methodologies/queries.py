from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.metadata import version as installed_version
from itertools import count

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.web.rooms.methodologies.enums import Move, State
from tarazy.web.rooms.methodologies.life import APPROVE, DRAW_UP
from tarazy.web.rooms.methodologies.models import CaseOutcome, Edition, File, MoveMade, Upload, Version
from tarazy.web.rooms.people.enums import Kind, OrganisationKind
from tarazy.web.rooms.people.life import READ_ALL
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import organisations_with_right

KEPT_IN_MEMORY = 32


def versions() -> QuerySet[Version]:
    """Every version of every methodology, by methodology, the latest registered first."""
    return Version.objects.order_by("methodology", "-registered_at", "-pk")


def public_versions() -> QuerySet[Version]:
    """The versions that everybody may read: all but what people draw up and have not yet put up for consultation."""
    shown = Exists(MoveMade.objects.filter(version=OuterRef("pk")))
    return versions().filter(~Q(state=State.DRAFT) | ~Q(registered_by__kind=Kind.PERSON) | shown)


def versions_seen_by(user: User) -> QuerySet[Version]:
    """The versions that are open to a person on the desk: the public ones, and the drafts of those for whom they act:
    from the centre all of its place, from another organisation its own.
    """
    own = Q(pk__in=public_versions().values("pk"))
    for right in (DRAW_UP, APPROVE, READ_ALL):
        for organisation in organisations_with_right(user, right):
            is_centre = organisation.kind == OrganisationKind.CENTRE
            own |= Q(methodology__startswith=f"{organisation.place}/") if is_centre else Q(organisation=organisation)
    return versions().filter(own).select_related("organisation", "registered_by").prefetch_related("moves_made")


def version_by(pk: int) -> Version | None:
    """The version with its organisation, or None."""
    return Version.objects.select_related("organisation", "registered_by").filter(pk=pk).first()


def upload_by(pk: int) -> Upload | None:
    """The upload with its organisation, or None."""
    return Upload.objects.select_related("organisation").filter(pk=pk).first()


def version_with(id: str) -> Version | None:
    """The version called `place/name/version`, or None."""
    return _with_id(Version.objects.all(), id)


def public_version_with(id: str) -> Version | None:
    """The version called `place/name/version` if everybody may read it, or None."""
    return _with_id(public_versions(), id)


def _with_id(among: QuerySet[Version], id: str) -> Version | None:
    methodology, _, version = id.rpartition("/")
    return among.filter(methodology=methodology, version=version).first()


def next_number(version: Version) -> str:
    """A number for the version that comes next: the last part counted on until nobody has it, or a first one added."""
    taken = set(Version.objects.filter(methodology=version.methodology).values_list("version", flat=True))
    head, _, last = version.version.rpartition(".")
    begins, at = (head, int(last)) if head and last.isdecimal() else (version.version, 0)
    return next(number for n in count(at + 1) if (number := f"{begins}.{n}") not in taken)


def other_versions(version: Version) -> QuerySet[Version]:
    """The other public versions of the same methodology, the latest registered first."""
    return public_versions().filter(methodology=version.methodology).exclude(pk=version.pk)


def versions_in_force() -> QuerySet[Version]:
    """The versions that are in force today: put in force from a day that has come."""
    later = MoveMade.objects.filter(version=OuterRef("pk"), move=Move.PUT_IN_FORCE, first_day__gt=timezone.localdate())
    return versions().filter(~Exists(later), state=State.IN_FORCE)


def comes_into_force_on(version: Version) -> datetime.date | None:
    """The day still to come from which a version is in force; None of every other version."""
    if version.state != State.IN_FORCE:
        return None
    days = [made.first_day for made in version.moves_made.all() if made.move == Move.PUT_IN_FORCE and made.first_day]
    return next((day for day in days if day > timezone.localdate()), None)


def is_in_force(version: Version) -> bool:
    """Whether a version is in force today, in days of Almaty."""
    return version.state == State.IN_FORCE and comes_into_force_on(version) is None


def version_compared_with(methodology: str, but: str = "") -> Version | None:
    """With what a new text of a methodology is compared: the version in force that was registered last; where none is,
    the one registered last. `but`: the number of the new text itself.
    """
    in_force = versions_in_force().filter(methodology=methodology).exclude(version=but)
    return in_force.first() or versions().filter(methodology=methodology).exclude(version=but).first()


def moves_made(version: Version) -> QuerySet[MoveMade]:
    """Every step of a version's life so far, the earliest first."""
    return MoveMade.objects.filter(version=version).select_related("made_by").order_by("pk")


def approvals(version: Version) -> QuerySet[MoveMade]:
    """Who has approved the text as it stands, since it was last returned to drafting."""
    returned = moves_made(version).filter(move=Move.RETURN).order_by("-pk").values_list("pk", flat=True).first() or 0
    return moves_made(version).filter(move=Move.APPROVE, hash=version.hash, pk__gt=returned)


def consultation_of(version: Version) -> MoveMade | None:
    """The last public consultation of a version, or None."""
    return moves_made(version).filter(move=Move.CONSULT).last()


def is_being_consulted(version: Version) -> bool:
    """Whether the last day of a running consultation is still to come or is today."""
    consultation = consultation_of(version) if version.state == State.CONSULTATION else None
    return bool(consultation and consultation.last_day and consultation.last_day >= timezone.localdate())


def editions(version: Version) -> QuerySet[Edition]:
    """Every text that a version has had, the earliest first."""
    return Edition.objects.filter(version=version).select_related("drawn_up_by").order_by("pk")


def authors(version: Version) -> set[int]:
    """Who has drawn up any text of a version."""
    return {version.registered_by_id, *editions(version).values_list("drawn_up_by", flat=True)}


def is_used(version: Version) -> bool:
    """Whether a room above stands on the version: a run, a campaign."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: version.pk}).exists()
        for relation in Version._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model._meta.app_label != Version._meta.app_label
    )


def awaiting_decision() -> QuerySet[Version]:
    """The versions of people that are put up for consultation or approved, and not yet in force."""
    found = versions().filter(state__in=(State.CONSULTATION, State.APPROVED), registered_by__kind=Kind.PERSON)
    return found.select_related("organisation", "registered_by")


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
