"""A site of a benchmark's own, as in production: an embedded PostgreSQL in a folder that goes away afterwards."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tarazy.cli import site
from tarazy.web.config import database
from tarazy.web.config.home import home_folder


@contextlib.contextmanager
def own_site() -> Iterator[Path]:
    """Its folder, with its tables made and nothing in them."""
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        Path(folder).chmod(0o755)  # as root the database runs as another user, who must be able to enter
        os.environ["TARAZY_HOME"] = folder
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        with database.database(say=lambda line: None):
            site.enter()
            site.migrate()
            yield Path(folder)


def postmaster() -> int:
    """The process of its database."""
    return int((home_folder() / "database" / "data" / "postmaster.pid").read_text().splitlines()[0])
