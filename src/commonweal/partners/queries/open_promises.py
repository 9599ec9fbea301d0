"""The recommendations of which later documents may show something: those that are open."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from commonweal.partners.engine.evidence_types import Promise
from commonweal.partners.engine.states import IDLE_STATES, SETTLED
from commonweal.partners.models import Action, Profile, Recommendation


def open_promises() -> Iterator[Promise]:
    """Yield the open recommendations that somebody acts on, with the names of who was asked and who acts."""
    actions = Action.objects.exclude(state__in=IDLE_STATES).select_related("owner")
    rows = (
        Recommendation.objects.exclude(progress_now__in=SETTLED)
        .filter(withdrawn_at=None)
        .select_related("addressee", "meeting")
        .prefetch_related(Prefetch("actions", queryset=actions))
    )
    names = _names()
    for row in rows.order_by("pk").iterator(chunk_size=500):
        here = list(row.actions.all())
        owners = {row.addressee_id: row.addressee.name} | {
            each.owner_id: each.owner.name for each in here
        }
        meeting = row.meeting
        yield Promise(
            key=str(row.pk),
            text=" ".join((row.text, *(each.title for each in here))),
            bodies=tuple(
                dict.fromkeys(
                    name for key, own in owners.items() for name in (own, *names.get(key, ()))
                )
            ),
            since=meeting.end or meeting.start or timezone.localdate(row.marked_at),
            places=tuple(filter(None, (meeting.place,))),
            sources=tuple(str(key) for key in {row.document_id, meeting.document_id} if key),
        )


def _names() -> dict[object, tuple[str, ...]]:
    """Return the other names of partners; short forms of one or two letters say nothing."""
    rows = Profile.objects.order_by().only("organisation_id", "short_name", "other_names")
    return {
        row.organisation_id: tuple(each for each in (*row.names, row.short_name) if len(each) > 2)
        for row in rows
    }
