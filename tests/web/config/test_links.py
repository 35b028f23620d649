"""The word that says which links are tried."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tarazy.web.config.links import CHOICES, links_tried


def test_a_word_that_is_none_of_them_is_refused() -> None:
    assert [links_tried(word) for word in CHOICES] == list(CHOICES)
    with pytest.raises(ImproperlyConfigured, match="TARAZY_LINKS is 'off'; it is one of public, everywhere, none"):
        links_tried("off")
