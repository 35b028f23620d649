"""A methodology's folder written: whole or not at all, and never over what is there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import Message, Problem, ProblemsFound, msg


def refuse_if_there(path: Path) -> None:
    """Raises ProblemsFound where there is something at the place already."""
    if path.exists():
        raise ProblemsFound(
            [
                Problem(
                    what=Message(msg("There is something at this place already.")),
                    where=str(path),
                    why=Message(msg("Nothing is ever written over what somebody has made.")),
                    mend=Message(msg("Give a place where there is nothing yet.")),
                )
            ]
        )


def write_folder(folder: Path, methodology: Methodology) -> None:
    """Write the text of a methodology, after it was read back: what is written is valid.

    Raises: ProblemsFound where it is not.
    """
    from tarazy.engine.load import methodology_from_files
    from tarazy.engine.load.write import files_of

    files = {path: text.encode() for path, text in files_of(methodology).items()}
    methodology_from_files(files)
    # Everything is written aside first, so that the folder is there as a whole or not at all.
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder.parent) as aside:
        whole = Path(aside) / folder.name
        for path, content in files.items():
            (whole / path).parent.mkdir(parents=True, exist_ok=True)
            (whole / path).write_bytes(content)
        whole.rename(folder)
