from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from importlib.metadata import version as installed_version

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine import cases as engine_cases
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import LANGUAGES
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.enums import Move, State
from tarazy.web.rooms.methodologies.life import LIFE
from tarazy.web.rooms.methodologies.models import CaseOutcome, File, Version
from tarazy.web.rooms.methodologies.queries import methodology_of, version_with
from tarazy.web.rooms.methodologies.rules import may_move, may_register
from tarazy.web.rooms.people.models import User


@act(rule=may_register, verb="register_version")
def register_version(methodology: Methodology, *, by: User) -> Version:
    """Bring in a version as a draft, its text byte for byte. A version that is registered keeps its text for ever."""
    if version_with(methodology.id) is not None:
        raise ValidationError(
            _("Version %(id)s is registered already and its text never changes. Give the new text a new version."),
            params={"id": methodology.id},
        )
    version = Version.objects.create(
        methodology=methodology.methodology,
        version=methodology.version,
        standing=methodology.standing,
        title=local_text(methodology.title),
        hash=methodology.hash,
        registered_at=timezone.now(),
        registered_by=by,
    )
    _keep_files(version, methodology.files)
    about(version, digest=version.hash)
    return version


def _keep_files(version: Version, files: Mapping[str, bytes]) -> None:
    File.objects.bulk_create(
        File(version=version, path=path, content=content, sha256=hashlib.sha256(content).hexdigest())
        for path, content in files.items()
    )


@act(rule=may_register, verb="renew_cases")
def renew_cases(version: Version, methodology: Methodology, *, by: User) -> Version:
    """Take over new worked examples and notes on changes, which are not part of what a version says (its hash)."""
    if methodology.hash != version.hash:
        raise ValidationError(
            _("The text of version %(id)s differs from the registered one. Give the new text a new version."),
            params={"id": str(version)},
        )
    File.objects.filter(version=version).delete()
    CaseOutcome.objects.filter(version=version).delete()
    _keep_files(version, methodology.files)
    about(version, digest=version.hash)
    return version


@act(rule=may_register, verb="run_cases")
def run_cases(version: Version, *, by: User) -> list[CaseOutcome]:
    """Let this engine run the worked examples of a version, and keep what came of them."""
    engine = installed_version("tarazy")
    CaseOutcome.objects.filter(version=version, engine_version=engine).delete()
    outcomes = CaseOutcome.objects.bulk_create(
        CaseOutcome(
            version=version,
            case=outcome.case.case,
            title=local_text(outcome.case.title),
            source=outcome.case.source,
            compared=outcome.compared,
            differences=[dataclasses.asdict(difference) for difference in outcome.differences],
            problems=[{lang: problem.in_language(lang) for lang in LANGUAGES} for problem in outcome.problems],
            engine_version=engine,
            ran_at=timezone.now(),
        )
        for outcome in engine_cases.run_cases(methodology_of(version))
    )
    about(version, digest=version.hash, engine=engine)
    return outcomes


@act(rule=may_move, verb="move_version")
def move_version(version: Version, move: Move, *, by: User) -> Version:
    """Take a version one step further in its life."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    locked.state = LIFE.after(State(locked.state), move)
    locked.save(update_fields=["state"])
    about(locked, digest=locked.hash, move=move.value)
    version.state = locked.state
    return version
