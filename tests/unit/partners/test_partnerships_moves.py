"""Every move of a partnership, from every state, by everybody around it; and what follows when all say yes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.agreeing import ACTS, move
from commonweal.partners.actions.partnerships import propose
from commonweal.partners.engine.partnership_types import (
    MemberDraft,
    MoveDraft,
    PartnershipDraft,
)
from commonweal.partners.engine.partnerships import (
    MOVES,
    STATES,
    is_agreed,
    is_urgent,
    moves_open,
    stage,
    term_problem,
)
from commonweal.partners.models import Partnership, Signature, Step, StepKind, Term
from commonweal.rights.models import Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partners import partnership
from factories_partnerships import harmless

TODAY = date(2026, 5, 1)
DAY = timedelta(days=1)
# Who may say it, and in which state; written out again on purpose.
MAY = {
    "discussed": ({"proposed"}, {"keeper", "member", "co-ordinator"}),
    "remark": (
        {"proposed", "discussed", "signed", "active"},
        {"keeper", "member", "co-ordinator"},
    ),
    "signed": ({"discussed"}, {"member"}),
    "unsigned": ({"discussed"}, {"member"}),
    "activated": ({"signed"}, {"keeper", "co-ordinator"}),
    "renewal": ({"active"}, {"keeper", "co-ordinator"}),
    "agreed": ({"active"}, {"member"}),
    "dropped": ({"active"}, {"keeper", "member", "co-ordinator"}),
    "left": ({"proposed", "discussed", "signed", "active"}, {"member"}),
    "ended": ({"proposed", "discussed", "signed", "active"}, {"keeper", "co-ordinator"}),
}
PEOPLE = ("keeper", "member", "co-ordinator", "former", "outsider", "reviewer")


def at_state(state: str, kind: str) -> tuple[dict[str, Any], Partnership]:
    """A partnership in a state in which the move could be said, and everybody around it."""
    keeper, one, two, former = PersonFactory.create_batch(4)
    people = {
        "keeper": keeper,
        "member": one,
        "former": former,
        "co-ordinator": CoordinatorFactory(),
        "outsider": PersonFactory(),
        "reviewer": PersonFactory(organisation=one.organisation, role=Role.REVIEWER),
    }
    members = tuple(MemberDraft(each.organisation_id) for each in (one, two, former))
    row = propose(keeper, PartnershipDraft("team", "Team", "To plan.", members))
    row.members.filter(organisation_id=former.organisation_id).update(left_on=TODAY)
    term = row.terms.get()
    if state in {"signed", "active"}:
        Term.objects.update(agreed_on=TODAY)
    if kind in {"agreed", "dropped"} and state == "active":
        Term.objects.create(partnership=row, number=2, start=TODAY)
    if kind == "unsigned":
        Signature.objects.create(term=term, person=one, organisation=one.organisation)
    Partnership.objects.update(state=state)
    if (state, kind) == ("signed", "activated"):
        harmless(keeper, "partnership", row.pk)
    return people, Partnership.objects.get()


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", sorted(MOVES.keys() - {"changed"}))
def test_every_move_from_every_state_by_everybody(kind: str, state: str) -> None:
    for who in PEOPLE:
        people, row = at_state(state, kind)
        draft = MoveDraft(kind, text="Because.", start=timezone.localdate())
        states, may = MAY[kind]
        steps = Step.objects.count()
        if who not in may:
            with pytest.raises(NotAllowed):
                move(people[who], row.pk, draft)
        elif state not in states:
            with pytest.raises(Conflict):
                move(people[who], row.pk, draft)
        else:
            move(people[who], row.pk, draft)
            assert Step.objects.filter(kind=kind, person=people[who]).exists()
            assert TrailEntry.objects.filter(person_id=people[who].pk).exists()
        if who not in may or state not in states:
            row.refresh_from_db()
            assert (row.state, Step.objects.count()) == (state, steps)
        for model in (Signature, Step, Term):
            model.objects.all().delete()
        row.members.all().delete()
        row.delete()


def test_every_move_is_acted_and_may_be_said_by_somebody() -> None:
    assert set(ACTS) == MOVES.keys() - {"changed"} == MAY.keys()


@pytest.mark.django_db
def test_it_is_signed_when_each_has_signed_for_its_own_and_begun_by_its_keeper() -> None:
    one, two, three = PersonFactory.create_batch(3)
    pk = partnership(one, two, three, start=timezone.localdate())
    move(two, pk, MoveDraft("discussed"))
    for person, state in ((one, "discussed"), (two, "discussed"), (three, "signed")):
        assert move(person, pk, MoveDraft("signed"), seen=2).state == state
    with pytest.raises(NotAllowed):
        move(two, pk, MoveDraft("activated"))
    harmless(one, "partnership", pk)
    row = move(one, pk, MoveDraft("activated"))
    assert row.state == "active"
    assert row.terms.get().agreed_on == timezone.localdate()
    kinds = list(row.steps.values_list("kind", flat=True))
    assert kinds == [
        "proposed",
        "discussed",
        "signed",
        "signed",
        "signed",
        "all-signed",
        "activated",
    ]


@pytest.mark.django_db
def test_nobody_signs_twice_nor_under_a_text_they_did_not_see() -> None:
    one, two = PersonFactory.create_batch(2)
    pk = partnership(one, two)
    move(one, pk, MoveDraft("discussed"))
    with pytest.raises(Conflict, match="while you were writing"):
        move(two, pk, MoveDraft("signed"), seen=1)
    move(two, pk, MoveDraft("signed"), seen=2)
    colleague = PersonFactory(organisation=two.organisation)
    with pytest.raises(Conflict, match="signed it already"):
        move(colleague, pk, MoveDraft("signed"))
    move(colleague, pk, MoveDraft("unsigned"))
    with pytest.raises(Conflict, match="has not signed"):
        move(two, pk, MoveDraft("unsigned"))
    assert not Signature.objects.exists()


@pytest.mark.django_db
def test_it_does_not_begin_before_its_first_day_nor_after_its_last() -> None:
    one, two = PersonFactory.create_batch(2)
    today = timezone.localdate()
    for start, end, words in (
        (today + DAY, None, "It begins on"),
        (today - 9 * DAY, today - DAY, "Its last day was"),
    ):
        pk = partnership(one, two, start=start, end=end)
        Partnership.objects.filter(pk=pk).update(state="signed")
        with pytest.raises(Conflict, match=words):
            move(one, pk, MoveDraft("activated"))


def active(*people: Any, start: date, end: date | None) -> Any:
    pk = partnership(*people, start=start, end=end)
    move(people[0], pk, MoveDraft("discussed"))
    for person in people:
        move(person, pk, MoveDraft("signed"))
    harmless(people[0], "partnership", pk)
    move(people[0], pk, MoveDraft("activated"))
    return pk


@pytest.mark.django_db
def test_a_renewal_counts_when_all_agree_and_the_first_term_is_never_lost() -> None:
    one, two = PersonFactory.create_batch(2)
    today = timezone.localdate()
    first = (today - 300 * DAY, today + 65 * DAY)
    pk = active(one, two, start=first[0], end=first[1])
    later = MoveDraft("renewal", start=first[1] + DAY, end=first[1] + 366 * DAY)
    with pytest.raises(InvalidInput, match="before the present one ends"):
        move(one, pk, MoveDraft("renewal", start=first[1]))
    with pytest.raises(InvalidInput, match="first day"):
        move(one, pk, MoveDraft("renewal"))
    kept = Partnership.objects.get().kept_from
    move(one, pk, later)
    with pytest.raises(Conflict, match="already"):
        move(one, pk, later)
    # Who offers it for a party has said yes for that one, and for nobody else.
    assert [each.organisation_id for each in Signature.objects.filter(term__number=2)] == [one.organisation_id]  # fmt: skip
    with pytest.raises(Conflict, match="signed it already"):
        move(one, pk, MoveDraft("agreed"))
    assert Partnership.objects.get().end == first[1]
    row = move(two, pk, MoveDraft("agreed"))
    assert row.end == later.end
    assert row.kept_from > kept
    assert list(row.terms.values_list("start", "end")) == [first, (later.start, later.end)]
    assert row.steps.filter(kind=StepKind.RENEWED).count() == 1


@pytest.mark.django_db
def test_one_who_does_not_agree_drops_the_renewal_with_a_reason_and_another_can_be_offered() -> (
    None
):
    one, two = PersonFactory.create_batch(2)
    today = timezone.localdate()
    pk = active(one, two, start=today, end=today + 30 * DAY)
    offer = MoveDraft("renewal", start=today + 31 * DAY)
    move(one, pk, offer)
    with pytest.raises(InvalidInput, match="Write the reason"):
        move(two, pk, MoveDraft("dropped"))
    move(two, pk, MoveDraft("dropped", text="Too short."))
    assert Term.objects.get(number=2).dropped_on == today
    move(one, pk, offer)
    assert Term.objects.filter(number=2).count() == 2


@pytest.mark.django_db
def test_who_leaves_takes_the_others_signatures_off_what_is_not_agreed_yet() -> None:
    one, two, three = PersonFactory.create_batch(3)
    pk = partnership(one, two, three)
    move(one, pk, MoveDraft("discussed"))
    move(one, pk, MoveDraft("signed"))
    row = move(three, pk, MoveDraft("left", text="No mandate."))
    assert (row.state, Signature.objects.count()) == ("discussed", 0)
    row = move(two, pk, MoveDraft("left", text="Alone with one."))
    assert row.state == "ended"
    assert row.steps.last().text == "Fewer than two organisations are left."


@pytest.mark.parametrize(
    ("end", "renewals", "expected"),
    [
        (None, 0, "active"),
        (None, 1, "renewed"),
        (TODAY + 91 * DAY, 0, "active"),
        (TODAY + 91 * DAY, 2, "renewed"),
        (TODAY + 90 * DAY, 1, "expiring"),
        (TODAY, 0, "expiring"),
        (TODAY - DAY, 1, "run-out"),
    ],
)
def test_what_is_active_expires_and_runs_out_by_the_day(
    end: date | None, renewals: int, expected: str
) -> None:
    assert stage("active", end, renewals=renewals, today=TODAY) == expected


@pytest.mark.parametrize("state", ["proposed", "discussed", "signed", "ended"])
def test_what_is_not_active_does_not_expire(state: Any) -> None:
    assert stage(state, TODAY - DAY, renewals=1, today=TODAY) == state


def test_the_last_thirty_days_are_urgent() -> None:
    assert is_urgent(TODAY + 30 * DAY, today=TODAY)
    assert not is_urgent(TODAY + 31 * DAY, today=TODAY)
    assert not is_urgent(None, today=TODAY)


def test_two_agree_one_does_not() -> None:
    assert is_agreed([1, 2], [2, 1, 3])
    assert not is_agreed([1, 2], [1])
    assert not is_agreed([1], [1])
    assert not is_agreed([], [])


def test_days_that_cannot_be() -> None:
    assert term_problem(TODAY, TODAY - DAY) == "order"
    assert term_problem(None, TODAY) == "order"
    assert term_problem(TODAY, None, former_end=TODAY) == "gap"
    assert term_problem(TODAY, TODAY, former_end=TODAY - DAY) == ""


def test_what_is_offered_follows_what_was_said() -> None:
    kept = moves_open("active", ("keeper", "member"), said_yes=False, renewal_open=True)
    assert {"agreed", "dropped"} <= set(kept)
    assert "renewal" not in kept
    said = moves_open("discussed", ("member",), said_yes=True, renewal_open=False)
    assert "unsigned" in said
    assert "signed" not in said
    assert moves_open("active", (), said_yes=False, renewal_open=False) == ()
