from __future__ import annotations

import pytest
from django.db.models import TextChoices

from tarazy.web.grammar.act import Refused
from tarazy.web.grammar.life import Life


class State(TextChoices):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"


class Move(TextChoices):
    SEND = "send"
    RETURN = "return"
    UNUSED = "unused"


LIFE: Life[State, Move] = Life(
    State,
    {
        Move.SEND: ({State.DRAFT, State.RETURNED}, State.SENT, "report.send", "collection"),
        Move.RETURN: ({State.SENT}, State.RETURNED, "report.check"),
    },
)
ROLES = {"reporter": {"report.send"}, "assessor": {"report.check"}, "visitor": set()}
PHASES = ("collection", "verification")


def test_the_matrix_holds_every_cell_once() -> None:
    trials = list(LIFE.matrix(ROLES, PHASES))
    assert len(trials) == 3 * 2 * 3 * 2
    assert len({trial[:4] for trial in trials}) == len(trials)


def test_the_matrix_allows_what_the_table_says_and_nothing_else() -> None:
    allowed = {trial[:4] for trial in LIFE.matrix(ROLES, PHASES) if trial.allowed}
    assert allowed == {
        (State.DRAFT, Move.SEND, "reporter", "collection"),
        (State.RETURNED, Move.SEND, "reporter", "collection"),
        (State.SENT, Move.RETURN, "assessor", "collection"),
        (State.SENT, Move.RETURN, "assessor", "verification"),
    }


@pytest.mark.parametrize("trial", list(LIFE.matrix(ROLES, PHASES)), ids=lambda trial: "-".join(map(str, trial[:4])))
def test_may_says_what_the_matrix_says(trial: object) -> None:
    state, move, role, phase, allowed = trial  # type: ignore[misc]
    answer = LIFE.may(state, move, rights=ROLES[role], phases={phase})
    assert (answer is True) == allowed
    assert allowed or isinstance(answer, Refused)
    assert (move in LIFE.moves(state, rights=ROLES[role], phases={phase})) == allowed


def test_a_move_leads_to_its_state_and_from_nowhere_else() -> None:
    assert LIFE.after(State.DRAFT, Move.SEND) == State.SENT
    with pytest.raises(ValueError, match="no move from"):
        LIFE.after(State.SENT, Move.SEND)


def test_a_move_that_the_table_does_not_name_is_refused() -> None:
    assert isinstance(LIFE.may(State.DRAFT, Move.UNUSED, rights={"report.send"}), Refused)


@pytest.mark.parametrize(
    "row", [(set(), State.SENT, "report.send"), ({State.DRAFT}, "lost", "report.send"), ({State.DRAFT}, State.SENT, "")]
)
def test_a_table_with_holes_is_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="states and a right"):
        Life(State, {Move.SEND: row})  # type: ignore[dict-item]
