"""The library for programs: documents with their records, search, and adding one file.

Every value comes from the room's queries for the key's person, so that a program sees what they see.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from commonweal.library import tasks
from commonweal.library.actions import intakes as intake_actions
from commonweal.library.actions.search import make_index, record_search
from commonweal.library.actions.watching import note_asked, note_shown
from commonweal.library.queries import documents as reads
from commonweal.library.queries import intakes, reviews, search
from commonweal.library.queries.names import KINDS
from commonweal.rights.api.bearer import ByKey, scoped
from commonweal.ui.programs import REFUSALS, Cursor, Limit, Words, page_of

if TYPE_CHECKING:
    from commonweal.library.models import Document, IntakeItem
    from commonweal.rights.models import Person

OFFSET_MOST = 10_000
FOUND_MOST = 500
# Of a wrong form is what no document can have; an empty one asks for nothing.
Kind = Literal[("", *KINDS)]  # type: ignore[valid-type]  # the kinds are known
Year = Annotated[str, Field(pattern=r"^([0-9]{1,4})?$")]
BodyId = Annotated[
    str, Field(pattern=r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32})?$")
]
Language = Annotated[str, Field(pattern=r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3})?$")]

router = Router(tags=["library"])


class Filters(Schema):
    """The filters of the page "Library"; empty ones ask for nothing."""

    q: Words = Field("", description="Words that the document holds.")
    kind: Kind = Field("", description="Kind of document, such as press release.")
    country: Words = Field("", description="Country, as the documents name it.")
    field: Words = Field("", description="Field of work that the document's own metadata names.")
    body: BodyId = Field("", description="Id of a body that the document names.")
    year: Year = Field("", description="Year of issue, else of the event.")
    language: Language = Field("", description="Language, such as en.")


class DocumentCard(Schema):
    """A document as the list shows it."""

    id: UUID
    title: str
    kind: str
    language: str
    country: str
    date_issued: date | None
    event_start: date | None
    event_end: date | None
    commitments: int
    added_at: datetime
    address: str


class DocumentPage(Schema):
    """Documents, the last added first; ``next`` is the cursor of the page after, or null."""

    items: list[DocumentCard]
    next: str | None


class WholeDocument(DocumentCard):
    """A document with its text and its record.

    The record is what `commonweal library read --json` prints, under what people corrected; its spans
    count characters of the text.
    """

    text: str
    record: dict[str, Any]
    reader_version: str
    read_at: datetime


class FoundPassage(Schema):
    """A passage that answers, with its place in the document's text."""

    document_id: UUID
    title: str
    start: int
    end: int
    text: str
    address: str


class FoundPassages(Schema):
    """Passages, best first."""

    items: list[FoundPassage]


class Begun(Schema):
    """What was taken in; its reading goes on behind."""

    id: UUID
    address: str


class IntakeFile(Schema):
    """What became of one file, or of one document found in an archive."""

    name: str
    state: str
    code: str
    message: str
    document_id: UUID | None


class IntakeProgress(Schema):
    """How far the reading is, and what became of each file; ``state`` ends as done or stopped."""

    id: UUID
    state: str
    started_at: datetime
    waiting: int
    reading: int
    read: int
    known: int
    refused: int
    items: list[IntakeFile]


@router.get(
    "/documents",
    response={200: DocumentPage, **REFUSALS},
    summary=_("List documents, the last added first"),
    **scoped("library.read"),
)
def documents(
    request: ByKey, filters: Query[Filters], limit: Limit = 50, cursor: Cursor = ""
) -> dict[str, Any]:
    """Take the next page with the cursor that the page before gave as ``next``."""
    asked = filters.model_dump()
    wanted = reads.Wanted(words=asked.pop("q").strip(), filters=asked)
    rows, after = page_of(
        reads.listed(wanted, person=request.user), moment="added_at", limit=limit, cursor=cursor
    )
    return {"items": [_card(row) for row in rows], "next": after}


