"""The pilot campaign of the demonstration: three oblasts with sample submissions, in every state, by the same acts."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl
from django.utils import timezone

from tarazy.cli.demo.accounts import CENTRE, Cast, cast
from tarazy.cli.demo.approved import publish_campaign
from tarazy.cli.demo.concluded import compute_pilot, conclude_pilot
from tarazy.cli.demo.monitored import monitor_pilot
from tarazy.cli.demo.odd import leave_oddities
from tarazy.cli.demo.planned import plan_releases
from tarazy.cli.demo.practised import practise
from tarazy.cli.demo.progress import Progress
from tarazy.cli.demo.samples import EXPLANATION, SECOND_ORDER, sample_document
from tarazy.cli.demo.started import start
from tarazy.cli.demo.verified import verify_pilot
from tarazy.cli.language import spoken, told
from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.words import msg
from tarazy.exchange.forms.form import Answer
from tarazy.exchange.place import Place, read_place
from tarazy.exchange.place_rows import UnitRow, VariableRow
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.conduct import shift_stage
from tarazy.web.rooms.campaigns.actions.preparation import prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.collection.actions.evidence import give_evidence
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, save_cells
from tarazy.web.rooms.collection.actions.moving import accept_block, move_submission
from tarazy.web.rooms.collection.enums import Move as SubmissionMove
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.methodologies.actions import move_version, register_version
from tarazy.web.rooms.methodologies.enums import Move as VersionMove
from tarazy.web.rooms.methodologies.enums import State as VersionState
from tarazy.web.rooms.methodologies.queries import version_with
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import is_demonstration, organisation_with
from tarazy.web.rooms.units.actions import register_units
from tarazy.web.rooms.units.models import Unit

METHODOLOGY: Final = "kz/local-pilot/2026.1"
FOLDER: Final = "kz-pilot"
PERIOD: Final = "2026"
CAMPAIGN: Final = "kz-local-pilot-2026"
TITLE: Final = LocalText(
    kk="Жергілікті органдарды бағалаудың пилоттық жобасы, 2026 (шартты деректер)",
    ru="Пилотная оценка местных органов, 2026 (условные данные)",
    en="Pilot assessment of local bodies, 2026 (sample data)",
)
HYPOTHESIS: Final = LocalText(
    kk="Белгіліні қайта сұрамайтын нысан толтыру уақытын екі есе қысқартады.",
    ru="Форма, которая не спрашивает уже известное, вдвое сокращает время заполнения.",
    en="A form that does not ask what is known already halves the time to fill it in.",
)
ENDED_EARLY: Final = LocalText(
    kk="Мысал: кешіккен нысандар көрінуі үшін жинау кеше аяқталды",
    ru="Пример: сбор закончен вчера, чтобы были видны опоздавшие формы",
    en="Sample: collection ended yesterday, so that late forms are seen",
)
# Phases by the weeks, counted from today, in which they begin and end.
WEEKS: Final[Mapping[Phase, tuple[int, int]]] = {
    Phase.SCHEDULE: (-12, -10),
    Phase.COLLECTION: (-10, 1),
    Phase.VERIFICATION: (-3, 1),
    Phase.CONCLUSIONS: (-2, 2),
    Phase.REPLY: (-2, 3),
    Phase.APPEALS: (-2, 5),
    Phase.APPROVAL: (5, 7),
    Phase.PUBLICATION: (7, 8),
    Phase.FOLLOW_UP: (8, 20),
}
# Whose forms wait for their assessor.
NOT_YET_ACCEPTED: Final = frozenset({"KZ-433600", "KZ-473600", "KZ-636800"})
# Fifteen numbers of this body end in 7: what an assessor asks about.
ASKED_ABOUT: Final = "KZ-434600"


def show_pilot(progress: Progress, by: User) -> Cast | None:
    """The whole pilot, once: None where it stands already, or where the database is no demonstration's."""
    if not is_demonstration() or campaign_with(CAMPAIGN) is not None:
        return None
    with progress.step(told(msg("Pilot: units, targets and figures of last year, sample data"))) as step:
        place = _place()
        step.came(msg("{count} recorded"), count=_import(place, by))
    with progress.step(told(msg("Pilot: sample organisations and people"))) as step:
        oblasts = _oblasts(place)
        made = cast(oblasts, by)
        step.came(msg("{count} accounts"), count=len(made.people))
    with progress.step(told(msg("Pilot: campaign, schedule, assignments"))) as step:
        campaign = _campaign(oblasts, made, by)
        step.came(msg("{count} bodies"), count=campaign.submissions.count())
    with progress.step(told(msg("Pilot: sample submissions"))) as step:
        step.came(msg("{count} handed in"), count=_submit(campaign, oblasts, made))
        leave_oddities(campaign, made.people["officer-63"], by)
    with progress.step(told(msg("Pilot: re-verification of a sample"))) as step:
        step.came(msg("{count} values checked"), count=verify_pilot(campaign, made.people))
        _end_collection(campaign, made.people["administrator"])
    with progress.step(told(msg("Pilot: scores, conclusions, appeals"))) as step:
        compute_pilot(campaign)
        step.came(msg("{count} conclusions"), count=conclude_pilot(campaign, made.people))
    with progress.step(told(msg("Pilot: monitoring within the year, instructions"))) as step:
        step.came(msg("{count} bodies"), count=monitor_pilot(campaign, _sample(), made.people))
        practise(campaign, made.people)
    with progress.step(told(msg("Pilot: sample days of releases"))) as step:
        step.came(msg("{count} planned"), count=plan_releases(made.people["analyst"]))
    with progress.step(told(msg("A finished statistical campaign on real figures"))) as step:
        published = publish_campaign(campaign.organisation, made.people)
        step.came(msg("published as «{title}»"), title=published.title.in_language(spoken()))
    return made


