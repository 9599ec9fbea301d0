"""Django looks for a room's tables here; each module holds those of one subject."""

from commonweal.rights.models.grants import Grant, Role
from commonweal.rights.models.keys import ApiKey
from commonweal.rights.models.notes import Note, NoteShare
from commonweal.rights.models.oversight import Finding, RandomCheck
from commonweal.rights.models.people import Digest, Invitation, Organisation, Person
from commonweal.rights.models.retention import DataRequest, Hold, RetentionRun, Tombstone
from commonweal.rights.models.reviews import Decision, Proposal
from commonweal.rights.models.trail import (
    RecordKey,
    TrailEntry,
    TrailHead,
    TrailSegment,
    TrailWords,
)

__all__ = [
    "ApiKey",
    "DataRequest",
    "Decision",
    "Digest",
    "Finding",
    "Grant",
    "Hold",
    "Invitation",
    "Note",
    "NoteShare",
    "Organisation",
    "Person",
    "Proposal",
    "RandomCheck",
    "RecordKey",
    "RetentionRun",
    "Role",
    "Tombstone",
    "TrailEntry",
    "TrailHead",
    "TrailSegment",
    "TrailWords",
]
