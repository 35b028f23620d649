"""`@act`: every write goes through one. It asks the rule, opens the transaction, and writes the journal last."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.web.journal.chain import Act, Particular, last_seal, seals_after, write_entries

P = ParamSpec("P")
R = TypeVar("R")


class Actor(Protocol):
    """Whoever acts: a user of the room people, a person or the system."""

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True)
class Refused:
    """A rule's no with its reason, in a whole sentence. It counts as false, like any other no."""

    reason: str | Promise

    def __bool__(self) -> bool:
        return False


Rule = Callable[..., bool | Refused]


class Denied(PermissionDenied):
    """Somebody may not do this. `reason` is for the person who tried."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


@dataclass
class _Running:
    """An act that has begun. `finished` are the acts inside it that ended well; their entries wait for its own."""

    verb: str
    mark: int
    object_kind: str = ""
    object_id: str = ""
    digest: str = ""
    particulars: dict[str, Particular] = field(default_factory=dict)
    finished: list[Act] = field(default_factory=list)

    def end(self, actor: int, room: str) -> Act:
        taken = {seal for act in self.finished for seal in act.seals}
        seals = [seal for seal in seals_after(self.mark) if seal not in taken]
        return Act(actor, room, self.verb, self.object_kind, self.object_id, self.digest, dict(self.particulars), seals)


_running: ContextVar[tuple[_Running, ...]] = ContextVar("running_acts", default=())

NOBODY: Final = _("Nobody is named as acting.")
NOT_ALLOWED: Final = _("You may not do this.")


def about(thing: models.Model | None = None, *, digest: str = "", **particulars: Particular) -> None:
    """Name what the running act is about: its kind and id where it is stored, a digest of its content, and further ids
    or digests.
    """
    acts = _running.get()
    if not acts:
        raise RuntimeError("about() is called inside an act only")
    act = acts[-1]
    if thing is not None:
        act.object_kind, act.object_id = thing._meta.label_lower, str(thing.pk)
    act.digest = digest
    act.particulars.update(particulars)


def act(*, rule: Rule, verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function with the keyword `by` an act.

    The rule is asked with the actor and with those arguments of the act that it names; anything but a plain True is a
    no. What it returns, if that is a stored thing, is what its entry is about, unless the act calls `about` itself.
    On any failure nothing remains: no rows, no seals, no entry. An act inside another has an entry of its own.
    """

    def wrap(action: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(action)
        asked = _names_asked_by(rule, signature, action)
        room = _room_of(action)

        @functools.wraps(action)
        def acting(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            actor = _permitted(rule, asked, bound.arguments)
            begins = not connection.in_atomic_block
            with transaction.atomic():
                mark = 0 if begins else last_seal()  # a transaction that only begins has sealed nothing yet
                return _perform(functools.partial(action, *args, **kwargs), _Running(verb, mark), actor, room)

        return acting

    return wrap


def _room_of(action: Callable[..., Any]) -> str:
    """The room in which the act is written: tarazy.web.rooms.results.actions is `results`."""
    parts = action.__module__.split(".")
    return parts[parts.index("rooms") + 1] if "rooms" in parts[:-1] else parts[-1]


def _names_asked_by(rule: Rule, signature: inspect.Signature, action: Callable[..., Any]) -> tuple[str, ...]:
    by = signature.parameters.get("by")
    if by is None or by.kind is not inspect.Parameter.KEYWORD_ONLY or by.default is not inspect.Parameter.empty:
        raise TypeError(f"{action.__qualname__}: an act takes `by` as a keyword, always given")
    names = tuple(inspect.signature(rule).parameters)[1:]
    unknown = [name for name in names if name not in signature.parameters]
    if unknown:
        raise TypeError(f"{action.__qualname__}: its rule asks for {unknown}, which the act does not take")
    return names


def _permitted(rule: Rule, asked: tuple[str, ...], arguments: Mapping[str, Any]) -> int:
    by = arguments["by"]
    if by is None or by.pk is None:
        raise Denied(NOBODY)
    answer = rule(by, *(arguments[name] for name in asked))
    if answer is not True:
        raise Denied(answer.reason if isinstance(answer, Refused) else NOT_ALLOWED)
    return int(by.pk)


def _perform(action: Callable[[], R], running: _Running, actor: int, room: str) -> R:
    outer = _running.get()
    token = _running.set((*outer, running))
    try:
        result = action()
    finally:
        _running.reset(token)
    if not running.object_kind and isinstance(result, models.Model):
        running.object_kind, running.object_id = result._meta.label_lower, str(result.pk)
    finished = [*running.finished, running.end(actor, room)]
    if outer:
        outer[-1].finished.extend(finished)
    else:
        write_entries(finished)
    return result
