"""The smallest valid offers, needs and accessions, and what the walk through all addresses needs of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from commonweal.partners.actions.exchange import add_notice, say_of_uptake, take_up
from commonweal.partners.actions.joining import agree_to_join, ask_to_join
from commonweal.partners.engine.exchange import NoticeDraft, Terms
from commonweal.partners.models import Notice
from commonweal.rights.models import Person
from factories_partners import World
from factories_partnerships import agreed_partnership


def notice(
    person: Person,
    sort: str = "offer",
    kind: str = "room",
    *,
    title: str = "A hall",
    place: str = "",
    languages: tuple[str, ...] = (),
    days: tuple[int | None, int | None] = (0, 30),
) -> Notice:
    """What a person's partner offers or needs, from so many days from now on until so many."""
    today = timezone.localdate()
    first, last = (None if each is None else today + timedelta(days=each) for each in days)
    return add_notice(person, NoticeDraft(sort, title, Terms(kind, first, last, place, languages)))


def offer_rows(small: World) -> dict[str, Any]:
    """A row for each argument of the addresses of offers, needs and joining."""
    row = notice(small.convener)
    settled = notice(small.owner, "need")
    say_of_uptake(small.owner, take_up(small.convener, settled.pk).pk, "agree")
    joined_id = agreed_partnership(small.convener, small.other)
    accession = ask_to_join(small.convener, joined_id, small.owner.organisation_id)
    agree_to_join(small.other, accession.pk)
    return {
        "notice_id": row.pk,
        "uptake_id": take_up(small.other, row.pk).pk,
        "accession_id": accession.pk,
    }
