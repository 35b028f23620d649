"""The pages of re-verification are tried on certified forms of the pilot, by people asked for no second factor."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.web.verifying import verifying, verifying_template

__all__ = ["verifying", "verifying_template"]


@pytest.fixture(autouse=True)
def without_second_factor_asked() -> Iterator[None]:
    with override_settings(SECOND_FACTOR_ROLES=()):
        yield
