"""The proof that one row is among the observations of a bundle, for whoever the row belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from tarazy.engine.words import msg
from tarazy.exchange.bundle.archive import refused
from tarazy.exchange.bundle.merkle import leads_to, path_to
from tarazy.exchange.bundle.rows import SAID, SALT_BYTES, Key, Row, withheld

FORMAT: Final = "tarazy-proof"
VERSION: Final = 1
_LARGEST: Final = 1_000_000


class Proof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`said`: value, se, n, status and source as texts; `salt`: hex, empty for a row that is public; `at`: the position
    of its leaf among `observations`; `path`: hex, the nearest first.
    """

    format: str = FORMAT
    version: int = VERSION
    merkle_root: str
    observations: int
    at: int
    key: Key
    said: tuple[str, ...]
    salt: str
    path: tuple[str, ...]


def proof_of(rows: Sequence[Row], leaves: Sequence[bytes], root: str, at: int, salt: bytes = b"") -> Proof:
    """The proof for one of the public rows of a publication; with its salt if the bundle withholds what it says."""
    row = rows[at]
    return Proof(
        merkle_root=root,
        observations=len(leaves),
        at=at,
        key=row.key,
        said=row.said,
        salt=salt.hex(),
        path=tuple(step.hex() for step in path_to(leaves, at)),
    )


def proves(proof: Proof, root: str) -> bool:
    """Whether the row of the proof is a leaf under the root: what it says, under the salt if there is one."""
    try:
        salt, path = bytes.fromhex(proof.salt), [bytes.fromhex(step) for step in proof.path]
        wanted = bytes.fromhex(root)
    except ValueError:
        return False
    if len(proof.said) != len(SAID) or len(salt) not in (0, SALT_BYTES):
        return False
    row = Row(proof.key, proof.said)
    leaf = (withheld(row, salt) if salt else row).leaf
    return leads_to(wanted, leaf, proof.at, proof.observations, path)


def read_proof(path: Path) -> Proof:
    """A proof from its file. Raises ProblemsFound if it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError
        proof = msgspec.json.decode(path.read_bytes(), type=Proof)
        if (proof.format, proof.version) != (FORMAT, VERSION):
            raise ValueError
    except (ValueError, RecursionError):
        raise refused(
            str(path),
            msg("The file is no proof of a row of a bundle."),
            msg("A proof is given as a file to the body whose value it is."),
        ) from None
    return proof
