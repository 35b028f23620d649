"""Methodologies as they are searched: by their titles and by those of everything in their trees."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.queries import methodologies_of, public_versions
from tarazy.web.rooms.search.life import Told, joined, searched


@searched("methodology", room="methodologies")
def methodologies_told() -> Iterator[Told]:
    """Every version that everybody may read."""
    known = list(public_versions())
    texts = methodologies_of(known)
    for one in known:
        text = texts[one.pk]
        nodes = dict.fromkeys(local_text(node.title) for node in text.nodes.values())
        yield Told(str(one), one.title, joined(local_text(text.description), *nodes, text.source, str(one)))
