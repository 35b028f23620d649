from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.people.enums import Kind, OrganisationKind, Role

NAME_OF_USER = RegexValidator(
    r"\A[a-z][a-z0-9._-]*(:[a-z][a-z0-9._-]*)?\Z",
    _("A user name holds small Latin letters, digits, dots, underscores and hyphens, and begins with a letter."),
)
NAME_OF_ORGANISATION = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]*\Z",
    _("The id of an organisation holds small Latin letters, digits, dots, underscores and hyphens."),
)

A_DAY = datetime.timedelta(days=1)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """Everybody who can stand behind an act. Names are kept as the person writes them, in no language's order."""

    username = models.CharField(max_length=100, unique=True, validators=[NAME_OF_USER])
    email = models.EmailField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    full_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)
    session_round = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = (
            # The database itself refuses a system actor that could sign in ("!" begins an unusable password).
            models.CheckConstraint(
                name="system_never_signs_in",
                condition=~Q(kind=Kind.SYSTEM) | Q(is_active=False, password__startswith="!"),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_session_auth_hash(self) -> str:
        """Sessions hold this. With the next round they all end, and do not live again when the person comes back."""
        kept = f"{super().get_session_auth_hash()} {self.session_round}"
        return salted_hmac("tarazy.web.rooms.people.session", kept, algorithm="sha256").hexdigest()


class Organisation(models.Model):
    """Where posts are held. Which unit it is and which units it may see, the room units knows.

    `place`: whose list it stands in (kz), like a unit's.
    """

    id = models.CharField(primary_key=True, max_length=60, validators=[NAME_OF_ORGANISATION])
    place = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = TextField()
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.id


class Post(models.Model):
    """A person's role in an organisation, from a day until a day (None: open; the last day counts).

    `acts_for`: the post whose holder is away; the one who acts has the same role in the same organisation meanwhile.
    A post is never removed: it ends. One that ends before it begins was never held; its last day is the day before.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = TextField(null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    acts_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="post_begins_before_it_ends", condition=Q(last_day=None) | Q(last_day__gte=F("first_day") - A_DAY)
            ),
            models.UniqueConstraint(
                name="one_post_a_person_role_and_day",
                fields=("user", "organisation", "role", "first_day"),
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    def is_held_on(self, day: datetime.date) -> bool:
        """Whether the day lies within the time of the post."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Invitation(models.Model):
    """Asks somebody to take a post. Whoever has the letter's secret may answer once, until it expires.

    Only a digest of the secret is kept.
    """

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation")

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.answered_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


class Demonstration(Ledger):
    """Marks a database as one of a demonstration: sample people and sample figures may stand in it, for ever."""

    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "demonstration"
