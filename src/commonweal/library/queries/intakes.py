"""What a person, or their partner, has added: how far it is, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound
from commonweal.library.models import Document, Intake, IntakeItem
from commonweal.library.rules import KNOW_REMOVED, SEE_DOCUMENT, SEE_INTAKE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonweal.rights.models import Person

State = IntakeItem.State
# An archive that was opened is no document itself: its members are counted.
SETTLED = (State.READ, State.KNOWN, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an intake is, in documents; ``opened`` counts the archives that were taken apart."""

    waiting: int
    reading: int
    read: int
    known: int
    refused: int
    opened: int = 0

    @property
    def done(self) -> int:
        """Return how many are settled."""
        return self.read + self.known + self.refused

    @property
    def total(self) -> int:
        """Return how many are known of so far; an archive not yet opened counts as one."""
        return self.done + self.waiting + self.reading


def intakes_visible_to(person: Person | AnonymousUser) -> QuerySet[Intake]:
    """Return the intakes that ``person`` may see, newest first."""
    return Intake.objects.filter(SEE_INTAKE.rows(person)).select_related("person")


def intake_of(intake_id: UUID, *, person: Person | AnonymousUser) -> Intake:
    """Return one intake.

    Raises:
        NotFound: If there is none, or the person may not know of it.
    """
    found = intakes_visible_to(person).filter(pk=intake_id).first()
    if found is None:
        raise NotFound("library.intake", _("There is no such upload, or not for you."))
    return found


def progress_of(intake: Intake) -> Progress:
    """Return how far an intake is, in one query."""
    counts = dict(
        IntakeItem.objects.filter(intake=intake)
        .values_list("state")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Progress(
        waiting=counts.get(State.WAITING, 0),
        reading=counts.get(State.READING, 0),
        read=counts.get(State.READ, 0),
        known=counts.get(State.KNOWN, 0),
        refused=counts.get(State.REFUSED, 0),
        opened=counts.get(State.OPENED, 0),
    )


def items_of(intake: Intake, *, person: Person | AnonymousUser) -> QuerySet[IntakeItem]:
    """Return the files of an intake in the order given, archive members under their archive.

    Each has ``member_count``, the number of documents found in it so far, and whether the person may
    see its document (``is_seen``) or know that it was removed (``is_removed``).
    """
    here = Document.objects.filter(pk=OuterRef("document_id"))
    return (
        IntakeItem.objects.filter(intake=intake)
        .select_related("document")
        .defer("document__text", "document__record", "document__blocks")
        .annotate(root=Coalesce("parent__place", "place"), in_archive=Coalesce("parent_id", 0))
        .annotate(
            member_count=Count("members"),
            is_seen=Exists(here.filter(SEE_DOCUMENT.rows(person))),
            is_removed=Exists(here.filter(KNOW_REMOVED.rows(person))),
        )
        .order_by("root", "in_archive", "place")
    )


def refused_in(intake: Intake, *, person: Person | AnonymousUser) -> QuerySet[IntakeItem]:
    """Return the files of an intake that could not be read."""
    return items_of(intake, person=person).filter(state=State.REFUSED)


def recent_intakes(person: Person | AnonymousUser, *, limit: int = 5) -> list[Intake]:
    """Return the intakes that are not yet done, and the last ones that are."""
    return list(intakes_visible_to(person).order_by("-started_at")[:limit])


def stopped_of(person: Person | AnonymousUser) -> QuerySet[Intake]:
    """Return the intakes that this person began, for whom they act now, and that were stopped."""
    if person.pk is None:
        return Intake.objects.none()
    return intakes_visible_to(person).filter(person_id=person.pk, state=Intake.State.STOPPED)
