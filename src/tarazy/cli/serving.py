"""The web server process: granian, with workers that do not outlive it, and a worker of the queue beside them."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from tarazy.cli.language import spoken

PARENT: Final = "TARAZY_SERVER_PROCESS"
# Threads of one process wait for each other wherever they compute, so processes come first.
THREADS: Final = 2
PROCESSES_A_CORE: Final = 2
EVERY_SECONDS: Final = 1
END_SECONDS: Final = 10


def end_with_parent() -> None:
    """Watch in the background that the process that started this one lives, and end without it. Without one: no."""
    parent = os.environ.get(PARENT)
    if parent:
        threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY_SECONDS)
    os._exit(0)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Inside, a worker of the queue runs; one that is killed is followed by another."""
    ending = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(ending,))
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_worker(ending: threading.Event) -> None:
    command = [sys.executable, "-m", "tarazy.cli", "work", "--lang", spoken()]
    environment = os.environ | {PARENT: str(os.getpid())}
    while not ending.is_set():
        # A session of its own: Ctrl+C reaches the server alone, which then ends the worker.
        worker = subprocess.Popen(command, env=environment, start_new_session=True)
        while worker.poll() is None and not ending.wait(EVERY_SECONDS):
            continue
        worker.terminate()
        try:
            worker.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
        ending.wait(EVERY_SECONDS)


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


def processes_here() -> int:
    """How many processes answer on this machine, where nobody says it."""
    return PROCESSES_A_CORE * (os.cpu_count() or 1)


def serve_http(host: str, port: int, workers: int, ending: Callable[[], None] = lambda: None) -> None:
    """Answer until the process is asked to end (Ctrl+C, SIGTERM); `ending` is called as soon as it is."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ[PARENT] = str(os.getpid())
    # A forked worker would inherit the locks of threads that it does not have.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "tarazy.cli.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    interrupt: Callable[..., None] = server.signal_handler_interrupt

    def interrupted(*given: Any) -> None:
        ending()
        interrupt(*given)

    server.signal_handler_interrupt = interrupted  # type: ignore[method-assign]
    server.serve()
