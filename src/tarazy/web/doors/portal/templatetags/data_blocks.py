"""What a page says to machines only: a block of data, which no browser executes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# No text of the data may end the block, or begin anything else.
ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def data_block(said: Mapping[str, Any]) -> SafeString:
    """The data as JSON-LD. The policy of contents lets it stand: its type is none that is executed."""
    written = json.dumps(said, ensure_ascii=False).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))