def _place() -> Place:
    """The shipped pilot as a part of Kazakhstan; what Kazakhstan has said of a variable already stays."""
    place = read_place(shipped_folder("data") / FOLDER)
    known = set(Variable.objects.values_list("pk", flat=True))
    new = tuple(row for row in place.rows(VariableRow) if row.variable not in known)
    return replace(place, id="kz", tables={**place.tables, "variables": new})


def _import(place: Place, by: User) -> int:
    """Units, variables, and what was known before the period: last year's figures and the targets."""
    register_units(place, by=by)
    register_variables(place, by=by)
    frame = pl.read_csv(place.observations, schema_overrides={"period": pl.String})
    before = (pl.col("period") < PERIOD) | (pl.col("series") == "target")
    frame = frame.with_columns(pl.col("status", "source").fill_null("")).filter(
        before, pl.col("series") != "statistics"
    )
    return record_observations(observations_from_frame(frame), by=by).new


def _oblasts(place: Place) -> dict[str, list[Unit]]:
    """The bodies of the pilot by oblast, the oblast itself first."""
    rows = place.rows(UnitRow)
    units = Unit.objects.in_bulk([row.unit for row in rows])
    oblasts = [row.unit for row in rows if row.kind == "oblast"]
    return {one: [units[one], *(units[row.unit] for row in rows if row.parent == one)] for one in oblasts}


def _campaign(oblasts: Mapping[str, list[Unit]], made: Cast, by: User) -> Campaign:
    """A running pilot in which collection is open today."""
    administrator, centre = made.people["administrator"], organisation_with(CENTRE)
    assert centre is not None
    version = version_with(METHODOLOGY) or register_version(load_methodology(METHODOLOGY), by=by)
    if version.state == VersionState.DRAFT:
        version = move_version(version, VersionMove.CONSULT, by=by)
    campaign = prepare_campaign(
        CAMPAIGN, Kind.ASSESSMENT, TITLE, centre, version, PERIOD, hypothesis=HYPOTHESIS, by=administrator
    )
    bodies = [unit for units in oblasts.values() for unit in units]
    return start(campaign, bodies, _schedule(), by=administrator, assessor=made.people["assessor"])


def _schedule() -> dict[Phase, tuple[datetime.date, datetime.date]]:
    """First and last day of each phase. From collection to appeals they overlap, so that all can be tried today."""
    today = timezone.localdate()
    return {
        phase: (today + datetime.timedelta(weeks=first), today + datetime.timedelta(weeks=last))
        for phase, (first, last) in WEEKS.items()
    }


def _end_collection(campaign: Campaign, by: User) -> None:
    """From today on a form that was not handed in is late."""
    stage = campaign.stages.get(phase=Phase.COLLECTION)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    shift_stage(campaign, Phase.COLLECTION, stage.opens_on, yesterday, ENDED_EARLY, authority=SECOND_ORDER, by=by)


def _submit(campaign: Campaign, oblasts: Mapping[str, list[Unit]], made: Cast) -> int:
    """Fill in each form as the sample says and take it to its state. How many have left their body."""
    left = 0
    given = _sample()
    for oblast, units in oblasts.items():
        officer, head = (User.objects.get(username=f"{role}-{oblast[3:]}") for role in ("officer", "head"))
        for unit in units:
            submission = campaign.submissions.get(unit=unit)
            rows = given[unit.pk]
            _fill(submission, rows, officer)
            left += _advance(submission, rows[0]["state"], officer, head, made.people["assessor"])
    return left


def _sample() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (shipped_folder("data") / FOLDER / "submissions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["unit"], []).append(row)
    return found


def _fill(submission: Submission, rows: list[dict[str, str]], officer: User) -> None:
    cells = {cell.question.variable: cell for cell in form_of(Asked(submission)).cells.values()}
    changes = []
    for row in rows:
        if (cell := cells.get(row["variable"])) is None:
            continue
        value = float(row["value"]) if row["value"] else None
        answer = Answer(agreement="confirmed") if cell.known else Answer(value, row["status"])
        changes.append(Change(row["variable"], "", 0, answer))
    save_cells(submission, changes, origin=Origin.WORKBOOK, by=officer)
    stored = {cell.variable: cell for cell in cells_of(submission).values()}
    proved: dict[str, list[Cell]] = {}
    for row in rows:
        if row["evidence"] and row["variable"] in stored:
            proved.setdefault(row["evidence"], []).append(stored[row["variable"]])
    for name, cells_proved in proved.items():
        give_evidence(submission, cells_proved, sample_document(name, officer), by=officer)


def _advance(submission: Submission, state: str, officer: User, head: User, assessor: User) -> int:
    """Take a filled form as far as the sample says; one that its checks hold back for good stays with its body."""
    if state in ("draft", "late"):
        return 0
    for finding in held_back_by(Asked(submission)):
        if finding.severity == "stop":
            return 0
        explain_finding(submission, finding.case, EXPLANATION, by=officer)
    move_submission(submission, SubmissionMove.SUBMIT, by=officer)
    if state == "submitted":
        return 1
    move_submission(submission, SubmissionMove.CERTIFY, by=head)
    if submission.unit_id == ASKED_ABOUT:
        first = next(iter(cells_of(submission)))
        move_submission(submission, SubmissionMove.RETURN, reasons={first: EXPLANATION}, by=assessor)
    elif submission.unit_id not in NOT_YET_ACCEPTED:
        for block in form_of(Asked(submission)).blocks:
            accept_block(submission, block.block, by=assessor)
    return 1
