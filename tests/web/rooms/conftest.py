from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Tests name refusals by their source text; a visitor without a wish is answered in Kazakh."""
    with override("en"):
        yield
