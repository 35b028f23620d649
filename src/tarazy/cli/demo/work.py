"""What the demonstration does in place of people, by the same acts: import, register, compute, publish.

Every step looks first at what is there, so that it may be run again at any time, also after a kill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tarazy.cli.demo.pilot import show_pilot
from tarazy.cli.demo.progress import Progress, Step
from tarazy.cli.language import spoken, told
from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import msg
from tarazy.exchange.observations import read_observations
from tarazy.exchange.place import OBSERVATIONS, Place, read_place
from tarazy.exchange.place_rows import ApprovalRow, CalendarRow
from tarazy.web.grammar.difference import Difference
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.calendar import queries as calendar_queries
from tarazy.web.rooms.calendar.actions import register_calendar
from tarazy.web.rooms.calendar.rules import MANAGE
from tarazy.web.rooms.methodologies import actions as methodologies
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import files_of, has_run_its_cases, outcomes_of, version_with
from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
from tarazy.web.rooms.observatory.queries import places
from tarazy.web.rooms.observatory.queries.recorded import additions
from tarazy.web.rooms.people.actions.demonstration import mark_as_demonstration
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, has_people, is_demonstration, system_actor
from tarazy.web.rooms.publication.actions.chains import register_chain
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.chains import chain_of_place
from tarazy.web.rooms.publication.queries.standing import publication_of, standing_publications
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.estimates import awaits_estimate
from tarazy.web.rooms.results.queries.inputs import is_current
from tarazy.web.rooms.results.queries.tables import latest_run
from tarazy.web.rooms.search.tasks import refresh_everything
from tarazy.web.rooms.units import actions as units
from tarazy.web.rooms.units import queries as units_queries

# The others that ship are proofs of the engine: thousands of schools would hide the regions from their readers, and
# invented bodies must not stand beside real ones.
PUBLISHED = ("kz/regional-development/2024.2", "un/hdi/2021.1", "wales/imd/2019.1")
NEWER_FIGURES = LocalText(
    kk="Жүйемен бірге берілетін деректердің жаңа басылымы",
    ru="Новая редакция поставляемых данных",
    en="A newer edition of the shipped figures",
)
SHOWN = tuple(id.partition("/")[0] for id in PUBLISHED)


@dataclass
class Done:
    """What stands at the end, whether this run or an earlier one did it."""

    publications: list[Publication] = field(default_factory=list)
    acts: int = 0
    passwords: dict[str, str] = field(default_factory=dict)


def do_everything(progress: Progress) -> Done:
    """Import the places that a demonstration shows, score and publish their methodologies, let the pilot run."""
    by = system_actor(DEMO)
    done = Done()
    for folder in shown_places():
        _import(folder, progress, done, by)
    for id in PUBLISHED:
        _publish(id, progress, done, by)
    _run_pilot(progress, done, by)
    with progress.step(told(msg("Texts in which the site searches"))) as step:
        step.came(msg("{count} written"), count=refresh_everything())
    return done


def _run_pilot(progress: Progress, done: Done, by: User) -> None:
    """Sample people and samples, only where nobody real has an account; wholly or not at all."""
    if is_demonstration() or not has_people():
        with transaction.atomic():
            if not is_demonstration():
                mark_as_demonstration(by=by)
            made = show_pilot(progress, by)
        if made is not None:
            done.passwords = made.passwords
            done.acts += 1


def shown_places() -> list[Path]:
    """The folders of figures that a demonstration shows."""
    return [shipped_folder("data") / place for place in SHOWN]


def _import(folder: Path, progress: Progress, done: Done, by: User) -> None:
    with progress.step(told(msg("Units and names of data/{place}"), place=folder.name)) as step:
        place = read_place(folder)
        registered = [
            *_registered(units_queries.unregistered(place), units.register_units, place, done, by),
            *_registered(places.unregistered(place), register_variables, place, done, by),
        ]
        _register_calendar(place, done, by)
        _register_chain(place, done, by)
        new = sum(len(table.new) for table in registered)
        changed = sum(len(table.changed) for table in registered)
        if new or changed:
            step.came(msg("{new} new entries, {changed} changed"), new=new, changed=changed)
        else:
            step.came(msg("all there already ({count})"), count=sum(table.same for table in registered))
    if place.observations.exists():
        with progress.step(told(msg("Figures of data/{place}"), place=folder.name)) as step:
            _record(place, step, done, by)


def _register_calendar(place: Place, done: Done, by: User) -> None:
    rows = place.rows(CalendarRow)
    if {row.day.year for row in rows} - set(calendar_queries.years(place.id)):
        register_calendar(place.id, rows, frozenset({MANAGE}), by=by)
        done.acts += 1


def _register_chain(place: Place, done: Done, by: User) -> None:
    rows = place.rows(ApprovalRow)
    if rows and not chain_of_place(place.id).exists():
        register_chain(place.id, rows, by=by)
        done.acts += 1


def _registered(
    differences: list[Difference[Any]], act: Any, place: Place, done: Done, by: User
) -> Iterable[Difference[Any]]:
    """Do the act where there is something to do; what was found is what is said either way."""
    if any(not table.is_empty for table in differences):
        act(place, by=by)
        done.acts += 1
    return differences


def _record(place: Place, step: Step, done: Done, by: User) -> None:
    observations = read_observations([place.observations])
    found = additions(observations)
    if found.is_empty and not (found.unknown_units or found.unknown_variables):
        step.came(msg("all {count} recorded already"), count=found.same)
        return
    reason = f"data/{place.id}/{OBSERVATIONS}: a newer edition of the shipped file"
    came = record_observations(observations, reason=reason, by=by)
    done.acts += 1
    step.came(
        msg("{new} recorded, {revised} corrected by a further revision, {same} there already"),
        new=came.new,
        revised=came.revised,
        same=came.same,
    )


def _publish(id: str, progress: Progress, done: Done, by: User) -> None:
    with progress.step(told(msg("Methodology {id}"), id=id)) as step:
        version = _version(load_methodology(id), step, done, by)
    with progress.step(told(msg("Scores of {id}"), id=id)) as step:
        run = _run(version, step, done, by)
    with progress.step(told(msg("How sure the scores of {id} are"), id=id)) as step:
        _estimate(run, step, done, by)
    with progress.step(told(msg("Publication of {id}"), id=id)) as step:
        publication = publication_of(run)
        if publication is None:
            kind = Kind.HISTORICAL if version.standing == Standing.HISTORICAL else Kind.ILLUSTRATION
            reason = NEWER_FIGURES if standing_publications().filter(run__version=version).exists() else None
            publication = publish(run, kind, version.title, reason, by=by)
            done.acts += 1
            step.came(msg("published as «{title}»"), title=version.title.in_language(spoken()))
        else:
            step.came(msg("published already"))
        done.publications.append(publication)


def _version(methodology: Methodology, step: Step, done: Done, by: User) -> Version:
    version = version_with(methodology.id)
    before = done.acts
    if version is None:
        version = methodologies.register_version(methodology, by=by)
        done.acts += 1
    elif version.hash != methodology.hash or files_of(version) != dict(methodology.files):
        version = methodologies.renew_cases(version, methodology, by=by)
        done.acts += 1
    if not has_run_its_cases(version):
        methodologies.run_cases(version, by=by)
        done.acts += 1
    _refuse_failed(version)
    for state, move in ((State.DRAFT, Move.APPROVE), (State.APPROVED, Move.PUT_IN_FORCE)):
        if version.state == state:
            version = methodologies.move_version(version, move, by=by)
            done.acts += 1
    if done.acts == before:
        step.came(msg("in force already, hash {hash}"), hash=version.hash[:12])
    else:
        step.came(msg("in force, hash {hash}"), hash=version.hash[:12])
    return version


def _refuse_failed(version: Version) -> None:
    """Say which worked examples fail, before the rule refuses to approve."""
    failed = [outcome.case for outcome in outcomes_of(version) if not outcome.passed]
    if failed:
        text = msg("Worked examples of {id} fail: {cases}. See tarazy methodology check {id}.")
        raise ValidationError(told(text, id=str(version), cases=", ".join(failed)))


def _run(version: Version, step: Step, done: Done, by: User) -> Run:
    run = latest_run(version)
    if run is None or not is_current(run):
        run = compute(version, by=by)
        done.acts += 1
        step.came(
            msg("{scored} of {units} computed, for {first} to {last}"),
            scored=run.counts["scored"],
            units=run.counts["scored"] + run.counts["not_scored"],
            first=run.periods[0],
            last=run.periods[-1],
        )
    else:
        step.came(msg("computed already, nothing has changed since"))
    return run


def _estimate(run: Run, step: Step, done: Done, by: User) -> None:
    if not awaits_estimate(run):
        step.came(msg("estimated already, or the methodology does not say what may vary"))
        return
    made = estimate(run, by=by)
    done.acts += 1
    step.came(msg("{count} replicates of each of {periods} periods"), count=made.replicates, periods=len(made.periods))
