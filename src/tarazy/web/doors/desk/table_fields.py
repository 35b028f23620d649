"""Columns that many tables of the desk have, so that each is called and explained once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tarazy.exchange.table_files import Field


def unit_fields() -> list[Field]:
    return [
        Field("unit", _("Identifier"), _("Of the body; the same in every file.")),
        Field("name", _("Body"), _("Its name in the language of the address.")),
    ]


def organisation_fields() -> list[Field]:
    return [
        Field("organisation", _("Identifier"), _("Of the organisation; the same in every file.")),
        Field("organisation_name", _("Organisation"), _("Its name in the language of the address.")),
    ]


def variable_fields() -> list[Field]:
    return [
        Field("variable", _("Variable"), _("Identifier of what was reported.")),
        Field("title", _("Title"), _("What was reported, in the language of the address.")),
        Field("breakdown", _("Breakdown"), _("For which part of the population; empty: for all.")),
    ]


def score_fields() -> list[Field]:
    """Score, rank and band, each before and now."""
    score = _("Points, as the methodology rounds them; empty: none.")
    rank, band = _("Place among those who are compared."), _("Its title in the language of the address.")
    return [
        Field("score_before", _("Score before"), score, "number"),
        Field("score", _("Score"), score, "number"),
        Field("rank_before", _("Rank before"), rank, "number", places=0),
        Field("rank", _("Rank"), rank, "number", places=0),
        Field("band_before", _("Band before"), band),
        Field("band", _("Band"), band),
    ]


def sure_fields() -> list[Field]:
    """Rank and score, each with the ends of its interval."""
    rank_low = _("The better end of the interval of the rank; empty: not estimated.")
    score_low = _("Lower end of the interval of the score; empty: not estimated.")
    return [
        Field("rank", _("Rank"), _("Place among those who are compared."), "number", places=0),
        Field("rank_low", _("Place from"), rank_low, "number", places=0),
        Field("rank_high", _("Place to"), _("The worse end of the interval of the rank."), "number", places=0),
        Field("score", _("Score"), _("Points, as the methodology rounds them; empty: none."), "number"),
        Field("score_low", _("Score from"), score_low, "number"),
        Field("score_high", _("Score to"), _("Upper end of the interval of the score."), "number"),
    ]


def list_field() -> Field:
    return Field("list", _("List"), _("In which of the lists of the page it stands."))


def campaign_field() -> Field:
    return Field("campaign", _("Campaign"), _("Its title in the language of the address."))


def period_field() -> Field:
    return Field("period", _("Period"), _("Which period it is about: 2025, 2025-Q1, 2025-07."))


def state_field() -> Field:
    return Field("state", _("State"), _("How far it has come, in words."))


def act_field() -> Field:
    return Field("act", _("Act"), _("The document on which it rests."))


def reason_field() -> Field:
    return Field("reason", _("Reason"), _("Why, as it was written."))


def person_field(name: str, title: str) -> Field:
    return Field(name, title, _("The person's name."))


def day_field(name: str, title: str) -> Field:
    return Field(name, title, _("A day, as 2025-07-31."), "day")


def moment_field(name: str, title: str) -> Field:
    return Field(name, title, _("Day and time by the clocks of this place."), "moment")


def count_field(name: str, title: str) -> Field:
    return Field(name, title, _("How many."), "number", places=0)


def days_left_field() -> Field:
    words = _("Until the last day; below zero: so many days late; empty: nothing is waited for.")
    return Field("working_days_left", _("Working days left"), words, "number", places=0)
