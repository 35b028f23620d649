"""Locks that the kernel lets go when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class FolderLock:
    """An exclusive lock on a file. A process that inherits the descriptor holds the lock too."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.held = False

    @property
    def descriptor(self) -> int:
        return self._descriptor

    def take(self) -> bool:
        """True if the lock is now ours; False if somebody else holds it."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.held = True
        return True

    def note(self, text: str) -> None:
        """Write down who holds the lock, for people and for `tarazy stop`."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode("ascii"), 0)

    def noted(self) -> str:
        return os.pread(self._descriptor, 100, 0).decode("ascii").strip()

    def release(self) -> None:
        """Close our descriptor; the lock is free once every process that inherited it has closed its own."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1
        self.held = False
