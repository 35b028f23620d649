"""Proofs for a body that its own values are in the bundle of a publication, unaltered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from tarazy.exchange.bundle.proof import Proof, proof_of, proves
from tarazy.exchange.bundle.rows import Row, salt_of, withheld
from tarazy.exchange.bundle.written import rows_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of, to_be_published
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.results.queries.inputs import read_again
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_represented_by


@dataclass(frozen=True)
class OwnValue:
    """A row of the bundle that a body may have proved. `at`: its place among all rows."""

    at: int
    row: Row
    is_withheld: bool


def units_of(user: User) -> list[Unit]:
    """The assessed units that somebody holds a post in."""
    return list(units_represented_by([post.organisation for post in current_posts(user)]).values())


def own_values(publication: Publication, user: User) -> list[OwnValue]:
    """The values of somebody's own units in the bundle of a publication, withheld ones too."""
    own = {unit.pk for unit in units_of(user)}
    hidden = hidden_in(publication)
    return [
        OwnValue(at, row, hidden.is_withheld(row.key))
        for at, row in enumerate(_rows(publication))
        if row.key.unit in own
    ]


def proof_at(publication: Publication, at: int) -> Proof | None:
    """The proof for one row of the bundle, with its salt where the bundle withholds the value. None where what was
    published cannot be read again as it was.
    """
    bundle = bundle_of(publication)
    assert bundle is not None  # every publication of a run has one
    rows, hidden = _rows(publication), hidden_in(publication)
    secret = bytes(bundle.secret)
    leaves = [(withheld(row, salt_of(secret, row.key)) if hidden.is_withheld(row.key) else row).leaf for row in rows]
    key = rows[at].key
    salt = salt_of(secret, key) if hidden.is_withheld(key) else b""
    proof = proof_of(rows, leaves, bundle.merkle_root, at, salt)
    return proof if proves(proof, bundle.merkle_root) else None


def is_own(publication: Publication, user: User, at: int) -> bool:
    """Whether a row of the bundle is of a unit in which somebody holds a post."""
    return any(value.at == at for value in own_values(publication, user))


def publications_with_own(user: User) -> list[Publication]:
    """The standing publications that score a unit of somebody's, the latest first."""
    units = [unit.pk for unit in units_of(user)]
    scored = Score.objects.filter(run=OuterRef("run"), unit__in=units)
    return list(standing_publications().filter(Exists(scored))) if units else []


def _rows(publication: Publication) -> list[Row]:
    run = publication.computed
    return rows_of(to_be_published(publication, read_again(run, run.as_of)))
