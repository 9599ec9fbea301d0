"""The search for evidence in the library: a run over all documents, or over those read since the last one.

    begin → [RUNNING] → work, some documents at a time → [DONE]
                ↓ stop      ↑ resume
             [STOPPED] ─────┘

It only proposes. Restricted documents are left out, whoever may read them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed
from commonweal.library import public as library
from commonweal.partners.actions.evidence_offers import propose
from commonweal.partners.engine.evidence import Index, index, offers
from commonweal.partners.engine.evidence_types import Paper, Passage
from commonweal.partners.models import EvidenceSearch
from commonweal.partners.queries.open_promises import open_promises
from commonweal.rights.public import coordinates, partner_of, record, verb

if TYPE_CHECKING:
    from commonweal.rights.models import Person

BEGUN = verb("partners.search.begun", gettext_lazy("began to look for evidence in the library"))
STOPPED = verb("partners.search.stopped", gettext_lazy("stopped the search for evidence"))
RESUMED = verb("partners.search.resumed", gettext_lazy("went on with the search for evidence"))
CHUNK = 100
# Without a sign of life for so long, a run is taken up again by whoever looks.
SILENCE = timedelta(seconds=60)
_State = EvidenceSearch.State


@transaction.atomic
def begin(person: Person | None, *, is_whole: bool) -> EvidenceSearch:
    """Begin a run; the door then asks the worker to work.

    Args:
        person: The co-ordinator; None for the workspace itself.
        is_whole: Whether all documents are looked at, or those read since the last run that was done.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        Conflict: If one is under way.
    """
    _permit(person)
    last = None if is_whole else EvidenceSearch.objects.filter(state=_State.DONE).first()
    row = EvidenceSearch(
        person=person,
        asked_for_id=partner_of(person) if person else None,
        read_at=last.read_at if last else None,
        document_id=last.document_id if last else None,
    )
    row.total = library.count_after(row.read_at, row.document_id)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            "partners.search.running", _("A search is under way. Wait for it, or stop it first.")
        ) from error
    record(person, BEGUN, thing=row, facts={"documents": row.total})
    return row


@transaction.atomic
def stop(person: Person) -> None:
    """Stop the run that is under way before its next documents.

    Raises:
        NotAllowed: If the person is no co-ordinator.
    """
    _permit(person)
    row = EvidenceSearch.objects.select_for_update().filter(state=_State.RUNNING).first()
    if row is not None:
        row.state = _State.STOPPED
        row.save()
        record(person, STOPPED, thing=row)


@transaction.atomic
def resume(person: Person) -> EvidenceSearch | None:
    """Let the last run go on where it was stopped; return it, if there is one.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        Conflict: If one is under way.
    """
    _permit(person)
    row = EvidenceSearch.objects.select_for_update().first()
    if row is None or row.state != _State.STOPPED:
        return None
    row.state, row.seen_at = _State.RUNNING, timezone.now()
    row.save()
    record(person, RESUMED, thing=row)
    return row


def _permit(person: Person | None) -> None:
    if person is not None and not coordinates(person):
        raise NotAllowed(
            "partners.search", _("Only the co-ordinator lets the library be searched.")
        )


def work(*, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Work on the run that is under way, some documents at a time; say whether it must go on.

    Args:
        is_over: Asked before each part; true leaves the rest for the next call.
    """
    known: Index | None = None
    while not is_over():
        known = known or index(open_promises())
        if not _chunk(known):
            return False
    return EvidenceSearch.objects.filter(state=_State.RUNNING).exists()


@transaction.atomic
def _chunk(known: Index) -> bool:
    """Look at the next documents in one transaction; say whether the run goes on."""
    rows = EvidenceSearch.objects.select_for_update(of=("self",))
    run = rows.filter(state=_State.RUNNING).first()
    if run is None:
        return False
    readings = library.readings_after(run.read_at, run.document_id, limit=CHUNK)
    run.found += propose(each for reading in readings for each in offers(known, _paper(reading)))
    if readings:
        run.read_at, run.document_id = readings[-1].read_at, readings[-1].id
    run.through += len(readings)
    run.total = max(run.total, run.through)
    run.seen_at = timezone.now()
    run.state = _State.RUNNING if readings else _State.DONE
    run.save()
    return bool(readings)


def _paper(reading: Any) -> Paper:
    return Paper(
        key=str(reading.id),
        title=reading.title,
        on=reading.on,
        passages=[Passage(*each) for each in reading.passages],
        bodies=reading.bodies,
        places=reading.places,
        subjects=reading.subjects,
    )


def something_is_new() -> bool:
    """Say whether documents were read since the last run that was done; never before a first run."""
    last = EvidenceSearch.objects.filter(state=_State.DONE).first()
    if last is None or EvidenceSearch.objects.filter(state=_State.RUNNING).exists():
        return False
    return library.count_after(last.read_at, last.document_id) > 0


def is_left_alone() -> bool:
    """Say whether a run is under way and shows no sign of life."""
    silent = timezone.now() - SILENCE
    return EvidenceSearch.objects.filter(state=_State.RUNNING, seen_at__lt=silent).exists()
