"""Listening sessions: add one, change what is known of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput, NotAllowed
from commonweal.partners.actions.meetings import known_partners
from commonweal.partners.actions.permit import TITLE_CHARACTERS, permit, unchanged, written
from commonweal.partners.engine.plain_words import found_in_place
from commonweal.partners.models import Listening, ListeningKind
from commonweal.partners.queries.concerns import council_of, listening_of
from commonweal.partners.queries.rows import meeting_of
from commonweal.partners.rules.listening import KEEP_LISTENING
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import coordinates, record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.listening_types import ListeningDraft
    from commonweal.rights.models import Person

ADDED = verb("partners.listening.added", gettext_lazy("added a listening session"))
CHANGED = verb("partners.listening.changed", gettext_lazy("changed a listening session"))
MOST_HEADS = 100_000
PLACE_CHARACTERS = 100


def lock_listening(listening_id: UUID) -> None:
    """Hold a session, if there is one, until the transaction ends: lines of a form are added once."""
    Listening.objects.select_for_update().filter(pk=listening_id).first()


@transaction.atomic
def add_listening(
    person: Person, draft: ListeningDraft, *, now: datetime | None = None
) -> Listening:
    """Add a listening session, a round of forms, or what a meeting heard.

    Args:
        person: Who records it, for their own partner, which keeps it.
        draft: What is known of it.
        now: The time of the act; the present if None.

    Raises:
        NotAllowed: If the person acts for nobody, or says that another partner held it and is no co-ordinator.
        NotFound: If there is no such meeting or council, or not for this person.
        InvalidInput: If a value cannot be used.
    """
    own = acting_for(person)
    moment = now or timezone.now()
    row = Listening(
        **_facts(person, draft, kept=own, now=moment),
        recorder_id=own,
        added_by=person,
        added_at=moment,
    )
    row.save()
    record(person, ADDED, thing=row)
    return row


@transaction.atomic
def change_listening(
    person: Person, listening_id: UUID, draft: ListeningDraft, *, seen: int | None = None
) -> Listening:
    """Change what is known of a listening session; its concerns stay as they are.

    Args:
        person: One of the people who keep it, or a co-ordinator.
        listening_id: The session.
        draft: What is known of it now.
        seen: The version the person saw; None if it was not shown to anybody.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    lock_listening(listening_id)
    row = listening_of(person, listening_id)
    permit(KEEP_LISTENING, person, row)
    unchanged(row, seen=seen)
    for name, value in _facts(person, draft, kept=row.host_id, now=timezone.now()).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(person, CHANGED, thing=row)
    return row


def _facts(person: Person, draft: ListeningDraft, *, kept: UUID, now: datetime) -> dict[str, Any]:
    if draft.kind not in ListeningKind.values:
        raise InvalidInput("partners.listening.kind", _("Choose the kind from the list."))
    if draft.kind == ListeningKind.MEETING and draft.meeting_id is None:
        raise InvalidInput("partners.listening.meeting", _("Choose the meeting it was raised at."))
    if draft.held_on > timezone.localdate(now):
        raise InvalidInput(
            "partners.listening.day",
            _("%(day)s is still to come. What people raised is typed in afterwards.")
            % {"day": draft.held_on},
        )
    _hosted(person, draft, kept=kept)
    return {
        "title": written(draft.title, name=_("a title"), limit=TITLE_CHARACTERS),
        "kind": draft.kind,
        "held_on": draft.held_on,
        "municipality": known_place(draft.municipality),
        "host_id": draft.host_id,
        "heads": _heads(draft.heads),
        "languages": known_languages(draft.languages),
        "meeting": meeting_of(person, draft.meeting_id) if draft.meeting_id else None,
        "council": council_of(person, draft.council_id) if draft.council_id else None,
    }


def _hosted(person: Person, draft: ListeningDraft, *, kept: UUID) -> None:
    if draft.host_id not in {kept, acting_for(person)} and not coordinates(person):
        raise NotAllowed(
            "partners.listening.host",
            _("Only a co-ordinator says that another partner held it. Choose your own."),
        )
    known_partners([draft.host_id])


def _heads(count: int | None) -> int | None:
    if count is not None and not 0 <= count <= MOST_HEADS:
        raise InvalidInput(
            "partners.listening.heads",
            _("%(count)s people: a head count is from 0 to %(most)s.")
            % {"count": count, "most": MOST_HEADS},
        )
    return count


def known_languages(codes: tuple[str, ...]) -> list[str]:
    """Return the codes once each, in order.

    Raises:
        InvalidInput: If the workspace does not know one of them.
    """
    known = dict(settings.LANGUAGES)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise InvalidInput(
            "partners.language",
            _("The workspace does not know the language “%(code)s”. Choose from the list.")
            % {"code": unknown[0]},
        )
    return list(dict.fromkeys(codes))


def known_place(name: str) -> str:
    """Return the name of a municipality, without white space around it.

    Raises:
        InvalidInput: If it is missing, too long, or finer than a municipality.
    """
    name = written(name, name=_("the municipality"), limit=PLACE_CHARACTERS)
    finer = found_in_place(name)
    if finer:
        raise InvalidInput(
            "partners.concern.place",
            _(
                "“%(words)s” is finer than a municipality. Write the name of the municipality only: "
                "no street, number, postcode or co-ordinates."
            )
            % {"words": finer[0].words},
        )
    return name
