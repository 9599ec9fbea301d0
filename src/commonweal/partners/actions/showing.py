"""Evidence of what was done, and what other partners say to it."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer, NotFound
from commonweal.library import public as library
from commonweal.partners.actions.permit import (
    TITLE_CHARACTERS,
    lock_action,
    permit,
    within,
    written,
)
from commonweal.partners.actions.standing import settle
from commonweal.partners.actions.unnamed_views import raise_if_known
from commonweal.partners.engine.attachments import checked_link, recognise
from commonweal.partners.engine.unnamed_files import cleaned, neutral_name
from commonweal.partners.models import (
    Action,
    Confirmation,
    Evidence,
    EvidenceKind,
    ViewKind,
)
from commonweal.partners.queries.rows import action_of, evidence_of
from commonweal.partners.rules.promises import (
    DO_ACTION,
    JUDGE_ACTION,
    NOT_TAKEN_ON,
    WITHDRAW_EVIDENCE,
)
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import Role, Thing, holds, record, verb

if TYPE_CHECKING:
    from django.core.files import File

    from commonweal.partners.engine.types import Attachment, EvidenceDraft, ViewDraft
    from commonweal.rights.models import Person

EVIDENCE_ADDED = verb("partners.evidence.added", gettext_lazy("added evidence"))
EVIDENCE_WITHDRAWN = verb("partners.evidence.withdrawn", gettext_lazy("withdrew evidence"))
CONFIRMED = verb("partners.action.confirmed", gettext_lazy("confirmed that it was done"))
TAKEN = verb("partners.file.taken", gettext_lazy("downloaded a file that was handed in"))
OBJECTED_UNNAMED = verb(
    "partners.action.contested-unnamed",
    gettext_lazy("objected, as a civil-society partner, that something was not done"),
    is_unnamed=True,
)
OBJECTED = verb("partners.action.contested", gettext_lazy("objected that it was not done"))


def add_evidence(
    person: Person, action_id: UUID, draft: EvidenceDraft, *, now: datetime | None = None
) -> Evidence:
    """Add a file, a link or a document's passage that shows what was done.

    Args:
        person: One of the owner's or the addressee's people.
        action_id: The action.
        draft: Exactly one of a file, a link, a passage.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action or document, or not for this person.
        NotAllowed: If the person acts for neither the owner nor the addressee.
        Conflict: If its owner has not taken it on.
        InvalidInput: If it is none or more than one of the three, or cannot be used.
        NoAnswer: If the disk is full.
    """
    row = Evidence(person=person, organisation_id=acting_for(person), at=now or timezone.now())
    with ExitStack() as undo:
        undo.callback(_forget, row)
        with transaction.atomic():
            lock_action(action_id)
            action = action_of(person, action_id)
            permit(DO_ACTION, person, action)
            if action.state in NOT_TAKEN_ON:
                raise Conflict(
                    "partners.evidence.not-taken-on",
                    _("Its owner has not taken it on: there is nothing to show yet."),
                )
            row.action = action
            row.kind = _kind(draft)
            row.title = written(draft.title, name=_("what it shows"), limit=TITLE_CHARACTERS)
            row.link = checked_link(draft.link) if draft.link else ""
            _set(row, _passage(person, draft))
            _attach(row, draft.file)
            row.save()
            Action.objects.filter(pk=action.pk).update(said_at=row.at)
            record(person, EVIDENCE_ADDED, thing=row, facts={"action": str(action.pk)})
        undo.pop_all()
    return row


@transaction.atomic
def withdraw_evidence(person: Person, evidence_id: UUID, *, reason: str) -> None:
    """Withdraw evidence; it stays listed with the reason.

    Args:
        person: One of the people of the partner that added it.
        evidence_id: The evidence.
        reason: Why.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If another partner added it.
        Conflict: If it was withdrawn already.
        InvalidInput: If there is no reason.
    """
    row = evidence_of(person, evidence_id)
    lock_action(row.action_id)
    permit(WITHDRAW_EVIDENCE, person, row)
    if row.withdrawn_at is not None:
        raise Conflict("partners.evidence.withdrawn", _("It was withdrawn already."))
    row.withdrawn_reason = written(reason, name=_("the reason"))
    row.withdrawn_at = timezone.now()
    row.save()
    record(person, EVIDENCE_WITHDRAWN, thing=row)


def confirm(
    person: Person, action_id: UUID, draft: ViewDraft, *, now: datetime | None = None
) -> Confirmation:
    """Confirm, for another partner than the owner, that an action was done.

    Args:
        person: Acts for neither the owner nor whoever reported it done.
        action_id: The action, reported done and with evidence.
        draft: What is said to it.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If it is their own, or not reported done.
        Conflict: If there is no evidence yet, or their objection stands there without a name.
        InvalidInput: If a value cannot be used.
        NoAnswer: If the disk is full.
    """
    return _view(person, action_id, draft, kind=ViewKind.CONFIRMS, now=now)


def object_to(
    person: Person, action_id: UUID, draft: ViewDraft, *, now: datetime | None = None
) -> Confirmation:
    """Object, for another partner than the owner, to what was reported done; both views stand.

    Args:
        person: Acts for neither the owner nor whoever reported it done.
        action_id: The action, reported done.
        draft: The reason, with a passage or a file that bears it out, if there is one.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such action, or not for this person.
        NotAllowed: If it is their own, or not reported done.
        Conflict: If one could tell from it whose an objection without a name is or was.
        InvalidInput: If the reason is missing, or a value cannot be used.
        NoAnswer: If the disk is full.
    """
    return _view(person, action_id, draft, kind=ViewKind.OBJECTS, now=now)


def _view(
    person: Person, action_id: UUID, draft: ViewDraft, *, kind: ViewKind, now: datetime | None
) -> Confirmation:
    at = now or timezone.now()
    row = Confirmation(
        person=person,
        organisation_id=acting_for(person),
        kind=kind,
        is_public=draft.is_public,
        is_unnamed=draft.is_unnamed,
        at=at,
    )
    _raise_unless_it_may_be_unnamed(person, row)
    with ExitStack() as undo:
        undo.callback(_forget, row)
        with transaction.atomic():
            lock_action(action_id)
            action = action_of(person, action_id)
            permit(JUDGE_ACTION, person, action)
            objects = kind == ViewKind.OBJECTS
            if not objects and not action.evidence.filter(withdrawn_at=None).exists():
                raise Conflict(
                    "partners.confirm.no-evidence",
                    _("There is nothing to confirm yet: no evidence was added."),
                )
            raise_if_known(action.confirmations, row)
            row.action, row.owner_id = action, action.owner_id
            check = written if objects else within
            row.reason = check(draft.reason, name=_("the reason"))
            _set(row, _passage(person, draft))
            _attach(row, draft.file)
            action.confirmations.filter(
                organisation_id=row.organisation_id, superseded_at=None
            ).update(superseded_at=at)
            row.save()
            settle(action.recommendation_id)
            _note(person, row)
        undo.pop_all()
    return row


def _raise_unless_it_may_be_unnamed(person: Person, row: Confirmation) -> None:
    if row.is_unnamed and (row.kind != ViewKind.OBJECTS or not holds(person, Role.CIVIL_SOCIETY)):
        raise InvalidInput(
            "partners.view.unnamed",
            _("Only a civil-society partner's objection can stand without its name."),
        )


def _note(person: Person, row: Confirmation) -> None:
    """Note a view in the trail; one without a name is noted without what it is about."""
    if row.is_unnamed:
        record(person, OBJECTED_UNNAMED, thing=Thing("partners.Confirmation", ""))
    else:
        act = OBJECTED if row.kind == ViewKind.OBJECTS else CONFIRMED
        record(person, act, thing=row.action)


def _kind(draft: EvidenceDraft) -> EvidenceKind:
    given = {
        EvidenceKind.FILE: draft.file is not None,
        EvidenceKind.LINK: bool(draft.link.strip()),
        EvidenceKind.PASSAGE: draft.document_id is not None,
    }
    kinds = [kind for kind, is_given in given.items() if is_given]
    if len(kinds) != 1:
        raise InvalidInput(
            "partners.evidence.one", _("Give one thing at a time: a file, a link or a passage.")
        )
    return kinds[0]


def _passage(person: Person, draft: EvidenceDraft | ViewDraft) -> dict[str, Any]:
    if draft.document_id is None or draft.start is None or draft.end is None:
        return {}
    words = library.passage(draft.document_id, start=draft.start, end=draft.end, person=person)
    return {
        "document_id": words.document_id,
        "document_title": words.title[:500],
        "start": words.start,
        "end": words.end,
        "quoted": words.text,
    }


@transaction.atomic
def take_file(person: Person, row: Evidence | Confirmation) -> File[bytes]:
    """Return the file of evidence or of a view, opened for reading, and note that it was downloaded.

    Args:
        person: Who takes it.
        row: What it belongs to, which they may see.

    Raises:
        NotFound: If there is no file, or no longer.
    """
    try:
        content = row.file.open("rb") if row.file else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise NotFound("partners.file", _("There is no such file."))
    record(person, TAKEN, thing=row)
    return content


def _set(row: Evidence | Confirmation, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _attach(row: Evidence | Confirmation, file: Attachment | None) -> None:
    """Store the file under a random name; ``_forget`` removes it if the act fails.

    The file of a view without a name says nothing of who made it either.
    """
    if file is None:
        return
    kind = recognise(file.name, file.content)
    name, content = kind.name, file.content
    if isinstance(row, Confirmation) and row.is_unnamed:
        name, content = neutral_name(name), cleaned(name, content)
    row.file_name, row.file_type = name, kind.media_type
    row.file_bytes = len(content)
    row.file_sha256 = hashlib.sha256(content).hexdigest()
    try:
        row.file.save(name, ContentFile(content), save=False)
    except OSError as error:
        raise NoAnswer(
            "partners.file.disk", _("The file could not be stored: the disk may be full.")
        ) from error


def _forget(row: Evidence | Confirmation) -> None:
    if row.file.name:
        row.file.storage.delete(row.file.name)
