"""What only `make test-long` runs: the same tests in more languages and ways, and with many more generated examples.

The examples of `make test` are always the same, so a change is refused for what it does and not for what was drawn that
day; the search for new ones is the long run's.
"""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

LONG: Final = bool(os.environ.get("TARAZY_TEST_LONG"))
TIMES: Final = 10

# Without a deadline, since the cores are shared.
settings.register_profile(
    "tarazy",
    settings.default,
    derandomize=not LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tarazy")


def examples(count: int) -> settings:
    """So many generated examples, and many times more in the long run. A busy machine may take its time."""
    return settings(max_examples=count * TIMES if LONG else count, deadline=None)


def only_long(*values: object) -> object:
    """A set of a test's parameters that is left to the long run."""
    return pytest.param(*values, marks=pytest.mark.long)
