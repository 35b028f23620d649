"""What a worker does: long work by its name, and regular work at its times."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.work.actions import QUEUED_AS, Starter, begin, fail, perform
from tarazy.web.rooms.work.models import Task

LOG: Final = logging.getLogger(__name__)
EVERY_MINUTE: Final = "* * * * *"


@app.task(name=QUEUED_AS)
def perform_task(task_id: int) -> None:
    """Do one task. Whatever goes wrong is said in the task; the queue has nothing more to do with it."""
    _forget_old_connection()
    task = Task.objects.get(pk=task_id)
    starter = Starter(task.started_by)
    if not begin(task, by=starter):
        return
    try:
        perform(task, by=starter)
    except (ValidationError, PermissionDenied, ProblemsFound) as refusal:
        fail(task, _words_of(refusal), is_final=True, by=starter)
    except Exception:
        LOG.exception("task %s (%s) failed", task.pk, task.name)
        fail(task, in_every_language(_unexpected), is_final=False, by=starter)


def _forget_old_connection() -> None:
    """The database may have been away since this thread used it last."""
    if not connection.in_atomic_block:
        close_old_connections()


def _unexpected() -> str:
    return _("Something unexpected went wrong. The operator finds it in the worker's log under the task's number.")


def _words_of(refusal: ValidationError | PermissionDenied | ProblemsFound) -> LocalText:
    """What a refusal says, in each language."""
    if isinstance(refusal, ProblemsFound):
        return LocalText(
            **{
                language: "\n".join(problem.in_language(language) for problem in refusal.problems)
                for language in LocalText.__struct_fields__
            }
        )
    if isinstance(refusal, ValidationError):
        return in_every_language(lambda: "\n".join(refusal.messages))
    return in_every_language(lambda: str(refusal))


def regularly(name: str, cron: str = EVERY_MINUTE) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have a function called at its times (in UTC), by one worker whichever number there is.

    A fault is logged and does not stop the next call, so the function must find by itself what is still to be done.
    """

    def register(function: Callable[[], object]) -> Callable[[], object]:
        @app.periodic(cron=cron)
        @app.task(name=name, lock=name, queueing_lock=name)
        def call(timestamp: int) -> None:
            _forget_old_connection()
            try:
                function()
            except Exception:
                LOG.exception("regular work %s failed", name)

        return function

    return register
