"""`{% load ui %}`: every component and every filter, in one library."""

from __future__ import annotations

from django import template

from tarazy.web.ui.tags import controls, data, forms, page, pictures, text

register = template.Library()
for part in (page, controls, text, data, pictures, forms):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
