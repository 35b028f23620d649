"""Texts that people draw up: shipped ones under another name, number or standing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from django.utils import timezone

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.web.rooms.methodologies.actions import Terms, register_version, run_cases
from tarazy.web.rooms.methodologies.enums import Move, State
from tarazy.web.rooms.methodologies.models import MoveMade, Version
from tarazy.web.rooms.people.models import Organisation, User
from tests.web.peopled import person, today

OUTCOME = "kz/outcome/2020"
CONSULTED = Terms(first_day=today(), last_day=today(14))
ACT = "Order No. 12 of 5 January 2026"


@cache
def text_named(
    name: str = "kz/outcome", version: str = "2026", standing: str = "official", **changed: tuple[str, str]
) -> Methodology:
    """A text of Kazakhstan under another name; `changed`: what is written otherwise in methodology.yaml."""
    files = dict(load_methodology(OUTCOME).files)
    words = files["methodology.yaml"].decode()
    for before, after in (
        ("methodology: kz/outcome", f"methodology: {name}"),
        ('version: "2020"', f'version: "{version}"'),
        ("standing: illustration", f"standing: {standing}"),
        *changed.values(),
    ):
        assert before in words
        words = words.replace(before, after, 1)
    return methodology_from_files({**files, "methodology.yaml": words.encode()})


def packed(files: Mapping[str, bytes], within: str = "folder/") -> bytes:
    """The files as a ZIP archive as a desktop makes it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(within + path, text)
    return content.getvalue()


def drafted(methodology: Methodology, by: User, organisation: Organisation | None = None) -> Version:
    """A draft of a person, its worked examples run."""
    version = register_version(methodology, organisation, by=by)
    run_cases(version, by=by)
    return version


def end_consultation(version: Version) -> Version:
    """Put it up for a consultation that has ended: no time passes within a test."""
    by, now = person("centre.methodologist"), timezone.now()
    MoveMade.objects.create(
        version=version, move=Move.CONSULT, hash=version.hash, first_day=today(-15), last_day=today(-1), made_by=by,
        made_at=now,
    )  # fmt: skip
    Version.objects.filter(pk=version.pk).update(state=State.CONSULTATION)
    version.refresh_from_db()
    return version
