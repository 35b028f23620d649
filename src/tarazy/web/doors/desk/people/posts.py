"""One post, how it ends, who acts meanwhile; and a person's own posts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.people.forms import Delegating, Ending
from tarazy.web.doors.desk.people.organisations import organisation_trail
from tarazy.web.doors.desk.people.rows import is_past, post_rows
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.people import rules
from tarazy.web.rooms.people.actions.posts import delegate_post, end_post
from tarazy.web.rooms.people.models import Post
from tarazy.web.rooms.people.queries import delegations_of, may_act_for, posts_of
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date


def post_trail(post: Post, *links: Link) -> list[Link]:
    name = f"{post.user}: {post.get_role_display()}"
    own = Link(name, reverse("desk:post", args=[post.pk]), current=not links)
    return organisation_trail(post.organisation, own, *links)


@require_safe
def post(request: HttpRequest, post: Post) -> HttpResponse:
    user, today = person_of(request), timezone.localdate()
    delegations = list(delegations_of([post]))
    context = {
        "post": post,
        "trail": post_trail(post),
        "facts": post_facts(post),
        "acting": next((one for one in delegations if one.is_held_on(today)), None),
        "delegations": delegations,
        "columns": [Column(_("Who acts"), row_head=True), Column(_("Since")), Column(_("Until"))],
        "is_past": is_past(post, today),
        "may_see_person": rules.may_see_person(user, post.user) is True,
        "may_end": rules.may_end_post(user, post) is True,
        "may_delegate": rules.may_delegate_post(user, post) is True,
    }
    return render(request, "desk/people/post.html", context)


def post_facts(post: Post) -> list[Fact]:
    facts = [
        Fact(_("Organisation"), str(post.organisation.name), reverse("desk:organisation", args=[post.organisation_id])),
        Fact(_("Role"), post.get_role_display()),
        Fact(_("Acts for"), str(post.acts_for.user) if post.acts_for else ""),
        Fact(_("Since"), long_date(post.first_day)),
        Fact(_("Until"), long_date(post.last_day) or _("no end is set")),
    ]
    return [fact for fact in facts if fact.text]


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, post: Post) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        end_post(post, given["last_day"], by=person_of(request))
        return redirect("desk:post", post.pk)

    page = FormPage(
        _("End the post"),
        _("End the post"),
        post_trail(post, Link(_("End the post"), "", current=True)),
        notes=[_("Who acts for the holder stops on the same day. The post stays in the record, with both its days.")],
        kind="danger",
    )
    form = Ending(given_by(request), initial={"last_day": timezone.localdate()})
    return form_page(request, form, page, done)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, post: Post) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        delegate_post(post, given["to"], given["first_day"], given["last_day"], by=person_of(request))
        return redirect("desk:post", post.pk)

    page = FormPage(
        _("Let somebody act for the holder"),
        _("Delegate"),
        post_trail(post, Link(_("Delegate"), "", current=True)),
        _("For a leave or a business trip. The holder loses no right and is shown as away."),
    )
    return form_page(request, Delegating(given_by(request), may_act_for(post, timezone.localdate())), page, done)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    held, past = post_rows(list(posts_of(person_of(request))))
    context = {
        "trail": desk_trail(Link(_("My posts"), "", current=True)),
        "files": files_of(request, "own_posts_file"),
        "held": held,
        "past": past,
        "columns": [Column(_("Organisation"), row_head=True), Column(_("Role")), Column(_("Since")),
                    Column(_("Until")), Column(_("Who acts for me today"))],
        "past_columns": [Column(_("Organisation"), row_head=True), Column(_("Role")), Column(_("Since")),
                         Column(_("Until"))],
    }  # fmt: skip
    return render(request, "desk/people/own.html", context)
