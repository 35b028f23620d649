"""Which database this process speaks to, and in which role."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict

OWNER: Final = "owner"
APPLICATION: Final = "application"
ROLE: Final = "TARAZY_DATABASE_ROLE"

# What a connection asks often the server plans once; half of its work on a save of a form was planning.
PREPARED: Final[Mapping[str, Any]] = MappingProxyType({"server_side_binding": True, "prepare_threshold": 5})

_NAMES: Final = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def django_database(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's description of the database.

    DATABASE_URL is the application's role, DATABASE_OWNER_URL the role that owns the tables; the environment variable
    TARAZY_DATABASE_ROLE says as which of them this process works (migrations: owner). Without an address there is no
    database: commands that need none still run, and the first query fails.
    """
    address = environment.get("DATABASE_URL", "")
    if environment.get(ROLE, APPLICATION) == OWNER:
        address = environment.get("DATABASE_OWNER_URL") or address
    if not address:
        return {"ENGINE": "django.db.backends.dummy"}
    parts = conninfo_to_dict(address)
    described: dict[str, Any] = {name: str(parts.pop(part, "")) for part, name in _NAMES.items()}
    return {
        "ENGINE": "tarazy.web.config.postgresql",
        **described,
        "OPTIONS": {**PREPARED, **{key: value for key, value in parts.items() if value is not None}},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def application_role(environment: Mapping[str, str] = os.environ) -> str:
    """The name of the role that gets the application's rights; empty where the owner itself is the application."""
    application = environment.get("DATABASE_URL", "")
    owner = environment.get("DATABASE_OWNER_URL", "")
    if not application or not owner:
        return ""
    name = str(conninfo_to_dict(application).get("user", ""))
    return "" if name == conninfo_to_dict(owner).get("user") else name
