"""Lines of progress, each with the seconds that its step took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tarazy.cli.language import spoken, told
from tarazy.cli.site import show
from tarazy.engine.words import Number, msg


@dataclass
class Step:
    """A step that is running; `came` says what came of it."""

    outcome: str = ""

    def came(self, text: str, /, **said: str | Number) -> None:
        self.outcome = told(text, **said)


@dataclass
class Progress:
    """The lines of one demo, and when it began."""

    began: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Time a step and print its line when it has ended well."""
        begun = time.perf_counter()
        step = Step()
        yield step
        show(f"  {self._seconds(time.perf_counter() - begun):>7}  {title}: {step.outcome}")

    def total(self) -> str:
        return self._seconds(time.perf_counter() - self.began)

    def _seconds(self, seconds: float) -> str:
        written = f"{seconds:.1f}".replace(".", "." if spoken() == "en" else ",")
        return told(msg("{seconds} s"), seconds=written)
