"""The goals of the United Nations: the seventeen of today, and the Millennium Development Goals before them.

The targets of the Millennium Development Goals are those of the official list of indicators, effective 15 January
2008; the targets of today are those of the resolution 70/1 of the General Assembly of 25 September 2015. A target of
today has one before it only where both lists ask for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GOALS: Final[Mapping[str, Promise]] = {
    "1": _("No poverty"),
    "2": _("Zero hunger"),
    "3": _("Good health and well-being"),
    "4": _("Quality education"),
    "5": _("Gender equality"),
    "6": _("Clean water and sanitation"),
    "7": _("Affordable and clean energy"),
    "8": _("Decent work and economic growth"),
    "9": _("Industry, innovation and infrastructure"),
    "10": _("Reduced inequalities"),
    "11": _("Sustainable cities and communities"),
    "12": _("Responsible consumption and production"),
    "13": _("Climate action"),
    "14": _("Life below water"),
    "15": _("Life on land"),
    "16": _("Peace, justice and strong institutions"),
    "17": _("Partnerships for the goals"),
}

MILLENNIUM_TARGETS: Final[Mapping[str, Promise]] = {
    "1.A": _("halve the share of people in extreme poverty"),
    "1.B": _("full and productive employment and decent work for all"),
    "1.C": _("halve the share of people who suffer from hunger"),
    "2.A": _("a full course of primary schooling for all children"),
    "3.A": _("no gender disparity at any level of education"),
    "4.A": _("reduce the under-five mortality rate by two thirds"),
    "5.A": _("reduce the maternal mortality ratio by three quarters"),
    "5.B": _("universal access to reproductive health"),
    "6.A": _("halt the spread of HIV/AIDS"),
    "6.C": _("halt malaria and other major diseases"),
    "7.B": _("reduce the loss of biodiversity"),
    "7.C": _("halve the share of people without safe drinking water and basic sanitation"),
    "7.D": _("improve the lives of slum dwellers"),
    "8.D": _("deal with the debt problems of developing countries"),
    "8.E": _("access to affordable essential drugs"),
    "8.F": _("make available the benefits of information and communications technologies"),
}

# A target of today: those before it.
BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "1.1": ("1.A",),
    "1.2": ("1.A",),
    "2.1": ("1.C",),
    "2.2": ("1.C",),
    "3.1": ("5.A",),
    "3.2": ("4.A",),
    "3.3": ("6.A", "6.C"),
    "3.7": ("5.B",),
    "3.b": ("8.E",),
    "4.1": ("2.A",),
    "4.5": ("3.A",),
    "6.1": ("7.C",),
    "6.2": ("7.C",),
    "8.2": ("1.B",),
    "8.5": ("1.B",),
    "11.1": ("7.D",),
    "15.5": ("7.B",),
    "17.4": ("8.D",),
    "17.8": ("8.F",),
}


def target_of(code: str) -> str:
    """The target to which a code belongs: 8.5 of 8.5.2; a goal alone has none.

    >>> target_of("8.5.2"), target_of("3")
    ('8.5', '')
    """
    parts = code.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else ""


def targets_before(codes: Iterable[str]) -> list[str]:
    """The targets of the Millennium Development Goals before some codes of today, each once, in order.

    >>> targets_before(["3.3", "1.2.1", "16.1"])
    ['1.A', '6.A', '6.C']
    """
    return sorted({before for code in codes for before in BEFORE.get(target_of(code), ())})
