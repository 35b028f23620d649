"""What only `make test-long` runs: the same tests in more languages and ways, and with many more generated examples."""

import os
from typing import Final

import pytest
from hypothesis import settings

LONG: Final = bool(os.environ.get("TARAZY_TEST_LONG"))
TIMES: Final = 10


def examples(count: int) -> settings:
    """So many generated examples, and many times more in the long run. A busy machine may take its time."""
    return settings(max_examples=count * TIMES if LONG else count, deadline=None)


def only_long(*values: object) -> object:
    """A set of a test's parameters that is left to the long run."""
    return pytest.param(*values, marks=pytest.mark.long)
