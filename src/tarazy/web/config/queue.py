"""The worker: one process that does what waits in the queue, and ends without losing anything."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import psycopg
from procrastinate.exceptions import ConnectorException

from tarazy.web.config.outage import Outage, is_lost

AT_ONCE: Final = 4
GRACE_SECONDS: Final = 5.0
CONNECT_SECONDS: Final = 5
LOOK_AGAIN_SECONDS: Final = 1.0


@dataclass(frozen=True)
class Beat:
    """How often a worker says that it lives, and after how long a silence another takes up what it had begun."""

    every_seconds: float = 2.0
    stalled_seconds: float = 10.0


def work_until_ended(beat: Beat | None = None) -> None:
    """Do what is in the queue until SIGTERM or Ctrl+C. Inside Django, as the application."""
    with Outage() as outage:
        asyncio.run(_work(beat or Beat(), outage))


async def _work(beat: Beat, outage: Outage) -> None:
    """A database that is away is waited for: what was begun then has left no trace, and is taken up again."""
    ending = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, _end, ending)
    while not ending.is_set():
        fault = await _work_while_connected(beat, outage, ending)
        if fault is not None and not is_lost(fault):
            raise fault
        if fault is not None:
            outage.begins()
            await _wait_for_database(ending)


async def _work_while_connected(beat: Beat, outage: Outage, ending: asyncio.Event) -> Exception | None:
    """Work until asked to end, or until something goes wrong with the queue itself: then what."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.jobs import DeleteJobCondition
    from procrastinate.psycopg_connector import PsycopgConnector

    connector = PsycopgConnector(kwargs=connector_params(), timeout=float(CONNECT_SECONDS))
    try:
        with app.replace_connector(connector) as queue:
            async with queue.open_async():
                worker = queue.run_worker_async(
                    concurrency=AT_ONCE,
                    delete_jobs=DeleteJobCondition.ALWAYS.value,
                    install_signal_handlers=False,
                    update_heartbeat_interval=beat.every_seconds,
                    stalled_worker_timeout=beat.stalled_seconds,
                )
                begun = [asyncio.create_task(one) for one in (worker, _take_up_stalled(beat, outage), ending.wait())]
                await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)
                for one in begun:
                    one.cancel()  # the worker takes up nothing new and finishes what it has begun
                ended = await asyncio.gather(*begun, return_exceptions=True)
    except (ConnectorException, psycopg.Error) as fault:
        return fault
    return next((one for one in ended if isinstance(one, Exception)), None)


async def _wait_for_database(ending: asyncio.Event) -> None:
    while not ending.is_set():
        try:
            async with await psycopg.AsyncConnection.connect(
                os.environ["DATABASE_URL"], connect_timeout=CONNECT_SECONDS
            ):
                return
        except psycopg.OperationalError:
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), LOOK_AGAIN_SECONDS)


def _end(ending: asyncio.Event) -> None:
    """What is begun and takes too long is dropped: its transaction leaves no trace, and another worker begins it
    again.
    """
    ending.set()
    timer = threading.Timer(GRACE_SECONDS, os._exit, [0])
    timer.daemon = True
    timer.start()


async def _take_up_stalled(beat: Beat, outage: Outage) -> None:
    """Put back into the queue what workers had begun that are not heard of any more."""
    from procrastinate.contrib.django import app

    while True:
        await app.job_manager.prune_stalled_workers(beat.stalled_seconds)
        outage.is_over()
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=beat.stalled_seconds):
            try:
                await app.job_manager.retry_job(job)
            except ConnectorException as fault:
                if is_lost(fault):
                    raise
                continue  # another worker was quicker
        await asyncio.sleep(beat.every_seconds)
