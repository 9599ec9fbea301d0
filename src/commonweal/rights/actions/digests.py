"""Mails that say that something waits: how often somebody wants them, and that one was sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Digest, Grant, Person
from commonweal.rights.rules.people import live_grants

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHOSEN = verb("rights.digest.chosen", gettext_lazy("chose how often mail comes"))
STOPPED = verb("rights.digest.stopped", gettext_lazy("mail was stopped by the link in it"))


@transaction.atomic
def choose_digest(person: Person, kind: str) -> None:
    """Keep how often somebody wants mail.

    Args:
        person: Who chooses, for themselves.
        kind: ``none``, ``daily`` or ``weekly``.

    Raises:
        InvalidInput: If it is none of these.
    """
    if kind not in Digest.values:
        raise InvalidInput("rights.digest", _("Choose how often from the list."))
    if Person.objects.filter(pk=person.pk).exclude(digest=kind).update(digest=kind):
        person.digest = kind
        record(person, CHOSEN, thing=person, facts={"digest": kind})


@transaction.atomic
def stop_digest(person_id: UUID) -> None:
    """Send somebody no more mail: whoever holds the link of one of their mails may ask for it.

    Args:
        person_id: Whose mail; where nobody has it, or none comes, nothing happens.
    """
    person = Person.objects.filter(pk=person_id).exclude(digest=Digest.NONE).first()
    if person is not None:
        Person.objects.filter(pk=person.pk).update(digest=Digest.NONE)
        record(None, STOPPED, thing=person)


def note_digest(person_id: UUID, *, at: datetime) -> None:
    """Keep when somebody was last sent mail."""
    Person.objects.filter(pk=person_id).update(digest_sent_at=at)


def digest_readers() -> QuerySet[Person]:
    """Return the people who want mail and can have it, always in the same order.

    Whose last role has ended gets none: it would go on telling how much waits here.
    """
    held = Grant.objects.filter(live_grants(), person=OuterRef("pk"))
    found = Person.objects.filter(Exists(held), is_active=True, erased_at=None).exclude(email="")
    return found.exclude(digest=Digest.NONE).order_by("pk")
