"""The connection to the database. Django finds this module by its name."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but that a connection is not asked at every request whether it lives."""

    def is_usable(self) -> bool:
        """A server that went away has closed the connection, so there is something to read though nothing was asked.

        Then, and only then, it is asked: what waits there may also be a notice.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())
