from tarazy.web.rooms.observatory.models.observations import Break, Doubt, Import, Observation, PublicObservation
from tarazy.web.rooms.observatory.models.releases import Release, ReleaseMove
from tarazy.web.rooms.observatory.models.suppression import SuppressedCell, SuppressionCheck, SuppressionRule
from tarazy.web.rooms.observatory.models.variables import (
    Aggregation,
    Body,
    BreakdownCode,
    Context,
    Licence,
    Source,
    Topic,
    UnitOfMeasure,
    Variable,
)

__all__ = [
    "Aggregation",
    "Body",
    "Break",
    "BreakdownCode",
    "Context",
    "Doubt",
    "Import",
    "Licence",
    "Observation",
    "PublicObservation",
    "Release",
    "ReleaseMove",
    "Source",
    "SuppressedCell",
    "SuppressionCheck",
    "SuppressionRule",
    "Topic",
    "UnitOfMeasure",
    "Variable",
]
