"""Which conclusions there are, who writes them, and what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from tarazy.engine.model.text import Text
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Assignment, Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units, assignments_of, criteria_of, open_phases
from tarazy.web.rooms.conclusions.enums import State
from tarazy.web.rooms.conclusions.life import WRITE
from tarazy.web.rooms.conclusions.models import Conclusion, Earlier, Item, ItemReply, ReplyDocument, StateChange
from tarazy.web.rooms.methodologies.queries import methodologies_of, methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.people.rules import has_right
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of
from tarazy.web.rooms.units.models import Unit

STANDING = (State.ISSUED, State.REPLIED, State.FINAL)


def conclusions() -> QuerySet[Conclusion]:
    """Every conclusion with what stands around it, by campaign, body and block."""
    found = Conclusion.objects.select_related(
        "unit", "run__version", "campaign__organisation", "campaign__version", "issuing__issued_by", "receipt",
        "reply__sent_by", "replaced_by",
    )  # fmt: skip
    return found.prefetch_related("campaign__stages").order_by("campaign", "unit", "block", "pk")


def conclusion_numbered(number: int) -> Conclusion | None:
    return conclusions().filter(pk=number).first()


def conclusions_of(campaign: Campaign) -> QuerySet[Conclusion]:
    """The conclusions of a campaign that are being written or stand."""
    return conclusions().filter(campaign=campaign).exclude(state=State.SUPERSEDED)


def conclusions_awaiting_reply() -> QuerySet[Conclusion]:
    """What was issued in campaigns that run and not replied to yet."""
    return conclusions().filter(state=State.ISSUED, campaign__state=CampaignState.RUNNING)


def own_conclusions(user: User) -> QuerySet[Conclusion]:
    """What was issued to the bodies in which somebody holds a post today, the latest first."""
    organisations = [post.organisation_id for post in current_posts(user)]
    own = conclusions().filter(unit__representation__organisation__in=organisations).exclude(state=State.DRAFT)
    return own.order_by("-pk")


def standing_conclusion(campaign: Campaign, unit: Unit, block: str) -> Conclusion | None:
    """What was issued last on a block of a body, whatever became of it."""
    return conclusions().filter(campaign=campaign, unit=unit, block=block, state__in=STANDING).first()


def draft_of(campaign: Campaign, unit: Unit, block: str) -> Conclusion | None:
    return conclusions().filter(campaign=campaign, unit=unit, block=block, state=State.DRAFT).first()


def title_of(conclusion: Conclusion) -> object:
    """The title of the block in three languages."""
    return methodology_of(conclusion.campaign.version).nodes[conclusion.block].title


def titles_of_blocks(found: Collection[Conclusion]) -> Mapping[int, Text]:
    """The title of the block of each conclusion, with one question for all methodologies."""
    methodologies = methodologies_of({one.campaign.version for one in found})
    return {one.pk: methodologies[one.campaign.version_id].nodes[one.block].title for one in found}


def score_of(conclusion: Conclusion) -> float | None:
    """What the block came to in the run on which the conclusion stands."""
    period = conclusion.campaign.period
    rows = Score.objects.filter(run=conclusion.run_id, unit=conclusion.unit_id, period=period, node=conclusion.block)
    found: float | None = rows.values_list("score", flat=True).first()
    return found


def writers_of(campaign: Campaign, unit: Unit, block: str) -> list[User]:
    """Who concludes on a block of a body: its assessor; where nobody has it as a whole, those of its criteria."""
    below = criteria_of(methodology_of(campaign.version)).get(block, ())
    held = list(assignments_of(campaign).filter(unit=unit, node__in=(block, *below)))
    found = [one.assessor for one in held if one.node == block] or [one.assessor for one in held]
    return list({one.pk: one for one in found}.values())


def writes(user: User, campaign: Campaign, unit: Unit, block: str) -> bool:
    return has_right(user, WRITE) and any(one.pk == user.pk for one in writers_of(campaign, unit, block))


class Written(NamedTuple):
    """A block of a body on which somebody concludes, with the draft or what was issued last, if there is any."""

    campaign: Campaign
    unit: Unit
    block: str
    conclusion: Conclusion | None = None

    @property
    def campaign_id(self) -> str:
        return self.campaign.pk

    @property
    def unit_id(self) -> str:
        return self.unit.pk


def blocks_written_by(user: User) -> list[Written]:
    """Every block on which somebody concludes, in campaigns that are not over."""
    if not has_right(user, WRITE):
        return []
    running = (CampaignState.SCHEDULED, CampaignState.RUNNING)
    held = Assignment.objects.filter(assessor=user, ended_at=None, campaign__state__in=running)
    mine = held.select_related("campaign__organisation", "campaign__version", "unit").order_by("unit", "node")
    mine = mine.prefetch_related("campaign__stages")
    campaigns = {one.campaign_id: one.campaign for one in mine}
    whole = {id: _whole_blocks(campaign) for id, campaign in campaigns.items()}
    blocks = {id: criteria_of(methodology_of(campaign.version)) for id, campaign in campaigns.items()}
    found: dict[tuple[str, str, str], Written] = {}
    for one in mine:
        for block, criteria in blocks[one.campaign_id].items():
            by_criterion = one.node in criteria and (one.unit_id, block) not in whole[one.campaign_id]
            if one.node == block or by_criterion:
                found[(one.campaign_id, one.unit_id, block)] = Written(campaigns[one.campaign_id], one.unit, block)
    return list(found.values())


def _whole_blocks(campaign: Campaign) -> set[tuple[str, str]]:
    return set(assignments_of(campaign).values_list("unit_id", "node"))


def conclusions_to_write(user: User) -> list[Written]:
    """What somebody has still to conclude: begun, or to be begun while conclusions are open and there is a run."""
    blocks = [one for one in blocks_written_by(user) if one.campaign.state == CampaignState.RUNNING]
    campaigns = {one.campaign_id: one.campaign for one in blocks}
    ready = {
        id for id, campaign in campaigns.items()
        if Phase.CONCLUSIONS in open_phases(campaign) and latest_run_of(campaign) is not None
    }  # fmt: skip
    known = _by_block(campaigns)
    found = [one._replace(conclusion=known.get((one.campaign_id, one.unit_id, one.block))) for one in blocks]
    return [
        one for one in found
        if (one.conclusion is None and one.campaign_id in ready)
        or (one.conclusion is not None and one.conclusion.state == State.DRAFT)
    ]  # fmt: skip


def conclusions_written_by(user: User) -> list[Conclusion]:
    """What stands on the blocks on which somebody concludes, in campaigns that are not over."""
    blocks = blocks_written_by(user)
    mine = {(one.campaign_id, one.unit_id, one.block) for one in blocks}
    found = conclusions().filter(campaign__in={one.campaign_id for one in blocks}, state__in=STANDING)
    return [one for one in found if (one.campaign_id, one.unit_id, one.block) in mine]


def conclusions_to_answer(user: User) -> list[Conclusion]:
    """The replies with objections that wait for somebody's answer."""
    return [one for one in conclusions_written_by(user) if one.state == State.REPLIED]


