"""The hash of a methodology's text, as docs/manual/formats.md defines it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def is_hashed(path: str) -> bool:
    """Whether the file is part of the text that the hash stands for."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return not hidden and not path.startswith("cases/") and path != "CHANGES.md"


def methodology_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over one line a file: hex SHA-256 of its bytes, two spaces, path; paths sorted by bytes.

    >>> text = {"methodology.yaml": b"x"}
    >>> methodology_hash({**text, "cases/one.yaml": b"y"}) == methodology_hash(text)
    True
    """
    whole = hashlib.sha256()
    for path in sorted(filter(is_hashed, files), key=lambda path: path.encode("utf-8")):
        whole.update(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n".encode())
    return whole.hexdigest()
