"""Django looks for a room's tables here; each module holds those of one subject."""

from commonweal.library.models.documents import (
    KEPT_AFTER_REMOVAL,
    Allowed,
    Body,
    Document,
    Mention,
    Origin,
    Restriction,
    Subject,
    Waiting,
)
from commonweal.library.models.intakes import Intake, IntakeItem
from commonweal.library.models.rereading import KeptReading, Rereading

__all__ = [
    "KEPT_AFTER_REMOVAL",
    "Allowed",
    "Body",
    "Document",
    "Intake",
    "IntakeItem",
    "KeptReading",
    "Mention",
    "Origin",
    "Rereading",
    "Restriction",
    "Subject",
    "Waiting",
]