def _by_block(campaigns: Collection[str]) -> Mapping[tuple[str, str, str], Conclusion]:
    """Of each block what stands, or the draft where there is one."""
    rows = conclusions().filter(campaign__in=campaigns).exclude(state=State.SUPERSEDED)
    ordered = sorted(rows, key=lambda one: one.state == State.DRAFT)
    return {(one.campaign_id, one.unit_id, one.block): one for one in ordered}


def blocks_without_conclusion(campaign: Campaign) -> int:
    """On how many blocks of the assessed bodies nothing was issued that stands; 0 where nobody concludes."""
    if not any(stage.phase == Phase.CONCLUSIONS for stage in campaign.stages.all()):
        return 0
    blocks = criteria_of(methodology_of(campaign.version))
    asked = {(unit, block) for unit in assessed_units(campaign).values_list("pk", flat=True) for block in blocks}
    issued = Conclusion.objects.filter(campaign=campaign, state__in=STANDING)
    return len(asked.difference(issued.values_list("unit", "block")))


def bodies_done(campaign: Campaign) -> set[str]:
    """The bodies of a campaign that have no reply to write."""
    waited_for = Conclusion.objects.filter(campaign=campaign, state=State.ISSUED).values("unit")
    return set(assessed_units(campaign).exclude(pk__in=waited_for).values_list("pk", flat=True))


def items_of(conclusion: Conclusion) -> QuerySet[Item]:
    """The items of an issued conclusion with what was answered to objections, in order."""
    return conclusion.items.select_related("answer__answered_by").order_by("position")


def item_numbered(number: int) -> Item | None:
    found = Item.objects.select_related(
        "conclusion__unit", "conclusion__campaign__organisation", "conclusion__campaign__version",
        "conclusion__run__version", "conclusion__issuing", "conclusion__receipt",
    )  # fmt: skip
    return found.filter(pk=number).first()


def replies_to(conclusion: Conclusion) -> Mapping[int, ItemReply]:
    """What the body says to each item, as it stands now."""
    rows = ItemReply.objects.filter(item__conclusion=conclusion).select_related("said_by")
    return {row.item_id: row for row in rows.order_by("item", "edition")}


def documents_on(conclusion: Conclusion) -> Mapping[int, list[ReplyDocument]]:
    """The documents that stand beside each item: not taken back."""
    rows = ReplyDocument.objects.filter(item__conclusion=conclusion, takes_back=None, taken_back_by=None)
    found: dict[int, list[ReplyDocument]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.item_id, []).append(row)
    return found


def reply_document_numbered(number: int) -> ReplyDocument | None:
    found = ReplyDocument.objects.select_related(
        "item__conclusion__unit", "item__conclusion__campaign__organisation", "item__conclusion__campaign__version",
        "item__conclusion__issuing", "item__conclusion__receipt", "taken_back_by",
    )  # fmt: skip
    return found.filter(pk=number, takes_back=None).first()


def earlier_in(conclusion: Conclusion) -> QuerySet[Earlier]:
    """The earlier recommendations as the conclusion found them."""
    return conclusion.earlier.select_related("recommendation").order_by("recommendation__deadline", "pk")


def state_changes_of(conclusion: Conclusion) -> QuerySet[StateChange]:
    """Every move of a conclusion, the latest first."""
    return conclusion.state_changes.select_related("moved_by").order_by("-pk")