@router.get(
    "/documents/{document_id}",
    response={200: WholeDocument, **REFUSALS},
    summary=_("Get a document with its text and its record"),
    **scoped("library.read"),
)
def document(request: ByKey, document_id: UUID) -> dict[str, Any]:
    """Each value of the record has the spans of the text that it was read from."""
    note_asked(document_id, person=request.user)
    found = reads.document_of(document_id, person=request.user)
    return {
        **_card(found),
        "text": found.text,
        "record": _record(found, person=request.user),
        "reader_version": found.reader_version,
        "read_at": found.read_at,
    }


@router.get(
    "/search",
    response={200: FoundPassages, **REFUSALS},
    summary=_("Find passages by words"),
    **scoped("library.read"),
)
def find(
    request: ByKey,
    q: Words,
    limit: Annotated[int, Field(ge=1, le=search.MOST_AT_ONCE)] = 20,
    offset: Annotated[int, Field(ge=0, le=FOUND_MOST)] = 0,
) -> dict[str, Any]:
    """What stands in quotation marks is in every answer, word for word. That a search happened is in the trail, never for what."""
    record_search(request.user)
    if make_index():
        tasks.index_missing.enqueue()
    answer = search.find(q.strip(), person=request.user, limit=limit, offset=offset)
    note_shown({one.document.pk for one in answer.passages}, person=request.user)
    return {
        "items": [
            {
                "document_id": one.document.pk,
                "title": one.document.title,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "address": reads.passage_address(one.document.pk, start=one.start, end=one.end),
            }
            for one in answer.passages
        ]
    }


@router.post(
    "/documents",
    response={202: Begun, **REFUSALS},
    summary=_("Add one file"),
    **scoped("library.add"),
)
def add(request: ByKey, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Ask for its reading with the id that comes back. An archive counts as one file."""
    upload = intake_actions.Upload(name=file.name or "", chunks=file.chunks())
    intake_id = intake_actions.begin([upload], person=request.user)
    tasks.read_intake.enqueue(str(intake_id))
    return Status(202, {"id": intake_id, "address": f"/api/library/intakes/{intake_id}"})


@router.get(
    "/intakes/{intake_id}",
    response={200: IntakeProgress, **REFUSALS},
    summary=_("See how far the reading of what was added is"),
    **scoped("library.add"),
)
def intake(
    request: ByKey,
    intake_id: UUID,
    limit: Limit = 50,
    offset: Annotated[int, Field(ge=0, le=OFFSET_MOST)] = 0,
) -> dict[str, Any]:
    """Files come in the order given, members of an archive after it."""
    found = intakes.intake_of(intake_id, person=request.user)
    progress = intakes.progress_of(found)
    files = intakes.items_of(found, person=request.user)
    names = ("waiting", "reading", "read", "known", "refused")
    return {
        "id": found.pk,
        "state": found.state,
        "started_at": found.started_at,
        **{name: getattr(progress, name) for name in names},
        "items": [_file(one) for one in files[offset : offset + limit]],
    }


def _card(row: Document) -> dict[str, Any]:
    names = ("title", "kind", "language", "country", "date_issued", "event_start", "event_end")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "commitments": row.commitments_count,
        "added_at": row.added_at,
        "address": row.get_absolute_url(),
    }


def _record(row: Document, *, person: Person) -> dict[str, Any]:
    """Return the record; the name of the file only where the person's own partner added it."""
    record = dict(reviews.settled_record(row))
    if "file" in record:
        record["file"] = reads.file_name_for(person, row)
    return record


def _file(one: IntakeItem) -> dict[str, Any]:
    names = ("name", "state", "code", "message")
    is_seen: bool = one.is_seen  # type: ignore[attr-defined]  # annotated by items_of
    document_id = one.document_id if is_seen else None
    return {**{name: getattr(one, name) for name in names}, "document_id": document_id}
