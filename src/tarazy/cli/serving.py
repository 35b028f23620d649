"""The web server process: granian, with workers that do not outlive it."""

from __future__ import annotations

import multiprocessing
import os
import socket
from typing import Final

PARENT: Final = "TARAZY_SERVER_PROCESS"
THREADS: Final = 4


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_http(host: str, port: int, workers: int) -> None:
    """Answer until the process is asked to end (Ctrl+C, SIGTERM)."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ[PARENT] = str(os.getpid())
    # A forked worker would inherit the locks of threads that it does not have.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "tarazy.cli.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()
