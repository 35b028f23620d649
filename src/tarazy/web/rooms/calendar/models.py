from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tarazy.web.grammar.text import TextField


class Holiday(models.Model):
    """A day off by an act. `place`: whose calendar it stands in (kz), like a unit's."""

    place = models.CharField(max_length=60)
    day = models.DateField()
    title = TextField()
    act = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_holiday_a_day", fields=("place", "day")),)

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


class MovedDay(models.Model):
    """A working day that an act makes a day off, and the day that is worked instead, if any."""

    place = models.CharField(max_length=60)
    day = models.DateField()
    worked_on = models.DateField(null=True, blank=True)
    title = TextField()
    act = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_moved_day_a_day", fields=("place", "day")),
            models.UniqueConstraint(name="one_day_worked_instead", fields=("place", "worked_on")),
            models.CheckConstraint(name="moved_to_another_day", condition=Q(worked_on=None) | ~Q(worked_on=F("day"))),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


class Confirmation(models.Model):
    """Up to this day a place's calendar is complete, orders about moved days included, as somebody has confirmed."""

    place = models.CharField(max_length=60)
    until = models.DateField()
    act = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_confirmation_a_day", fields=("place", "until")),)

    def __str__(self) -> str:
        return f"{self.place} until {self.until}"
