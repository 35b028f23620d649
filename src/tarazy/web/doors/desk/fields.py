"""What several forms of the desk ask for: a day, a name in the three languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.text import LocalText, local_text


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class Name(forms.Form):
    """A name in the three languages."""

    kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    en = forms.CharField(label=_("Name in English"), max_length=300)


def name_from(given: dict[str, Any]) -> LocalText:
    return local_text({language: given[language] for language in ("kk", "ru", "en")})
