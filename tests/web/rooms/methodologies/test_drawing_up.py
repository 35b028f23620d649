"""People draw methodologies up, consult on them, approve them and put them in force: each rule refused and allowed."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.rules import may_use
from tarazy.web.rooms.methodologies import queries
from tarazy.web.rooms.methodologies.actions import (
    Terms,
    discard_upload,
    keep_upload,
    move_version,
    register_version,
    renew_cases,
    replace_draft,
    run_cases,
    upload,
)
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVE, DRAW_UP, LIFE
from tarazy.web.rooms.methodologies.models import Edition, File, MoveMade, Upload, Version
from tarazy.web.rooms.methodologies.rules import may_move, may_see
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.models import Run
from tests.web.peopled import organisation_called, person, post_of, today
from tests.web.rooms.drafted import ACT, CONSULTED, drafted, end_consultation, text_named
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("peopled", "db")
FROM_TODAY = Terms(first_day=today(), ground=ACT)


@pytest.fixture
def author(db: None) -> User:
    return person("centre.methodologist")


@pytest.fixture
def approver(db: None) -> User:
    return person("centre.administrator")


@pytest.fixture
def second(db: None) -> User:
    return post_of("second", "centre", Role.METHODOLOGIST).user


def test_an_official_text_is_approved_by_two_who_did_not_write_it(author: User, approver: User, second: User) -> None:
    version = end_consultation(drafted(text_named(), author))
    with pytest.raises(Denied, match="Whoever drew up an official text"):
        move_version(version, Move.APPROVE, by=author)
    move_version(version, Move.APPROVE, by=approver)
    assert (version.state, Version.objects.get(pk=version.pk).state) == (State.CONSULTATION, State.CONSULTATION)
    with pytest.raises(Denied, match="You have approved this text already"):
        move_version(version, Move.APPROVE, by=approver)
    move_version(version, Move.APPROVE, by=second)
    assert version.state == State.APPROVED
    given = [(one.made_by, one.hash) for one in queries.approvals(version)]
    assert given == [(approver, version.hash), (second, version.hash)]
    move_version(version, Move.PUT_IN_FORCE, FROM_TODAY, by=approver)
    last = queries.moves_made(version).last()
    assert last is not None
    assert (version.state, last.first_day, last.ground) == (State.IN_FORCE, today(), ACT)
    move_version(version, Move.RETIRE, FROM_TODAY, by=approver)
    assert version.state == State.RETIRED
    assert Entry.objects.filter(verb="move_version").count() == 4


def test_who_wrote_an_earlier_text_of_the_draft_does_not_approve_it_either(author: User, second: User) -> None:
    version = drafted(text_named(), author)
    changed = text_named(source=("Outcome index of a state body, 2020", "Outcome index of a state body, later"))
    replace_draft(version, changed, by=second)
    run_cases(version, by=second)
    version = end_consultation(Version.objects.get())
    for wrote in (author, second):
        with pytest.raises(Denied, match="Whoever drew up"):
            move_version(version, Move.APPROVE, by=wrote)


def test_an_illustration_is_approved_by_one(author: User) -> None:
    version = drafted(text_named(standing="illustration"), author)
    assert move_version(version, Move.APPROVE, by=author).state == State.APPROVED


def test_an_official_text_is_not_approved_before_its_consultation_has_ended(author: User, approver: User) -> None:
    version = drafted(text_named(), author)
    with pytest.raises(Denied, match="only after a public consultation"):
        move_version(version, Move.APPROVE, by=approver)
    move_version(version, Move.CONSULT, CONSULTED, by=author)
    with pytest.raises(Denied, match="still goes on"):
        move_version(version, Move.APPROVE, by=approver)


def test_a_text_that_was_returned_needs_its_approvals_anew(author: User, approver: User, second: User) -> None:
    version = end_consultation(drafted(text_named(), author))
    move_version(version, Move.APPROVE, by=approver)
    move_version(version, Move.RETURN, by=second)
    assert version.state == State.DRAFT
    assert not queries.approvals(end_consultation(version)).exists()
    assert move_version(version, Move.APPROVE, by=approver).state == State.CONSULTATION


def test_without_sound_examples_nothing_is_approved(author: User) -> None:
    version = register_version(text_named(standing="illustration"), by=author)
    with pytest.raises(Denied, match="worked examples"):
        move_version(version, Move.APPROVE, by=author)


def test_the_system_does_not_put_an_official_text_in_force(author: User) -> None:
    version = drafted(text_named(), author)
    Version.objects.update(state=State.APPROVED)
    version.refresh_from_db()
    with pytest.raises(Denied, match="by people"):
        move_version(version, Move.PUT_IN_FORCE, by=demo())


@pytest.mark.parametrize(
    ("state", "move", "terms", "faults"),
    [
        (State.DRAFT, Move.CONSULT, Terms(), {"first_day", "last_day"}),
        (State.DRAFT, Move.CONSULT, Terms(today(-1), today()), {"first_day"}),
        (State.DRAFT, Move.CONSULT, Terms(today(2), today(1)), {"last_day"}),
        (State.APPROVED, Move.PUT_IN_FORCE, Terms(), {"first_day", "ground"}),
        (State.IN_FORCE, Move.RETIRE, Terms(today(1), ground=ACT), {"first_day"}),
    ],
)
def test_days_and_acts_are_asked_for(author: User, state: State, move: Move, terms: Terms, faults: set[str]) -> None:
    version = drafted(text_named(), author)
    Version.objects.update(state=state)
    version.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        move_version(version, move, terms, by=author)
    assert refused.value.message_dict.keys() == faults
    assert not MoveMade.objects.exists()


def put_in_force(version: Version, by: User, first_day: datetime.date) -> Version:
    Version.objects.filter(pk=version.pk).update(state=State.APPROVED)
    version.refresh_from_db()
    return move_version(version, Move.PUT_IN_FORCE, Terms(first_day=first_day, ground=ACT), by=by)


def test_a_version_is_in_force_from_its_day_on(author: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    version = put_in_force(drafted(text_named(), author), approver, today(10))
    older = put_in_force(drafted(text_named(version="2025"), author), approver, today())
    assert (queries.is_in_force(version), queries.comes_into_force_on(version)) == (False, today(10))
    assert (queries.is_in_force(older), queries.comes_into_force_on(older)) == (True, None)
    assert list(queries.versions_in_force()) == [older]
    assert queries.version_compared_with("kz/outcome", but="2027") == older
    assert may_use(version, is_pilot=True) is True
    assert "its day is still to come" in str(may_use(version, is_pilot=False).reason)
    assert may_use(older, is_pilot=False) is True
    later = today(10)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    assert queries.is_in_force(version)
    assert may_use(version, is_pilot=False) is True
    assert set(queries.versions_in_force()) == {version, older}


def test_nobody_decides_on_a_text_that_has_changed_meanwhile(author: User, approver: User) -> None:
    seen = drafted(text_named(standing="illustration"), author)
    Version.objects.update(hash="0" * 64)
    with pytest.raises(ValidationError, match="Meanwhile"):
        move_version(seen, Move.APPROVE, by=approver)


ROLES = {role.value: set(RIGHTS[role]) for role in Role}


@pytest.mark.parametrize("state", State)
def test_every_move_as_every_role_in_every_state(author: User, state: State) -> None:
    """In the centre each role may what the table says; the same role in another oblast may nothing."""
    version = end_consultation(drafted(text_named(standing="illustration"), author))
    Version.objects.update(state=state)
    version.refresh_from_db()
    for trial in LIFE.matrix(ROLES):
        if trial.state != state:
            continue
        for organisation in ("centre", "foreign"):
            actor = User.objects.filter(username=f"{organisation}.{trial.role}").first()
            allowed = trial.allowed and organisation == "centre"
            if actor:
                assert (may_move(actor, version, trial.move) is True) == allowed, (trial, organisation)


def test_an_oblast_draws_up_its_own_and_no_other(author: User) -> None:
    oblast, foreign = organisation_called("scoped"), organisation_called("foreign")
    own = person("scoped.methodologist")
    version = drafted(text_named("kz/mangystau-outcome"), own, oblast)
    assert version.organisation == oblast
    for methodology, organisation, words in (
        (text_named(), None, "drawn up by methodologists"),
        (text_named("kz/other"), foreign, "drawn up by methodologists"),
    ):
        with pytest.raises(Denied, match=words):
            register_version(methodology, organisation, by=own)
    with pytest.raises(Denied, match="belongs to another organisation"):
        register_version(text_named("kz/mangystau-outcome", "2027"), by=author)
    with pytest.raises(Denied, match="answers for others"):
        register_version(text_named("kz/of-a-body"), organisation_called("body"), by=author)


@pytest.mark.parametrize("username", ["centre.administrator", "centre.analyst", "scoped.assessor", "nowhere"])
def test_who_is_no_methodologist_draws_nothing_up(username: str) -> None:
    with pytest.raises(Denied, match="drawn up by methodologists"):
        register_version(text_named(), by=person(username))


def test_a_draft_gets_a_new_text_and_keeps_the_hash_of_the_old(author: User) -> None:
    version = drafted(text_named(), author)
    before = version.hash
    changed = text_named(source=("Outcome index of a state body, 2020", "Outcome index of a state body, later"))
    after = replace_draft(version, changed, by=author)
    assert (after.pk, after.hash) == (version.pk, changed.hash)
    assert queries.files_of(after) == dict(changed.files)
    assert [one.hash for one in queries.editions(after)] == [before, changed.hash]


def test_a_text_that_is_no_draft_stays_as_it_is(author: User) -> None:
    version = drafted(text_named(), author)
    move_version(version, Move.CONSULT, CONSULTED, by=author)
    with pytest.raises(Denied, match="frozen"):
        replace_draft(version, text_named(), by=author)
    with pytest.raises(ValidationError, match="registered already"):
        register_version(text_named(), by=author)


def test_a_draft_that_ships_or_on_which_something_stands_keeps_its_text(author: User) -> None:
    shipped = register_version(text_named("kz/shipped"), by=demo())
    with pytest.raises(Denied, match="ships with the product"):
        replace_draft(shipped, text_named("kz/shipped"), by=author)
    with pytest.raises(Denied, match="renewed with the product"):
        renew_cases(shipped, text_named("kz/shipped"), by=author)
    version = drafted(text_named(), author)
    assert not queries.is_used(version)
    Run.objects.create(
        version=version, methodology_hash=version.hash, data_hash="0" * 64, engine_version="1", as_of=timezone.now(),
        periods=["2025"], options={}, counts={}, computed_at=timezone.now(), computed_by=demo(),
    )  # fmt: skip
    with pytest.raises(Denied, match="A run or a campaign stands"):
        replace_draft(version, text_named(), by=author)


def test_only_the_place_replaces_its_draft(author: User) -> None:
    version = drafted(text_named(), author)
    with pytest.raises(Denied, match="drawn up by methodologists"):
        replace_draft(version, text_named(), by=person("foreign.methodologist"))
    with pytest.raises(Denied, match="drawn up by methodologists"):
        run_cases(version, by=person("foreign.methodologist"))


def test_drafts_are_seen_by_their_place_until_consultation(author: User) -> None:
    version = drafted(text_named("kz/mangystau-outcome"), person("scoped.methodologist"), organisation_called("scoped"))
    seen = {name: may_see(person(name), version) is True for name in ("scoped.analyst", "centre.analyst")}
    assert seen == {"scoped.analyst": True, "centre.analyst": True}
    assert not may_see(person("foreign.analyst"), version)
    assert not may_see(person("body.officer"), version)
    assert queries.public_version_with(str(version)) is None
    move_version(version, Move.CONSULT, CONSULTED, by=person("scoped.methodologist"))
    assert queries.public_version_with(str(version)) == version
    assert may_see(person("foreign.analyst"), version) is True


def test_an_upload_is_looked_at_by_its_owner_and_becomes_a_draft(author: User, second: User) -> None:
    first = upload(text_named(), by=author)
    kept = upload(text_named(version="2027"), by=author)
    assert [one.pk for one in Upload.objects.all()] == [kept.pk] != [first.pk]
    for action in (
        lambda: keep_upload(kept, text_named(version="2027"), by=second),
        lambda: discard_upload(kept, by=second),
    ):
        with pytest.raises(Denied, match="Somebody else"):
            action()
    version = keep_upload(kept, text_named(version="2027"), by=author)
    assert (version.state, Upload.objects.count(), File.objects.filter(version=version).exists()) == ("draft", 0, True)
    assert queries.have_cases_passed(version)
    again = upload(text_named(version="2027"), by=author)
    assert keep_upload(again, text_named(version="2027"), by=author) == version
    discard_upload(upload(text_named(), by=author), by=author)
    assert not Upload.objects.exists()


def test_the_same_text_is_not_kept_under_two_numbers(author: User) -> None:
    version = drafted(text_named(), author)
    Version.objects.update(version="2025")
    with pytest.raises(ValidationError, match="this very text already"):
        register_version(text_named(), by=author)
    assert version.hash == text_named().hash


@pytest.mark.parametrize("model", [Edition, MoveMade])
def test_what_was_decided_is_never_changed(author: User, model: type[Edition] | type[MoveMade]) -> None:
    end_consultation(drafted(text_named(), author))
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(hash="0" * 64)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(author: User, count: int) -> None:
    for number in range(count):
        end_consultation(drafted(text_named(version=f"2026.{number}"), author))
    reader = person("centre.analyst")
    queries.versions_seen_by(reader)
    with CaptureQueriesContext(connection) as asked:
        assert len([list(one.moves_made.all()) for one in queries.versions_seen_by(reader)]) == count
    assert len(asked) == 2


def test_standings_and_rights_of_the_tables() -> None:
    assert {role for role in Role if DRAW_UP in RIGHTS[role]} == {Role.METHODOLOGIST}
    assert {role for role in Role if APPROVE in RIGHTS[role]} == {Role.METHODOLOGIST, Role.ADMINISTRATOR}
    assert set(Standing) == {"official", "illustration", "historical"}
