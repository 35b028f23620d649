"""What a worker says while its database is away: one line, and another one when it answers again."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Final

import psycopg

from tarazy.web.config.console import console_text as _

LOG: Final = logging.getLogger(__name__)
LOST: Final = ("08", "57P")  # SQLSTATE: the connection broke; the server is stopping, starting or was stopped


def is_lost(fault: BaseException | None) -> bool:
    """Whether a fault comes of a database that is away, or of a connection to it that broke."""
    while fault is not None:
        if isinstance(fault, psycopg.InterfaceError):
            return True
        # Where no server answered, or broke off, there is no SQLSTATE.
        if isinstance(fault, psycopg.OperationalError) and (fault.sqlstate or LOST[0]).startswith(LOST):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


class Outage(logging.Filter):
    """Inside, what is logged of a lost database becomes one line, whoever logs it and however often."""

    def __init__(self) -> None:
        super().__init__()
        self._lasts = False

    def __enter__(self) -> Outage:
        for handler in logging.getLogger().handlers:
            handler.addFilter(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for handler in logging.getLogger().handlers:
            handler.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        of_the_pool = record.name == "psycopg.pool" and "connect" in record.getMessage()
        if of_the_pool or (record.exc_info and is_lost(record.exc_info[1])):
            self.begins()
            return False
        return True

    def begins(self) -> None:
        if not self._lasts:
            self._lasts = True
            LOG.warning(_("The database does not answer. The worker waits for it and then goes on by itself."))

    def is_over(self) -> None:
        if self._lasts:
            self._lasts = False
            LOG.warning(_("The database answers again; the worker goes on."))
