from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchedText(models.Model):
    """What a thing, named by its kind and id, is found by in one language. `codes`: those in its texts, each
    as one word. `words`: all of it as PostgreSQL searches it.
    """

    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.TextField()
    body = models.TextField(blank=True)
    codes = models.TextField(blank=True, default="")
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_text_a_thing_and_language", fields=("kind", "thing", "language")),
        )
        indexes = (GinIndex(name="searched_words", fields=("words",)),)

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.language}"
