"""A person's own account: what is known of it, its language, where it is signed in, the picture of its secret."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.account.browsers import browser_name
from tarazy.web.doors.desk.account.events import remember_language
from tarazy.web.doors.desk.account.forms import ChooseLanguage
from tarazy.web.doors.desk.account.middleware import lacks_second_factor
from tarazy.web.rooms.people.actions import account as acts
from tarazy.web.rooms.people.queries import current_posts, has_second_factor, open_sessions


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    facts = {
        "posts": current_posts(person_of(request)),
        "has_second_factor": has_second_factor(person_of(request)),
        "lacks_second_factor": lacks_second_factor(person_of(request)),
        "session_count": open_sessions(person_of(request)).count(),
    }
    return render(request, "account/home.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    form = ChooseLanguage(request.POST or None, initial={"language": person_of(request).language})
    if not form.is_valid():
        return render(request, "account/language.html", {"form": form})
    chosen = form.cleaned_data["language"]
    acts.choose_language(chosen, by=person_of(request))
    response = redirect(translate_url(reverse("account_home"), chosen))
    remember_language(response, chosen)
    return response


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    found = [
        {
            "pk": session.pk,
            "browser": browser_name(session.user_agent),
            "ip": session.ip,
            "since": session.created_at,
            "seen": session.last_seen_at,
            "is_here": session.session_key == here,
        }
        for session in open_sessions(person_of(request))
    ]
    return render(request, "account/sessions.html", {"sessions": found})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    acts.end_session(get_object_or_404(open_sessions(person_of(request)), pk=pk), by=person_of(request))
    return redirect("account_sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    acts.end_other_sessions(str(request.session.session_key), by=person_of(request))
    return redirect("account_sessions")


@require_safe
@reauthentication_required(app="allauth.mfa")
def secret_picture(request: HttpRequest) -> HttpResponse:
    """The secret of the authenticator app that is being set up, as a picture for the camera of a telephone."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person_of(request), secret))
    return HttpResponse(picture, content_type="image/svg+xml")
