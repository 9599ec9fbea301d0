"""Requests about personal data, and what the workspace holds about a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.rights.models import DataRequest, Grant, Invitation, Note, Person, TrailEntry
from commonweal.rights.rules.keeping import keeping_of
from commonweal.rights.rules.notes import SEE_NOTE
from commonweal.rights.rules.retention import SEE_REQUEST
from commonweal.rights.rules.roles import coordinates, may_invite
from commonweal.rights.rules.rule import rule_to_see

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

MOST_ACTS_SHOWN = 100
# What is kept to check who somebody is, and means nothing to a person who reads it.
SECRET = frozenset({"password", "sha256", "token_sha256", "session_key", "data", "prefix"})


def live_grants(*, now: datetime | None = None) -> Q:
    """Return the condition of roles that are held now."""
    now = now or timezone.now()
    return Q(ended_at=None, starts_at__lte=now, ends_at__gt=now)


def requests_visible_to(person: Person | AnonymousUser) -> QuerySet[DataRequest]:
    """Return the requests that the person may see; open ones first, by their clock."""
    found = DataRequest.objects.filter(SEE_REQUEST.rows(person))
    return found.select_related("person", "answered_by").order_by("-state", "due_on", "id")


def requests_of(person: Person) -> QuerySet[DataRequest]:
    """Return a person's own requests, the newest first."""
    return DataRequest.objects.filter(person=person).order_by("-received_at")


def erasure_is_asked(label: str, key: UUID) -> bool:
    """Say whether an open request names a record to be erased."""
    rows = DataRequest.objects.filter(kind=DataRequest.Kind.ERASURE, state=DataRequest.State.OPEN)
    return rows.filter(thing=label, thing_id=str(key)).exists()


def request_of(request_id: UUID, *, person: Person | AnonymousUser) -> DataRequest:
    """Return an open request that the person may answer: nobody answers their own.

    Args:
        request_id: The request.
        person: Who answers.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = request_read_by(person, request_id)
    if found.state != DataRequest.State.OPEN:
        raise NotFound("rights.request", _("There is no such open request, or not for you."))
    return found


def request_read_by(person: Person | AnonymousUser, request_id: UUID) -> DataRequest:
    """Return a request, answered or not, for somebody who may answer it; not for who asks themselves.

    Args:
        person: Who reads.
        request_id: The request.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    found = requests_visible_to(person).filter(pk=request_id).first()
    if found is None or not may_invite(person) or found.person_id == person.pk:
        raise NotFound("rights.request", _("There is no such request, or not for you."))
    return found


def contact_of(request: DataRequest) -> str:
    """Return where to answer a request; "" where nobody knows any more."""
    return request.contact or (request.person.email if request.person else "")


def goes_by_mail(request: DataRequest) -> bool:
    """Say whether an answer can be sent: to an e-mail address, by a mail server.

    Without one, mails are files for whoever runs the workspace, and reach nobody.
    """
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return False
    try:
        validate_email(contact_of(request))
    except ValidationError:
        return False
    return True


def subject_of(request: DataRequest, *, person: Person) -> Model | None:
    """Return the record a request is about, where the person may see it."""
    keeping, rule = keeping_of(request.thing), rule_to_see(request.thing)
    if keeping is None or rule is None:
        return None
    return keeping.all().filter(rule.rows(person), pk=request.thing_id).first()


def may_erase(request: DataRequest, *, person: Person) -> bool:
    """Say whether the person can erase the record a request is about, or agree to it.

    Args:
        request: An open request.
        person: Who answers it.
    """
    is_about_one = bool(request.thing) and request.erasure_by_id != person.pk
    if coordinates(person):
        return is_about_one and subject_of(request, person=person) is not None
    return (
        is_about_one and request.erasure_by_id is not None and request.erasure_agreed_by_id is None
    )


def held_about(person: Person) -> dict[str, Any]:
    """Return everything the workspace holds about a person: who they are, what they may, what they did.

    What they wrote for their partner belongs to the partner: it is listed by kind, day and id. A
    note's words are told where the person may read the note now: others of the partner go on with
    it, and whoever left it does not read on. Every table that points at a person is looked at, also
    those that come later.

    Args:
        person: The person themselves.
    """
    names = ("name", "email", "job", "digest", "joined_at", "last_login", "today_read_at")
    return {
        "account": {name: _plain(getattr(person, name)) for name in names}
        | {"acts_for": str(person.organisation or "")},
        "roles": [_row(row) for row in Grant.objects.filter(person=person)],
        "invitations": [_row(row) for row in Invitation.objects.filter(email__iexact=person.email)],
        "notes": list(_notes_of(person)),
        "requests": [_row(row) for row in requests_of(person)],
        "records": [
            {"kind": model._meta.label, "as": field, "id": str(row.pk), "day": _day(row)}
            for model, field, rows in _pointing_at(person)
            for row in rows
        ],
        "trail": [
            {"at": _plain(at), "act": verb, "kind": thing, "id": key}
            for at, verb, thing, key in acts_of(person).values_list(
                "at", "verb", "thing", "thing_id"
            )
        ],
    }


def acts_of(person: Person) -> QuerySet[TrailEntry]:
    """Return what the trail says a person did, the newest first."""
    return TrailEntry.objects.filter(person_id=person.pk)


def _notes_of(person: Person) -> Iterator[dict[str, Any]]:
    notes = Note.objects.filter(author=person)
    readable = set(notes.filter(SEE_NOTE.rows(person)).values_list("pk", flat=True))
    for note in notes:
        bare = {"kind": Note._meta.label, "id": str(note.pk), "day": note.at.date().isoformat()}
        yield bare | (_row(note) if note.pk in readable else {})


def _pointing_at(person: Person) -> Iterator[tuple[type[Model], str, QuerySet[Any]]]:
    told = {Grant, Invitation, Note, DataRequest}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is Person:
                if model in told and field.name in {"person", "author"}:
                    continue
                rows = model._base_manager.filter(**{field.name: person})  # noqa: SLF001  every row
                yield model, field.name, rows.order_by("pk")


def _row(row: Model) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in SECRET
    }


def _day(row: Model) -> str:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, datetime):
            return value.date().isoformat()
    return ""


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int | float | bool | None | list | dict) else str(value)
