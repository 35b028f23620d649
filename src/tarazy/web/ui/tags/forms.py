"""Form fields: one look for every kind, the message beside the field, a summary above the form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

from tarazy.web.ui.parts import Problem

register = template.Library()

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field of a Django form: label, help, message, control; Django ties them together by their ids."""
    widget = bound.field.widget
    return {
        "field": bound,
        "choices": list(bound) if isinstance(widget, CHOICES) else [],
        "single_choice": isinstance(widget, forms.CheckboxInput),
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(problems: Iterable[Problem]) -> dict[str, Any]:
    return {"problems": problems}


@register.filter
def problems_of(form: forms.BaseForm) -> list[Problem]:
    """Every mistake of a form, in the order of its fields, for `error_summary`."""
    of_form = [
        Problem(str(message), form[name].auto_id)
        for name in list(form.fields)[:1]
        for message in form.non_field_errors()
    ]
    of_fields = [
        Problem(_named(bound, str(message)), _first_control(bound)) for bound in form for message in bound.errors
    ]
    return of_form + of_fields


def _first_control(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, CHOICES) else bound.auto_id


def _named(bound: BoundField, message: str) -> str:
    """Django's own words for an empty field are the same for all of them, and a list of them says nothing."""
    return f"{bound.label}: {message}" if message == forms.Field.default_error_messages["required"] else message
