from tarazy.web.rooms.conclusions.models.appeal import Appeal, AppealChange, AppealDocument, Claim
from tarazy.web.rooms.conclusions.models.conclusion import Conclusion, Earlier, Issuing, Item, Receipt, StateChange
from tarazy.web.rooms.conclusions.models.decision import Complaint, Decision, Quorum, Vote
from tarazy.web.rooms.conclusions.models.reply import Answer, ItemReply, Reply, ReplyDocument

__all__ = [
    "Answer",
    "Appeal",
    "AppealChange",
    "AppealDocument",
    "Claim",
    "Complaint",
    "Conclusion",
    "Decision",
    "Earlier",
    "Issuing",
    "Item",
    "ItemReply",
    "Quorum",
    "Receipt",
    "Reply",
    "ReplyDocument",
    "StateChange",
    "Vote",
]
