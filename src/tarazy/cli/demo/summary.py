"""What the demonstration says at its end: what is there, and what to look at first."""

from __future__ import annotations

from tarazy.cli.demo.progress import Progress
from tarazy.cli.demo.work import Done
from tarazy.cli.language import spoken, told
from tarazy.cli.site import show
from tarazy.engine.words import msg


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
        run = publication.run
        title = publication.title.in_language(spoken())
        show(f"  {run.version}  {title} ({publication.get_kind_display()})")
    if address:
        show("")
        show(
            told(msg("Open {address} and look first at the map on the first page, then at a region."), address=address)
        )
        show(told(msg("In Kazakh {kk}, in Russian {ru}, in English {en}."), **_addresses(address)))
        show(told(msg("Ctrl+C ends the site; the data stays in place for the next time.")))


def _addresses(address: str) -> dict[str, str]:
    return {lang: f"{address}/{lang}/" for lang in ("kk", "ru", "en")}
