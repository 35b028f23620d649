from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.web.rooms.people.enums import Kind

NAME_OF_USER = RegexValidator(
    r"\A[a-z][a-z0-9._-]*(:[a-z][a-z0-9._-]*)?\Z",
    _("A user name holds small Latin letters, digits, dots, underscores and hyphens, and begins with a letter."),
)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """Everybody who can stand behind an act. Names are kept as the person writes them, in no language's order."""

    username = models.CharField(max_length=100, unique=True, validators=[NAME_OF_USER])
    email = models.EmailField(null=True, blank=True, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    full_name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)
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
