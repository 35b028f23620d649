from tarazy.web.rooms.conclusions.models.conclusion import Conclusion, Issuing, Item, Receipt, StateChange
from tarazy.web.rooms.conclusions.models.reply import Answer, ItemReply, Reply, ReplyDocument

__all__ = [
    "Answer",
    "Conclusion",
    "Issuing",
    "Item",
    "ItemReply",
    "Receipt",
    "Reply",
    "ReplyDocument",
    "StateChange",
]
