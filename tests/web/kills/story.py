"""Everything from upload to publication, again and again, in a process that can be killed: `python -m ... story`.

A line says which act begins, and another what came of it once it is certain. A fault of the database is waited out.
"""

from __future__ import annotations

import io
import secrets
import time
from typing import Final

import psycopg
from django.db import DatabaseError, connection

UPLOAD, SUBMISSION, RUN, PUBLICATION = "upload", "submission", "run", "publication"
ACTS: Final = (UPLOAD, SUBMISSION, RUN, PUBLICATION)
METHODOLOGY: Final = "ph/sglg/2024"
TEMPLATE: Final = "killed"


def build() -> None:
    """A form that is ready to be submitted, another one with an answer that documents prove, a methodology in force."""
    from tarazy.web.journal.chain import chain_open_seals
    from tarazy.web.rooms.collection.actions.filling import Change, save_cells
    from tarazy.web.rooms.collection.enums import Origin
    from tarazy.web.rooms.collection.models import Submission
    from tarazy.web.rooms.observatory.actions.recording import record_observations
    from tests.web.piloted import Answer, filled, pilot_as_built, pilot_kazakhstan
    from tests.web.rooms.shipped import demo, observations, put_in_force, register_place

    pilot_kazakhstan()
    pilot = pilot_as_built()
    filled(pilot)
    other = Submission.objects.exclude(pk=pilot.submission.pk).get()
    answered = [Change("services_delivered", "", 0, Answer(10.0))]
    save_cells(other, answered, origin=Origin.TYPED, by=pilot.stranger)
    register_place("ph")
    record_observations(observations("ph"), by=demo())
    put_in_force(METHODOLOGY)
    chain_open_seals(by=demo().pk)  # what the preparation wrote without acts


def document() -> bytes:
    """One that nobody has given yet."""
    return b"%PDF-1.4\n%" + secrets.token_hex(16).encode() + b"\n%%EOF\n"


def upload() -> str:
    from tarazy.web.rooms.collection.actions.evidence import Document, give_evidence
    from tarazy.web.rooms.collection.models import Cell
    from tarazy.web.rooms.files.actions import keep_content
    from tarazy.web.rooms.people.models import User

    by = User.objects.get(username="stranger")
    content = keep_content(io.BytesIO(document()), "report.pdf", by=by)
    cell = Cell.objects.select_related("submission__campaign").get(submission__unit="KZ-47")
    given = Document("Report", file=content, file_name="report.pdf")
    return str(give_evidence(cell.submission, [cell], given, by=by)[0].pk)


def submission() -> str:
    from tarazy.web.rooms.collection.actions.moving import move_submission
    from tarazy.web.rooms.collection.enums import Move, State
    from tarazy.web.rooms.collection.models import Submission
    from tarazy.web.rooms.people.models import User

    form = Submission.objects.select_related("campaign").get(unit="KZ-43")
    move = Move.SUBMIT if form.state == State.DRAFT else Move.TAKE_BACK
    return str(move_submission(form, move, by=User.objects.get(username="off")).pk)


def run() -> str:
    from tarazy.web.rooms.methodologies.queries import version_with
    from tarazy.web.rooms.results.actions.computing import compute
    from tests.web.rooms.shipped import demo

    version = version_with(METHODOLOGY)
    assert version is not None
    return str(compute(version, by=demo()).pk)


def publication() -> str:
    from tarazy.web.grammar.text import local_text
    from tarazy.web.rooms.publication.actions.publishing import publish
    from tarazy.web.rooms.publication.enums import Kind
    from tarazy.web.rooms.results.models import Run
    from tests.web.rooms.shipped import demo

    reason = local_text({"kk": "Қайта есептелді", "ru": "Пересчитано", "en": "Computed again"})
    last = Run.objects.select_related("version").latest("pk")
    return str(publish(last, Kind.ILLUSTRATION, last.version.title, reason, by=demo()).pk)


def main() -> None:
    from tarazy.cli.serving import end_with_parent
    from tarazy.web.config.database import enter_django

    end_with_parent()
    enter_django()
    while True:
        try:
            for act in ACTS:
                print("begins", act, flush=True)
                print("done", act, globals()[act](), flush=True)
        except (DatabaseError, psycopg.Error):  # what is copied in bulk breaks off with the driver's own
            connection.close()
            time.sleep(0.1)


if __name__ == "__main__":
    main()
