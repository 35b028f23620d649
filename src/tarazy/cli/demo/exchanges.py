"""Asks a real server process what programs ask it: the flows of the statistical exchange, and data of the first."""

from __future__ import annotations

import json
import urllib.request
from typing import Final

ANSWER_SECONDS: Final = 30
FLOWS: Final = "/sdmx/3.0/structure/dataflow?format=structurejson"
DATA: Final = "/sdmx/2.1/data/{}?lastNObservations=1&format=csvdata"


def ask_as_programs_do(address: str) -> tuple[int, list[str]]:
    """How many addresses answered with what they should, and what was wrong."""
    try:
        first = json.loads(_text(address + FLOWS))["data"]["dataflows"][0]["id"]
    except (OSError, ValueError, LookupError) as fault:
        return 0, [f"{FLOWS}: {fault}"]
    path = DATA.format(first)
    try:
        lines = _text(address + path).splitlines()
    except OSError as fault:
        return 1, [f"{path}: {fault}"]
    return (2, []) if len(lines) > 1 else (1, [path])


def _text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=ANSWER_SECONDS) as answer:
        return str(answer.read().decode())
