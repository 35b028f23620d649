"""A worker process with kinds of work of the tests' own."""

from __future__ import annotations

import sys
import time

from tarazy.web.grammar.text import LocalText

NAME = "sample"
COUNT = 20
PAUSE_SECONDS = 0.02
LONG_PAUSE_SECONDS = 60.0
TEXT = LocalText(kk="Бір", ru="Один", en="One")


def main() -> None:
    from tarazy.cli.serving import end_with_parent
    from tarazy.web.config.database import enter_django
    from tarazy.web.config.queue import Beat, work_until_ended

    end_with_parent()
    enter_django()
    register_work()
    if "every_second" in sys.argv:
        register_regular()
    work_until_ended(Beat(every_seconds=0.2, stalled_seconds=1.0))


def register_work() -> None:
    from tarazy.web.rooms.people.queries import system_actor
    from tarazy.web.rooms.post.actions import write_message
    from tarazy.web.rooms.post.enums import Kind
    from tarazy.web.rooms.work.life import Doing, long_work

    @long_work(NAME, attempts=1000)
    def write(doing: Doing, count: int, pause: float = PAUSE_SECONDS) -> None:
        for number in range(count):
            write_message(system_actor(), Kind.NOTICE, TEXT, TEXT, by=system_actor())
            doing.say_how_far(number + 1, count)
            time.sleep(pause)


def register_regular() -> None:
    from tarazy.web.rooms.people.queries import system_actor
    from tarazy.web.rooms.post.actions import write_message
    from tarazy.web.rooms.post.enums import Kind
    from tarazy.web.rooms.work.tasks import regularly

    regularly("sample.regular", cron="* * * * * *")(
        lambda: write_message(system_actor(), Kind.NOTICE, TEXT, TEXT, by=system_actor())
    )


if __name__ == "__main__":
    main()
