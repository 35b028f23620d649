"""A process of its own that owns a server: `python -m tests.web.config.owner HOME [PROGRAMS]`.

It says the server's port, its process and its watcher on one line, then waits for a word, and stops the server.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tarazy.web.config import embedded


def main(home: str, programs: str = "") -> None:
    server = embedded.start(Path(home), say=lambda line: None, programs=Path(programs) if programs else None)
    watcher = server.cluster.watcher_pid if server.cluster else 0
    print(server.port, "owned" if server.owned else "joined", watcher, flush=True)
    sys.stdin.readline()
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
