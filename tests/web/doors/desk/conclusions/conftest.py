"""The pages of conclusions are tried on the scored pilot, by people asked for no second factor."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.web.concluding import concluding, concluding_template

__all__ = ["concluding", "concluding_template"]


@pytest.fixture(autouse=True)
def without_second_factor_asked() -> Iterator[None]:
    with override_settings(SECOND_FACTOR_ROLES=()):
        yield
