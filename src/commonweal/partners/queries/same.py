"""Which partners may be the same under two names: why, why they cannot be merged, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.partners.engine.same_body import Known, Pair, compare, pairs
from commonweal.partners.models import CommitmentView, Confirmation, Member, Merge, Source
from commonweal.rights.public import (
    Review,
    coordinates,
    partners_here,
    people_act_for,
    reviews_of_each,
    shares_here,
)

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

KIND = "partners.merge"
THING = "rights.Organisation"
MACHINE = "same body 1"
# With more partners than this, pairs are looked for on their own page alone.
QUICK = 1000
MEANING: Mapping[str, str | Promise] = {
    "same_name": gettext_lazy("The names are the same, but for capitals, accents, articles and punctuation."),
    "similar_name": gettext_lazy("The words of the names are nearly the same, in whatever order."),
    "another_name": gettext_lazy("A name of one is given as another name of the other."),
    "short_form": gettext_lazy("The short forms are the same, or one is made of the other's initials."),
    "same_source": gettext_lazy("Documents of the library name both as the same body."),
    "same_country": gettext_lazy("Both are of the same country; by itself that says nothing."),
    "other_country": gettext_lazy("They are of different countries, which speaks against it."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two may be the same, as a proposal keeps it."""

    score: float | None
    reasons: list[dict[str, Any]]


def key_of(other: UUID) -> str:
    """Return the part of a proposal's name that says which partner the other one is."""
    return f"same:{other}"


def known_partners(person: Reader) -> list[Known]:
    """Return every partner as the comparison knows it; nothing for whoever does not decide."""
    if not coordinates(person):
        return []
    keys: dict[UUID, set[str]] = {}
    for partner, key in Source.objects.values_list("profile__organisation_id", "body_key"):
        keys.setdefault(partner, set()).add(key)
    rows = partners_here().values_list(
        "pk", "name", "profile__short_name", "profile__other_names", "profile__country"
    )
    return [
        Known(
            id=key,
            name=name,
            short_name=short or "",
            other_names=tuple((others or "").splitlines()),
            country=country or "",
            body_keys=frozenset(keys.get(key, ())),
        )
        for key, name, short, others, country in rows
    ]


def pairs_waiting(person: Reader) -> list[Pair]:
    """Return the pairs of partners that may be the same and about which nobody decided, likeliest first."""
    found = pairs(known_partners(person))
    names = {str(min(each.first.id, each.second.id, key=str)) for each in found}
    reviews = reviews_of_each(KIND, THING, names) if names else {}
    return [each for each in found if _review_of(reviews, each) is None]


def count_waiting(person: Reader) -> int:
    """Return how many pairs wait, for a first page; 0 where there are too many partners to look there."""
    if not coordinates(person) or partners_here().count() > QUICK:
        return 0
    return len(pairs_waiting(person))


def _review_of(reviews: Mapping[str, Mapping[str, Review]], each: Pair) -> Review | None:
    first, second = sorted((each.first.id, each.second.id), key=str)
    found = reviews.get(str(first), {}).get(key_of(second))
    return found if found is not None and found.holds is not None else None


def reasons_of(person: Reader, one: UUID, other: UUID) -> Reasons:
    """Return why two partners may be the same, as a proposal keeps it."""
    known = {each.id: each for each in known_partners(person)}
    if one not in known or other not in known:
        return Reasons(None, [])
    found = compare(known[one], known[other])
    said = [
        {"rule": each.rule, "detail": each.detail, "score": round(each.score, 3), "spans": []}
        for each in found.signals
    ]
    return Reasons(round(found.score, 3) if said else None, said)


def pair_of(person: Reader, one: UUID, other: UUID) -> Pair | None:
    """Return what speaks for and against two partners being the same; None where one is unknown."""
    known = {each.id: each for each in known_partners(person)}
    return compare(known[one], known[other]) if one in known and other in known else None


def why_not(kept: Organisation, absorbed: Organisation) -> str:
    """Return why one partner cannot be merged into another; nothing where it can."""
    names = {"kept": kept.name, "absorbed": absorbed.name}
    if people_act_for(absorbed.pk):
        return (
            _("People act for “%(absorbed)s”, or are invited to. Keep that one; or, where people act for both, end the roles there first, on the page People.")
            % names
        )  # fmt: skip
    views = Confirmation.objects.filter(
        Q(organisation=kept) & (Q(action__owner=absorbed) | Q(action__reported_for=absorbed))
        | Q(organisation=absorbed) & (Q(action__owner=kept) | Q(action__reported_for=kept))
    )
    promises = CommitmentView.objects.filter(
        Q(organisation=kept) & _promised_by(absorbed)
        | Q(organisation=absorbed) & _promised_by(kept)
    )
    if views.exists() or promises.exists():
        return (
            _("One of the two confirmed, or objected to, what the other did or promised. As one partner it would have judged its own, so they stay two.")
        )  # fmt: skip
    if Member.objects.filter(organisation=absorbed, left_on=None).exists():
        return (
            _("“%(absorbed)s” is a member of a partnership, and what it signed stays its own. Let it leave there first.")
            % names
        )  # fmt: skip
    return ""


def _promised_by(partner: Organisation) -> Q:
    """Return the condition of a view on what a partner promised, or what was asked of it."""
    return Q(commitment__organisation=partner) | Q(commitment__question__institution=partner)


def merges(person: Reader) -> list[Merge]:
    """Return the merges that hold, the newest first; nothing for whoever does not decide."""
    if not coordinates(person):
        return []
    return list(Merge.objects.filter(undone_at=None).select_related("kept", "absorbed"))


def merged_here(person: Reader, partner: Organisation) -> list[Merge]:
    """Return the merges that hold and in which a partner was kept, the newest first.

    Args:
        person: Who reads; who sees the partner may know under which names it was.
        partner: One they may see.
    """
    if not shares_here(person):
        return []
    return list(Merge.objects.filter(kept=partner, undone_at=None).select_related("absorbed"))


def merged_away(person: Reader, partner_id: UUID) -> Organisation | None:
    """Return a partner that was merged, with the id of the one it leads to; None for who sees neither.

    Args:
        person: Who reads.
        partner_id: A partner's id, or any other.
    """
    rows = Merge.objects.filter(absorbed_id=partner_id, undone_at=None)
    found = rows.select_related("absorbed").first() if shares_here(person) else None
    return found.absorbed if found else None


def like(person: Reader, partner_id: UUID) -> Pair | None:
    """Return the partner that is likeliest the same as one just added, with what speaks for it.

    A short form that both have is enough to look twice, though not to offer the two as a pair.

    Args:
        person: A co-ordinator; nothing for others.
        partner_id: The one that was added.
    """
    known = {each.id: each for each in known_partners(person)}
    mine = known.pop(partner_id, None)
    found = [compare(mine, each) for each in known.values()] if mine else []
    telling = [each for each in found if any(e.weight > 0 and e.rule != "same_country" for e in each.signals)]  # fmt: skip
    return max(telling, key=lambda each: each.score, default=None)
