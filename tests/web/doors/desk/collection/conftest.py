"""The pages of collection are tried on the pilot of three oblasts, by people whom nobody asks for a second factor."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.web.piloted import pilot, piloted

__all__ = ["pilot", "piloted"]


@pytest.fixture(autouse=True)
def without_second_factor_asked() -> Iterator[None]:
    with override_settings(SECOND_FACTOR_ROLES=()):
        yield
