"""What is said beside cells, and for whom it waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.collection.queries.submissions import cell_numbered
from tarazy.web.rooms.people.models import Post, User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.remarks.models import Remark
from tarazy.web.rooms.remarks.queries import Counts, counts_on, waiting_on


def cell_of(remark: Remark) -> Cell | None:
    """The cell beside which a remark stands."""
    return cell_numbered(int(remark.about_id)) if remark.about_kind == Cell._meta.label_lower else None


def remarks_of(submission: Submission) -> Mapping[int, Counts]:
    """How much was said beside each cell of a submission; without those beside which nothing was."""
    cells = submission.cells.values_list("pk", flat=True)
    return {int(id): counts for id, counts in counts_on(Cell, list(cells)).items()}


def waiting_remarks(user: User, submissions: Collection[Submission]) -> Mapping[int, int]:
    """How many open threads of some submissions wait for an answer of somebody, by submission: the last word is neither
    theirs nor, in a form of their own body, a colleague's.
    """
    own = [post.organisation_id for post in current_posts(user)]
    cells = dict(Cell.objects.filter(submission__in=submissions).values_list("pk", "submission"))
    of_body = set(
        Submission.objects.filter(
            pk__in=[one.pk for one in submissions], unit__representation__organisation__in=own
        ).values_list("pk", flat=True)
    )
    colleagues = {user.pk, *Post.objects.filter(organisation__in=own).values_list("user", flat=True)}
    found: Counter[int] = Counter()
    for is_own, speakers in ((True, colleagues), (False, {user.pk})):
        ids = [cell for cell, submission in cells.items() if (submission in of_body) is is_own]
        found.update(cells[int(id)] for id in waiting_on(Cell, ids, speakers))
    return found
