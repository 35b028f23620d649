from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed_version

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine import cases as engine_cases
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.bundle.archive import write_archive
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVALS_NEEDED, LIFE
from tarazy.web.rooms.methodologies.models import CaseOutcome, Edition, File, MoveMade, Upload, Version
from tarazy.web.rooms.methodologies.queries import approvals, methodology_of, version_with
from tarazy.web.rooms.methodologies.rules import (
    may_keep,
    may_move,
    may_register,
    may_renew,
    may_replace,
    may_run_cases,
)
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.rules import is_system


@dataclass(frozen=True)
class Terms:
    """From when and until when a move holds, and the act by which it is made."""

    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    ground: str = ""


NO_TERMS = Terms()


@act(rule=may_register, verb="upload_methodology")
def upload(methodology: Methodology, organisation: Organisation | None = None, *, by: User) -> Upload:
    """Keep a sound text for the one who looks at it, in place of what they brought in before."""
    archive = io.BytesIO()
    write_archive(archive, methodology.files)
    Upload.objects.filter(uploaded_by=by).delete()
    kept = Upload.objects.create(
        methodology=methodology.methodology,
        version=methodology.version,
        organisation=organisation,
        content=archive.getvalue(),
        hash=methodology.hash,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    about(kept, digest=kept.hash)
    return kept


@act(rule=may_keep, verb="keep_methodology")
def keep_upload(upload: Upload, methodology: Methodology, *, by: User) -> Version:
    """Make what was brought in a draft: a new version, or the new text of a draft that there is; run its examples."""
    there = version_with(str(upload))
    if there is None:
        version = register_version(methodology, upload.organisation, by=by)
    else:
        version = replace_draft(there, methodology, by=by)
    run_cases(version, by=by)
    upload.delete()
    about(version, digest=version.hash)
    return version


@act(rule=may_keep, verb="discard_methodology")
def discard_upload(upload: Upload, *, by: User) -> None:
    """Forget what was brought in."""
    about(upload, digest=upload.hash)
    upload.delete()


@act(rule=may_register, verb="draw_up_version")
def draw_up(methodology: Methodology, organisation: Organisation | None = None, *, by: User) -> Version:
    """Make a draft of a text that was made on the desk itself, and run its examples."""
    version = register_version(methodology, organisation, by=by)
    run_cases(version, by=by)
    about(version, digest=version.hash)
    return version


@act(rule=may_register, verb="register_version")
def register_version(methodology: Methodology, organisation: Organisation | None = None, *, by: User) -> Version:
    """Bring in a version as a draft, its text byte for byte."""
    if version_with(methodology.id) is not None:
        raise ValidationError(
            _("Version %(id)s is registered already and its text never changes. Give the new text a new version."),
            params={"id": methodology.id},
        )
    _refuse_known_text(methodology.hash)
    version = Version.objects.create(
        methodology=methodology.methodology,
        version=methodology.version,
        standing=methodology.standing,
        organisation=organisation,
        title=local_text(methodology.title),
        hash=methodology.hash,
        registered_at=timezone.now(),
        registered_by=by,
    )
    _keep_files(version, methodology.files)
    _note_edition(version, by)
    about(version, digest=version.hash)
    return version


def _refuse_known_text(hash: str) -> None:
    known = Version.objects.filter(hash=hash).first()
    if known is not None:
        raise ValidationError(_("Version %(id)s has this very text already."), params={"id": str(known)})


def _note_edition(version: Version, by: User) -> None:
    Edition.objects.create(version=version, hash=version.hash, drawn_up_by=by, drawn_up_at=timezone.now())


def _keep_files(version: Version, files: Mapping[str, bytes]) -> None:
    File.objects.bulk_create(
        File(version=version, path=path, content=content, sha256=hashlib.sha256(content).hexdigest())
        for path, content in files.items()
    )


@act(rule=may_replace, verb="replace_draft")
def replace_draft(version: Version, methodology: Methodology, *, by: User) -> Version:
    """Give a draft another text. The hash of the old one stays in its history."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if locked.state != State.DRAFT or methodology.id != str(locked):
        raise ValidationError(_("Meanwhile this is no draft any more. Give the new text a new version."))
    if methodology.hash != locked.hash:
        _refuse_known_text(methodology.hash)
    locked.hash, locked.standing, locked.title = methodology.hash, methodology.standing, local_text(methodology.title)
    locked.save(update_fields=["hash", "standing", "title"])
    _replace_files(locked, methodology.files)
    _note_edition(locked, by)
    about(locked, digest=locked.hash, before=version.hash)
    return locked


def _replace_files(version: Version, files: Mapping[str, bytes]) -> None:
    File.objects.filter(version=version).delete()
    CaseOutcome.objects.filter(version=version).delete()
    _keep_files(version, files)


@act(rule=may_renew, verb="renew_cases")
def renew_cases(version: Version, methodology: Methodology, *, by: User) -> Version:
    """Take over new worked examples and notes on changes, which are not part of what a version says (its hash)."""
    if methodology.hash != version.hash:
        raise ValidationError(
            _("The text of version %(id)s differs from the registered one. Give the new text a new version."),
            params={"id": str(version)},
        )
    _replace_files(version, methodology.files)
    about(version, digest=version.hash)
    return version


@act(rule=may_run_cases, verb="run_cases")
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
def move_version(version: Version, move: Move, terms: Terms = NO_TERMS, *, by: User) -> Version:
    """Take a version one step further in its life. The first of two approvals is kept and changes no state yet."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    _check_as_seen(version, locked)
    if not is_system(by):
        _check_terms(move, terms)
    if move == Move.APPROVE and approvals(locked).filter(made_by=by).exists():
        raise ValidationError(_("You have approved this text already. Another person must approve it, too."))
    MoveMade.objects.create(
        version=locked, move=move, hash=locked.hash, made_by=by, made_at=timezone.now(), **dataclasses.asdict(terms)
    )
    if move != Move.APPROVE or approvals(locked).count() >= APPROVALS_NEEDED[Standing(locked.standing)]:
        locked.state = LIFE.after(State(locked.state), move)
        locked.save(update_fields=["state"])
    about(locked, digest=locked.hash, move=move.value)
    version.state = locked.state
    return version


def _check_as_seen(seen: Version, locked: Version) -> None:
    """Nobody decides on a text or a state that has changed since they looked."""
    if (seen.state, seen.hash) != (locked.state, locked.hash):
        raise ValidationError(_("Meanwhile somebody else has changed this version. Look at it again."))


def _check_terms(move: Move, terms: Terms) -> None:
    """People say from when a move holds, a consultation until when, and the act by which a version comes and goes."""
    today, faults = timezone.localdate(), {}
    needed = {
        Move.CONSULT: ("first_day", "last_day"),
        Move.PUT_IN_FORCE: ("first_day", "ground"),
        Move.RETIRE: ("first_day", "ground"),
    }.get(move, ())
    for name in needed:
        if not getattr(terms, name):
            faults[name] = _("Say by which act.") if name == "ground" else _("Give the day.")
    if terms.first_day and move == Move.CONSULT and terms.first_day < today:
        faults["first_day"] = _("A consultation begins today or later.")
    if terms.first_day and move == Move.RETIRE and terms.first_day > today:
        faults["first_day"] = _(
            "A version is retired on the day itself or afterwards: from then on nothing is computed."
        )
    if terms.first_day and terms.last_day and terms.last_day < terms.first_day:
        faults["last_day"] = _("The last day lies before the first.")
    if faults:
        raise ValidationError(faults)
