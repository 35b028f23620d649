from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.methodologies.enums import Standing, State


class Version(models.Model):
    """One version of a methodology. Its text (`files`) never changes; what changes is how far it has come."""

    methodology = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    standing = models.CharField(max_length=20, choices=Standing)
    title = TextField()
    hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_text_a_version", fields=("methodology", "version")),)

    def __str__(self) -> str:
        return f"{self.methodology}/{self.version}"

    @property
    def place(self) -> str:
        return self.methodology.partition("/")[0]


class File(models.Model):
    """One file of a version's text, byte for byte."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_file_a_path", fields=("version", "path")),)

    def __str__(self) -> str:
        return f"{self.version_id}:{self.path}"


class CaseOutcome(models.Model):
    """What came of one worked example of a version when an engine ran it.

    `compared`: how many numbers and words the example states. `differences`: expectations that were not met, each with
    unit, node, what, expected and came. `problems`: what the engine refused, in three languages.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="case_outcomes")
    case = models.CharField(max_length=100)
    title = TextField()
    source = models.TextField()
    compared = models.PositiveIntegerField()
    differences = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    engine_version = models.CharField(max_length=40)
    ran_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_outcome_a_case_and_engine", fields=("version", "case", "engine_version")),
        )

    def __str__(self) -> str:
        return f"{self.version_id}:{self.case}"

    @property
    def passed(self) -> bool:
        return not self.differences and not self.problems
