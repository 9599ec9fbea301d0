"""Who may: each rule once, in two halves, for a row and for a table.

Everybody who takes part, and oversight, sees what partners agreed; those who recorded or called it (or the co-ordinator)
keep the meeting; the addressee answers; those who do it report it; anybody else confirms or objects:
nobody with a hand in it, for whichever partner they act, nor with a role for the partner whose promise it is.
The public sees what a convener made public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.partners.models import Action, ActionState, Evidence, Recommendation, Report
from commonweal.partners.rules.meetings import keeps, kept_by
from commonweal.partners.rules.taking_part import (
    all_who_take_part,
    organisation_of,
    takes_part,
    why,
)
from commonweal.rights.public import NOTHING, Rule, partners_of, register, shares_here

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


NOT_TAKEN_ON = (ActionState.PROPOSED, ActionState.DECLINED)


def _is_addressee(person: Reader, row: Recommendation) -> bool:
    own = organisation_of(person)
    return own is not None and row.addressee_id == own and row.withdrawn_at is None


def _addressed_to(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(addressee_id=own, withdrawn_at=None)


def _owns_one(person: Reader) -> Q:
    actions = Action.objects.filter(owner_id=organisation_of(person)).exclude(
        state__in=NOT_TAKEN_ON
    )
    return Q(pk__in=actions.values("recommendation_id"))


def _adds_action(person: Reader, row: Recommendation) -> bool:
    own = organisation_of(person)
    if own is None or row.withdrawn_at is not None:
        return False
    return row.addressee_id == own or any(
        each.owner_id == own and each.state not in NOT_TAKEN_ON for each in row.actions.all()
    )


def _takes_action(person: Reader) -> Q:
    own = organisation_of(person)
    return (
        NOTHING if own is None else (Q(addressee_id=own) | _owns_one(person)) & Q(withdrawn_at=None)
    )


def _does(person: Reader, action: Action) -> bool:
    own = organisation_of(person)
    return own is not None and own in {action.owner_id, action.recommendation.addressee_id}


def _done_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(owner_id=own) | Q(recommendation__addressee_id=own)


def _owns(person: Reader, action: Action) -> bool:
    own = organisation_of(person)
    return own is not None and action.owner_id == own


def _owned_by(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(owner_id=own)


def decides_offers(person: Reader, row: Recommendation) -> bool:
    """Say whether a person decides which passages are evidence: for its addressee, or for who acts on it.

    Args:
        person: Who would.
        row: The recommendation.
    """
    own = organisation_of(person)
    return own is not None and (
        row.addressee_id == own
        or any(
            each.owner_id == own and each.state not in NOT_TAKEN_ON for each in row.actions.all()
        )
    )


def _may_judge(person: Reader, action: Action) -> bool:
    return (
        organisation_of(person) is not None
        and action.state == ActionState.DONE
        and partners_of(person).isdisjoint({action.owner_id, action.reported_for_id})
        and not _had_a_hand_in(person, action)
    )


def _had_a_hand_in(person: Reader, action: Action) -> bool:
    """Say whether somebody leads an action, added it, or said or showed anything of how it went."""
    if person.pk is None:
        return False
    return (
        person.pk in {action.person_id, action.added_by_id, action.reported_by_id}
        or any(each.person_id == person.pk for each in action.reports.all())
        or any(each.person_id == person.pk for each in action.evidence.all())
    )


def _to_judge(person: Reader) -> Q:
    if organisation_of(person) is None:
        return NOTHING
    theirs = partners_of(person)
    by_them = Q(owner_id__in=theirs) | Q(reported_for_id__in=theirs)
    return Q(state=ActionState.DONE) & ~by_them & ~_with_a_hand_of(person)


def _with_a_hand_of(person: Reader) -> Q:
    if person.pk is None:
        return NOTHING
    said = Report.objects.filter(person_id=person.pk).order_by().values("action_id")
    shown = Evidence.objects.filter(person_id=person.pk).order_by().values("action_id")
    named = Q(person_id=person.pk) | Q(added_by_id=person.pk) | Q(reported_by_id=person.pk)
    return named | Q(pk__in=said) | Q(pk__in=shown)


def _added_it(person: Reader, row: Evidence) -> bool:
    own = organisation_of(person)
    return own is not None and row.organisation_id == own


def _added_by_own(person: Reader) -> Q:
    own = organisation_of(person)
    return NOTHING if own is None else Q(organisation_id=own)


def _why_promise(reader: Reader, row: Recommendation) -> str | Promise:
    if not shares_here(reader) and row.is_public:
        return gettext_lazy("Not this page; the public page “Agreed and done” shows what is asked.")
    return why(reader, row)


SEE_RECOMMENDATION = register(
    Rule(
        name="partners.recommendation.see",
        thing="partners.Recommendation",
        one=takes_part,
        many=all_who_take_part,
        why=_why_promise,
    )
)
# What the public page says of it: no persons, and of other partners' views only what they release.
SEE_AGREED = register(
    Rule(
        name="partners.recommendation.see-agreed",
        thing="partners.Recommendation",
        one=lambda _person, row: row.is_public,
        many=lambda _person: Q(published_at__isnull=False, withdrawn_at=None),
    )
)
KEEP_RECOMMENDATION = register(
    Rule(
        name="partners.recommendation.keep",
        thing="partners.Recommendation",
        one=lambda person, row: keeps(person, row.meeting),
        many=lambda person: kept_by(person, path="meeting__"),
    )
)
ANSWER = register(
    Rule(
        name="partners.recommendation.answer",
        thing="partners.Recommendation",
        one=_is_addressee,
        many=_addressed_to,
    )
)
ADD_ACTION = register(
    Rule(
        name="partners.recommendation.act",
        thing="partners.Recommendation",
        one=_adds_action,
        many=_takes_action,
    )
)
SEE_ACTION = register(
    Rule(
        name="partners.action.see",
        thing="partners.Action",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
DO_ACTION = register(
    Rule(name="partners.action.do", thing="partners.Action", one=_does, many=_done_by)
)
# What makes it, or keeps it, a promise in the owner's name.
OWN_ACTION = register(
    Rule(name="partners.action.own", thing="partners.Action", one=_owns, many=_owned_by)
)
JUDGE_ACTION = register(
    Rule(name="partners.action.confirm", thing="partners.Action", one=_may_judge, many=_to_judge)
)
SEE_EVIDENCE = register(
    Rule(
        name="partners.evidence.see",
        thing="partners.Evidence",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
WITHDRAW_EVIDENCE = register(
    Rule(
        name="partners.evidence.withdraw",
        thing="partners.Evidence",
        one=_added_it,
        many=_added_by_own,
    )
)
SEE_CONFIRMATION = register(
    Rule(
        name="partners.confirmation.see",
        thing="partners.Confirmation",
        one=takes_part,
        many=all_who_take_part,
        why=why,
    )
)
