"""A methodology as one document, to be printed or sent: the same words as its page, without a site around them."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.methodologies.cases import cases_run_now
from tarazy.web.doors.portal.methodologies.notes import changes_of, description_of
from tarazy.web.doors.portal.methodologies.passport import facts_of_text
from tarazy.web.doors.portal.methodologies.rules import Kinds
from tarazy.web.doors.portal.methodologies.variables import variables_of
from tarazy.web.doors.portal.methodologies.version import rules_in_words, tables
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language

# Kinds have names only where units are registered; a document is written from the text alone.
NO_KINDS: Kinds = {}


def document_of(text: Methodology, lang: str) -> str:
    """The whole methodology in one language as HTML; asks no database."""
    with override(lang):
        context = {
            "title": in_language(text.title),
            "lang": lang,
            "facts": [
                Fact(_("Identifier"), text.id),
                Fact(_("Standing"), str(Standing(text.standing).label)),
                *facts_of_text(text, NO_KINDS),
                Fact("SHA-256", text.hash),
            ],
            "description": description_of(text),
            "changes": changes_of(text),
            "cases": cases_run_now(text),
            "variables": [replace(variable, href="") for variable in variables_of(text)],
        }
        rules = rules_in_words(text, NO_KINDS)
        # It leads nowhere but within itself.
        rules["nodes"] = [replace(node, made_from=[]) for node in rules["nodes"]]
        return render_to_string("portal/methodologies/document.html", context | rules | tables())
