"""The icons, drawn on a grid of 16 with one stroke: the typeface has no arrows, and files would cost a request each."""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "up": "M8 13V3.5M3.75 7.5 8 3.25l4.25 4.25",
    "down": "M8 3v9.5M3.75 8.5 8 12.75l4.25-4.25",
    "same": "M3 8h10",
    "right": "M3 8h9.5M8.5 3.75 12.75 8 8.5 12.25",
    "next": "M6 3.5 10.5 8 6 12.5",
    "previous": "M10 3.5 5.5 8l4.5 4.5",
    "sort": "M5 6.25 8 3.25l3 3M5 9.75l3 3 3-3",
    "ascending": "M4.5 9.5 8 6l3.5 3.5",
    "descending": "M4.5 6.5 8 10l3.5-3.5",
    "download": "M8 2.5v7.75M4.5 7 8 10.5 11.5 7M2.75 13.25h10.5",
    "info": "M8 7.25v4M8 4.75v.01M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0z",
    "warning": "M8 6.25v3.5M8 11.75v.01M8 2 14.5 13.5h-13z",
    "error": "M8 4.75v3.75M8 11.25v.01M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z",
    "copy": "M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5",
    "sun": "M8 5.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1"
    "M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
    "moon": "M13.25 9.75A5.75 5.75 0 0 1 6.25 2.75a5.75 5.75 0 1 0 7 7z",
    "screen": "M2.25 3h11.5v7.75H2.25zM5.75 13.5h4.5M8 10.75v2.75",
    "table": "M2.25 3.25h11.5v9.5H2.25zM2.25 6.5h11.5M6.25 6.5v6.25",
    "search": "M7 2.25a4.75 4.75 0 1 1 0 9.5 4.75 4.75 0 0 1 0-9.5zM10.5 10.5l3.25 3.25",
    "scales": "M8 2v12M5 14h6M2.25 4.75h11.5M3.75 4.75 1.5 9.5h4.5zM12.25 4.75 10 9.5h4.5z",
}


@cache
def icon(name: str) -> SafeString:
    """An icon that says nothing to a screen reader: the words beside it do."""
    path = mark_safe(PATHS[name])
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        path,
    )
