"""Every act with its digests, and whether the history holds. Ids stand for people: the journal names nobody."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.journal.chain import head
from tarazy.web.journal.models import Entry
from tarazy.web.journal.queries import entries, verbs
from tarazy.web.rooms.people.actions.proofs import PROOF, ask_for_proof
from tarazy.web.rooms.publication.queries.standing import heads_that_left
from tarazy.web.rooms.work.queries import tasks_named
from tarazy.web.ui.parts import Column, Fact, Link

ROWS_A_PAGE = 50
PROOFS_SHOWN = 10


class Wanted(forms.Form):
    """Which acts are shown; nothing chosen: all."""

    use_required_attribute = False

    verb = forms.ChoiceField(label=lazy("What was done"), required=False)
    kind = forms.CharField(label=lazy("Kind of thing"), required=False, max_length=60)
    id = forms.CharField(label=lazy("Id of the thing"), required=False, max_length=200)
    actor = forms.IntegerField(label=lazy("Number of the person"), required=False, min_value=0, max_value=2**62)

    def __init__(self, data: object) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        self.fields["verb"].choices = [("", _("every act")), *((one, one) for one in verbs())]  # type: ignore[attr-defined]


def entries_asked(request: HttpRequest) -> tuple[Wanted, QuerySet[Entry]]:
    """What is asked for, and the acts that are such: none where it cannot be understood."""
    wanted = Wanted(request.GET)
    return wanted, entries(**wanted.cleaned_data) if wanted.is_valid() else entries().none()


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    wanted, found = entries_asked(request)
    labels = _("Number"), _("When"), _("What was done"), _("Person"), _("Thing"), _("Digest"), _("Hash")
    context = {
        "trail": desk_trail(Link(_("Journal"), "", current=True)),
        "form": wanted,
        "files": files_of(request, "journal_file"),
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "columns": [Column(label, row_head=number == 0) for number, label in enumerate(labels)],
    }
    return render(request, "desk/journal/journal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    heads = list(heads_that_left())
    if request.method == "POST":
        ask_for_proof([one.journal_head for one in heads], by=person_of(request))
        messages.success(request, _("The journal is being computed again. What comes of it will stand here."))
        return redirect("desk:proof_of_journal")
    last = head()
    context = {
        "trail": desk_trail(Link(_("Proof of the journal"), "", current=True)),
        "facts": [Fact(_("Last entry"), str(last.number))] if last else [],
        "last": last,
        "proofs": tasks_named(PROOF)[:PROOFS_SHOWN],
        "proof_columns": [Column(_("Asked for"), row_head=True), Column(_("State")), Column(_("What came of it"))],
        "heads": heads,
        "files": files_of(request, "proof_of_journal_file"),
        "head_columns": [Column(_("Publication"), row_head=True), Column(_("When")), Column(_("Hash"))],
    }
    return render(request, "desk/journal/proof.html", context)
