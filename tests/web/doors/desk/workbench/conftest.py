"""The illustration of Kazakhstan, computed, and a methodologist of the centre who is signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.web.rooms.methodologies.models import Version
from tests.web.computed import Computed, computed, computed_template

__all__ = ["computed", "computed_template"]


@pytest.fixture
def version(computed: Computed) -> Version:
    return computed.campaign.version


@pytest.fixture
def methodologist(computed: Computed, client: Client) -> Client:
    client.force_login(computed.methodologist)
    return client
