"""What the pages of the second factor ask that allauth's views do not give them."""

from __future__ import annotations

from django import template
from django.template.context import Context

from tarazy.web.doors.desk.account.middleware import lacks_second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def needs_second_factor(context: Context) -> bool:
    """Whether a post of the person asks for a second factor that is not set up."""
    return lacks_second_factor(context["request"].user)


@register.filter
def in_fours(secret: str) -> str:
    """A secret in groups of four, as people read and type it; apps leave the spaces out."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
