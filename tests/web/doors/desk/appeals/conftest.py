"""The pages of appeals are tried on a conclusion of the scored pilot, by people asked for no second factor."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.web.appealing import appealing, appealing_template

__all__ = ["appealing", "appealing_template"]


@pytest.fixture(autouse=True)
def without_second_factor_asked() -> Iterator[None]:
    with override_settings(SECOND_FACTOR_ROLES=()):
        yield
