"""The links of the desk's masthead and footer: what the person's posts open, and nothing else."""

from __future__ import annotations

from typing import Final, NamedTuple

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tarazy.web.rooms.people.life import MANAGE, READ_ALL, RECORD
from tarazy.web.rooms.people.rules import rights_of
from tarazy.web.ui.parts import Link

register = template.Library()

# (label, name of the address, rights of which one is needed; none: for everybody who is signed in)
MASTHEAD: tuple[tuple[Promise, str, frozenset[str]], ...] = (
    (gettext_lazy("My desk"), "desk:home", frozenset()),
    (gettext_lazy("Messages"), "desk:messages", frozenset()),
    (gettext_lazy("Campaigns"), "desk:campaigns", frozenset()),
    (gettext_lazy("Forms"), "desk:forms", frozenset({"submission.fill", "submission.read"})),
    (gettext_lazy("Conclusions"), "desk:conclusions", frozenset({"conclusion.write", "conclusion.reply"})),
    (gettext_lazy("Appeals"), "desk:appeals", frozenset({"appeal.file", "appeal.read", "conclusion.reply"})),
    (
        gettext_lazy("Monitoring"),
        "desk:monitoring",
        frozenset({"submission.fill", "submission.read", "instruction.give", READ_ALL}),
    ),
    (
        gettext_lazy("Instructions"),
        "desk:instructions",
        frozenset({"instruction.give", "instruction.answer", "instruction.report", READ_ALL}),
    ),
    (
        gettext_lazy("Methodologies"),
        "desk:methodologies",
        frozenset({"methodology.draw_up", "methodology.approve", READ_ALL}),
    ),
    (gettext_lazy("Imports"), "desk:imports", frozenset({RECORD})),
    (gettext_lazy("Release calendar"), "desk:releases", frozenset({RECORD, "methodology.draw_up"})),
    (gettext_lazy("Organisations"), "desk:organisations", frozenset({MANAGE, READ_ALL})),
    (gettext_lazy("Persons"), "desk:persons", frozenset({MANAGE})),
    (gettext_lazy("Journal"), "desk:journal", frozenset({"journal.read"})),
    (gettext_lazy("Tasks"), "desk:tasks", frozenset({"work.watch"})),
    (gettext_lazy("Outbox"), "desk:outbox", frozenset({"post.watch"})),
)


# As many as stand beside each other on a wide screen in the language with the longest words.
SHOWN: Final = 8


class Navigation(NamedTuple):
    """The links of the masthead, and those that are folded away where there are too many."""

    shown: list[Link]
    more: list[Link]


@register.simple_tag(takes_context=True)
def desk_navigation(context: Context) -> Navigation:
    request = context["request"]
    if not request.user.is_authenticated:
        return Navigation([], [])
    rights = rights_of(request.user)
    account = reverse("account_home")
    own = Link(str(gettext_lazy("My account")), account, current=_is_here(request.path, account, "account_home"))
    links = [
        Link(str(label), reverse(name), current=_is_here(request.path, reverse(name), name))
        for label, name, needed in MASTHEAD
        if not needed or needed & rights
    ] + [own]
    if len(links) <= SHOWN:
        return Navigation(links, [])
    return Navigation(links[: SHOWN - 1], links[SHOWN - 1 :])


def _is_here(path: str, href: str, name: str) -> bool:
    return path == href if name == "desk:home" else path.startswith(href)


@register.simple_tag
def desk_footer() -> list[Link]:
    return [
        Link(str(gettext_lazy("Calendar of working days")), reverse("desk:calendar")),
        Link(str(gettext_lazy("The public site")), reverse("portal:home")),
    ]
