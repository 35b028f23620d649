from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.people.models import Organisation


class Version(models.Model):
    """One version of a methodology. Its text (`files`) is frozen once it is more than a draft; what changes then is how
    far it has come. `organisation`: whose it is; None: the centre's of its place.
    """

    methodology = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    standing = models.CharField(max_length=20, choices=Standing)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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


class Edition(Ledger):
    """One text that a version has had, and who drew it up; the last one is what its files hold."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="editions")
    hash = models.CharField(max_length=64)
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id}:{self.hash[:12]}"


class MoveMade(Ledger):
    """One step in the life of a version: who made it, when, and the hash of the text for which it was made.

    `first_day`, `last_day`: from and until when a consultation goes on; the day from which a version is in force or
    retired. `ground`: the act by which it is. An official version is approved by two such steps.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="moves_made")
    move = models.CharField(max_length=20, choices=Move)
    hash = models.CharField(max_length=64)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    ground = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id}:{self.move}"


class Upload(models.Model):
    """A sound text that somebody has brought in and looks at, before it is kept as a draft: one at a time a person.

    `content`: its files as an archive.
    """

    methodology = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.BinaryField()
    hash = models.CharField(max_length=64)
    uploaded_by = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.methodology}/{self.version}"
