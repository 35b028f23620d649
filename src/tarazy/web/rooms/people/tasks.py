"""What the system does by itself at its times. The rooms below do not know the system's actor."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.journal.chain import chain_open_seals, head
from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import Proof, prove
from tarazy.web.rooms.people.actions.proofs import PROOF, ask_for_proof
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import holders, system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind
from tarazy.web.rooms.post.queries import written_to_since
from tarazy.web.rooms.post.tasks import digest_moment, make_digests, send_letters
from tarazy.web.rooms.work.life import Doing, long_work
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


@regularly("journal.prove_daily", cron="0 21 * * *")
def prove_every_day() -> None:
    ask_for_proof(by=system_actor())


@long_work(PROOF)
def prove_journal(doing: Doing, heads: list[str]) -> LocalText:
    """Compute the journal again; what does not hold is the task's fault, in each language."""
    proof = _proved(heads)
    if not proof.holds:
        raise ValidationError(lazy(lambda: "\n".join(_proved(heads).problems), str)())
    said = {"entries": proof.entry_count, "head": proof.head, "heads": len(proof.known)}
    return in_every_language(
        lambda: (
            _(
                "Nothing was altered. Entries: %(entries)s; hashes known from outside and found: %(heads)s. "
                "Last: %(head)s"
            )
            % said
        )
    )


def _proved(heads: list[str]) -> Proof:
    """Over a connection of its own: within the transaction of the task the picture of the tables would move."""

    def compute(language: str) -> Proof:
        try:
            with override(language):
                return prove(*heads)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(compute, get_language() or settings.LANGUAGE_CODE).result()


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
