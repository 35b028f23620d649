"""What the system does by itself at its times. The rooms below do not know the system's actor."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.grammar.text import in_every_language
from tarazy.web.journal.chain import chain_open_seals, head
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import holders, system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind
from tarazy.web.rooms.post.queries import written_to_since
from tarazy.web.rooms.post.tasks import digest_moment, make_digests, send_letters
from tarazy.web.rooms.work.tasks import regularly


@regularly("post.send")
def send_waiting_letters() -> None:
    send_letters(by=system_actor())


@regularly("post.digest")
def make_digests_of_the_day() -> None:
    make_digests(by=system_actor())


@regularly("journal.chain")
def chain_what_is_open() -> None:
    chain_open_seals(by=system_actor().pk)


@regularly("journal.head")
def tell_head() -> None:
    """Write the journal's head to every overseer once a day, so that it leaves the system."""
    last = head()
    if last is None:
        return
    told = written_to_since(Kind.JOURNAL_HEAD, digest_moment(timezone.now()))
    overseers = {post.user_id: post.user for post in holders("journal.read")}
    for overseer in overseers.values():
        if overseer.pk not in told:
            _tell_head(last, overseer)


def _tell_head(last: Entry, overseer: User) -> None:
    said = {"number": last.number, "hash": last.hash, "at": timezone.localtime(last.at).isoformat(timespec="seconds")}
    write_message(
        overseer,
        Kind.JOURNAL_HEAD,
        in_every_language(lambda: _("Head of the journal: entry %(number)s") % said),
        in_every_language(
            lambda: (
                _(
                    "The last entry of the journal is number %(number)s of %(at)s. Its hash:\n%(hash)s\n"
                    "Keep this letter. Whoever changes the history later can no longer arrive at this hash."
                )
                % said
            )
        ),
        by=system_actor(),
    )
