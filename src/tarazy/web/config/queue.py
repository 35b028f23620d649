"""The worker: one process that does what waits in the queue, and ends without losing anything."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Final

from procrastinate.exceptions import ConnectorException

AT_ONCE: Final = 4
GRACE_SECONDS: Final = 20.0
HEARTBEAT_SECONDS: Final = 2.0
STALLED_SECONDS: Final = 10.0


def work_until_ended(*, heartbeat_seconds: float = HEARTBEAT_SECONDS, stalled_seconds: float = STALLED_SECONDS) -> None:
    """Do what is in the queue until SIGTERM or Ctrl+C. Inside Django, as the application."""
    asyncio.run(_work(heartbeat_seconds, stalled_seconds))


async def _work(heartbeat_seconds: float, stalled_seconds: float) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.jobs import DeleteJobCondition

    with app.replace_connector(DjangoConnector().get_worker_connector()) as queue:
        async with queue.open_async():
            worker = asyncio.create_task(
                queue.run_worker_async(
                    concurrency=AT_ONCE,
                    delete_jobs=DeleteJobCondition.ALWAYS.value,
                    install_signal_handlers=False,
                    update_heartbeat_interval=heartbeat_seconds,
                    stalled_worker_timeout=stalled_seconds,
                )
            )
            others = asyncio.create_task(_take_up_stalled(heartbeat_seconds, stalled_seconds))
            for name in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(name, _end, worker)
            try:
                await asyncio.gather(worker, others)
            except asyncio.CancelledError:
                others.cancel()


def _end(worker: asyncio.Task[None]) -> None:
    """Take up nothing new and finish what is begun. What takes too long is dropped: its transaction leaves no trace,
    and another worker begins it again.
    """
    worker.cancel()
    timer = threading.Timer(GRACE_SECONDS, os._exit, [0])
    timer.daemon = True
    timer.start()


async def _take_up_stalled(every_seconds: float, stalled_seconds: float) -> None:
    """Put back into the queue what workers had begun that are not heard of any more."""
    from procrastinate.contrib.django import app

    while True:
        await app.job_manager.prune_stalled_workers(stalled_seconds)
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_seconds):
            try:
                await app.job_manager.retry_job(job)
            except ConnectorException:  # another worker was quicker
                continue
        await asyncio.sleep(every_seconds)
