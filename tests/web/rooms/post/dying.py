"""A process that is killed between the mail server's yes and its own note of it."""

from __future__ import annotations

import os
import signal

from django.core.mail import EmailMessage


def main() -> None:
    from tarazy.web.config.database import enter_django

    enter_django()
    from tarazy.web.rooms.people.queries import system_actor
    from tarazy.web.rooms.post.tasks import send_letters

    send = EmailMessage.send

    def send_and_die(letter: EmailMessage, fail_silently: bool = False) -> int:
        send(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        return 1

    EmailMessage.send = send_and_die  # type: ignore[method-assign]
    send_letters(by=system_actor())


if __name__ == "__main__":
    main()
