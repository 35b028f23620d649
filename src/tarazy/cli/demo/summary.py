"""What the demonstration says at its end: what is there, and what to look at first."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from tarazy.cli.demo.progress import Progress
from tarazy.cli.demo.work import Done
from tarazy.cli.language import spoken, told
from tarazy.cli.site import show
from tarazy.engine.words import msg
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.queries.tables import table


def summarise(done: Done, progress: Progress, address: str) -> None:
    """Print what is published; `address` is where it can be read, empty if the site is not going to stay."""
    show("")
    if done.acts:
        show(
            told(
                msg("Ready in {seconds}; acts written to the journal: {count}."),
                seconds=progress.total(),
                count=done.acts,
            )
        )
    else:
        show(told(msg("Ready in {seconds}; everything was there already."), seconds=progress.total()))
    show(told(msg("Published:")))
    for publication in done.publications:
        run = publication.computed
        title = publication.title.in_language(spoken())
        show(f"  {run.version}  {title} ({publication.get_kind_display()})")
    if done.passwords:
        show("")
        show(told(msg("Sample people of the pilot, who sign in with these passwords. They are told this once:")))
        for username, password in done.passwords.items():
            show(f"  {username:<16} {password}")
    if address:
        show("")
        show(told(msg("Look first at:")))
        for path, text in _sights(done):
            show(f"  {address}{path}  {text}")
        show(told(msg("Ctrl+C ends the site; the data stays in place for the next time.")))


def _sights(done: Done) -> Iterator[tuple[str, str]]:
    """Addresses in the language of the console, and what is to be seen there."""
    yield reverse("portal:home"), told(msg("the map of the latest index"))
    shown = next(row for row in done.publications if row.kind == Kind.ILLUSTRATION)
    place, name = shown.methodology.split("/")
    period = next(
        period for period in reversed(shown.computed.periods) if shown.computed.counts["periods"][period]["scored"]
    )
    unit = table(shown.computed, period)[-1].unit.pk
    at = {"place": place, "name": name, "period": period, "unit": unit}
    yield (
        reverse("portal:unit_in_index", kwargs=at),
        told(msg("why one region has its score, and what would change it")),
    )
    at = {"place": place, "name": name, "version": shown.computed.version.version}
    yield reverse("portal:methodology", kwargs=at), told(msg("the methodology: its text, hash and worked examples"))
    yield reverse("portal:observatory"), told(msg("every figure with its source"))
    yield reverse("desk:home"), told(msg("the desk of those who take part in the pilot; sign in as one of them"))
