"""Offers and needs: what fits and why, what ends by itself, who says yes, and how it is undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions.exchange import (
    change_notice,
    reopen_notice,
    say_of_uptake,
    take_up,
    withdraw_notice,
)
from commonweal.partners.engine.exchange import (
    MOVES,
    NoticeDraft,
    Terms,
    fit,
    moves_open,
    places_in,
    stage,
)
from commonweal.partners.models import Notice, Uptake
from commonweal.partners.queries.exchange import (
    WantedNotices,
    matches_of,
    notices,
    uptake_of,
    with_notice_stage,
)
from commonweal.partners.templatetags.exchange import in_words
from commonweal.rights.models import Role, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_offers import notice

TODAY = date(2026, 5, 1)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


def terms(kind: str = "room", **more: Any) -> Terms:
    return Terms(kind, **more)


def grounds(one: Terms, other: Terms) -> set[str] | None:
    found = fit(one, other)
    return None if found is None else {each.ground for each in found.reasons}


def test_what_fits_says_why() -> None:
    one = terms(
        "trainer",
        first=TODAY,
        last=date(2026, 5, 9),
        place="Halvera; Riverside",
        languages=("sq", "en"),
    )
    other = terms("trainer", first=date(2026, 5, 8), place="riverside", languages=("en",))
    found = fit(one, other)
    assert found is not None
    assert found.days == (date(2026, 5, 8), date(2026, 5, 9))
    facts = {each.ground: each.facts for each in found.reasons}
    assert facts == {"kind": (), "days": (), "place": ("Riverside",), "languages": ("en",)}
    assert [in_words(each) for each in found.reasons if each.ground == "place"] == [
        "both in Riverside"
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (terms("room"), terms("trainer"), None),
        (terms(last=TODAY), terms(first=TODAY + timedelta(days=1)), None),
        (terms(last=TODAY), terms(first=TODAY), {"kind", "days", "any-place"}),
        (terms(place="Halvera"), terms(place="Novigrad"), None),
        (terms("trainer", place="Halvera"), terms("trainer", place="Novigrad"), {"kind", "any-day", "other-place"}),
        (terms("interpreter", languages=("sq",)), terms("interpreter", languages=("en",)), None),
        (terms("trainer", languages=("sq",)), terms("trainer", languages=("en",)), {"kind", "any-day", "any-place", "no-language"}),
        (terms(), terms(), {"kind", "any-day", "any-place"}),
    ],
)  # fmt: skip
def test_a_room_does_not_travel_and_an_interpreter_needs_a_language(
    one: Terms, other: Terms, expected: set[str] | None
) -> None:
    assert grounds(one, other) == expected
    assert grounds(other, one) == expected


@given(DAYS, DAYS, DAYS, DAYS)
def test_days_fit_both_ways_and_only_where_both_can(
    a: date | None, b: date | None, c: date | None, d: date | None
) -> None:
    found = fit(terms(first=a, last=b), terms(first=c, last=d))
    other = fit(terms(first=c, last=d), terms(first=a, last=b))
    assert (found is None) == (other is None)
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    common = [
        day
        for day in every
        if all(first is None or first <= day for first in (a, c))
        and all(last is None or day <= last for last in (b, d))
    ]
    assert (found is not None) == bool(common)


def test_places_are_named_once_each() -> None:
    assert places_in(" Halvera, riverside ;halvera\n") == ("halvera", "riverside")
    assert places_in("") == ()


@pytest.mark.parametrize("state", MOVES)
def test_each_move_is_for_a_side_and_strangers_say_nothing(state: str) -> None:
    assert moves_open(state, []) == ()
    assert set(moves_open(state, ["holder", "asker"])) == set(MOVES[state])
    assert moves_open("declined", ["holder", "asker"]) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "settled", "withdrawn"])
@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_the_database_says_how_far_it_is_as_the_engine_does(state: str, days: int | None) -> None:
    person = PersonFactory()
    last = None if days is None else TODAY + timedelta(days=days)
    row = Notice.objects.create(
        organisation=person.organisation, sort="offer", kind="room", title="T", last=last,
        state=state, added_by=person,
    )  # fmt: skip
    [found] = with_notice_stage(Notice.objects.filter(pk=row.pk), today=TODAY)
    assert found.stage == stage(state, last, today=TODAY)


@pytest.fixture
def two() -> tuple[Any, Any, Notice]:
    one, other = PersonFactory.create_batch(2)
    return one, other, notice(one, title="A hall")


@pytest.mark.django_db
def test_an_offer_is_taken_up_agreed_and_called_off(two: Any) -> None:
    one, other, row = two
    asked = take_up(other, row.pk, text="For fifty people.")
    with pytest.raises(Conflict, match="asked already"):
        take_up(other, row.pk)
    with pytest.raises(Conflict):
        say_of_uptake(other, asked.pk, "agree")
    say_of_uptake(one, asked.pk, "agree")
    row.refresh_from_db()
    assert row.state == "settled"
    third = PersonFactory()
    with pytest.raises(NotAllowed):
        take_up(third, row.pk)
    with pytest.raises(InvalidInput, match="reason"):
        say_of_uptake(other, asked.pk, "call-off")
    say_of_uptake(other, asked.pk, "call-off", reason="Fewer came.")
    row.refresh_from_db()
    assert row.state == "open"
    take_up(other, row.pk)
    said = TrailEntry.objects.filter(thing_id=str(row.pk)).values_list("verb", flat=True)
    assert {"partners.notice.added", "partners.uptake.asked", "partners.uptake.agreed", "partners.uptake.called-off"} <= set(said)  # fmt: skip


@pytest.mark.django_db
def test_it_is_agreed_with_one_partner_only(two: Any) -> None:
    one, other, row = two
    third = PersonFactory()
    first, second = take_up(other, row.pk), take_up(third, row.pk)
    say_of_uptake(one, first.pk, "agree")
    # Whoever else asked is told, and its request has ended with the reason.
    second.refresh_from_db()
    assert (second.state, second.settled_for_id) == ("met", one.organisation_id)
    told = [each.text for each in public.today_items(third, since=None)]
    assert f"{one.organisation.name}, “A hall”: met by another" in told
    with pytest.raises(Conflict, match="“A hall” is “agreed” now, so nobody else"):
        say_of_uptake(one, second.pk, "agree")
    with pytest.raises(Conflict, match="agreed with another partner"):
        say_of_uptake(one, second.pk, "decline", reason="Another one was earlier.")
    with transaction.atomic(), pytest.raises(IntegrityError):
        Uptake.objects.filter(pk=second.pk).update(state="agreed")
    client = Client()
    client.force_login(one)
    page = client.get(row.get_absolute_url()).content.decode()
    assert f"{third.organisation.name}: met by another" in page
    assert f"/uptakes/{second.pk}/" not in page
    say_of_uptake(one, first.pk, "call-off", reason="Fewer came.")
    assert take_up(third, row.pk).state == "asked"


@pytest.mark.django_db
def test_what_is_over_ends_by_itself(two: Any) -> None:
    one, other, row = two
    asked = take_up(other, row.pk)
    Notice.objects.filter(pk=row.pk).update(
        first=None, last=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(NotAllowed):
        take_up(PersonFactory(), row.pk)
    page = shown(other, row.get_absolute_url())
    assert "Its last day is over" in page
    assert not [
        each for each in public.today_items(one, since=None) if "would take up" in each.text
    ]
    assert asked.state == "asked"
    wanted = WantedNotices(stage="over")
    assert [each.pk for each in notices(one, wanted, today=timezone.localdate())] == [row.pk]


@pytest.mark.django_db
def test_only_its_own_people_change_it_and_nothing_is_typed_over(two: Any) -> None:
    one, other, row = two
    draft = NoticeDraft("offer", "A larger hall", Terms("room"))
    with pytest.raises(NotAllowed):
        change_notice(other, row.pk, draft)
    with pytest.raises(NotAllowed):
        change_notice(CoordinatorFactory(), row.pk, draft)
    change_notice(one, row.pk, draft, seen=1)
    with pytest.raises(Conflict):
        change_notice(one, row.pk, draft, seen=1)
    withdraw_notice(one, row.pk)
    with pytest.raises(NotAllowed):
        take_up(other, row.pk)
    reopen_notice(one, row.pk)
    assert take_up(other, row.pk).state == "asked"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (NoticeDraft("gift", "T", Terms("room")), "lists"),
        (NoticeDraft("offer", " ", Terms("room")), "what it is"),
        (NoticeDraft("offer", "T", Terms("room", TODAY, TODAY - timedelta(days=1))), "before"),
        (NoticeDraft("offer", "T", Terms("room", None, date(2020, 1, 1))), "is over"),
        (NoticeDraft("offer", "T", Terms("room", languages=("englishy",))), "Did you mean English"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_remedy(draft: NoticeDraft, words: str) -> None:
    from commonweal.partners.actions.exchange import add_notice

    with pytest.raises(InvalidInput, match=words):
        add_notice(PersonFactory(), draft)
    assert not Notice.objects.exists()


def shown(person: Any, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


@pytest.mark.django_db
def test_what_the_two_write_is_theirs(two: Any) -> None:
    one, other, row = two
    third = PersonFactory(role=Role.POLICE)
    asked = take_up(other, row.pk, text="For the evening with the mothers.")
    for person, reads in (
        (one, True),
        (other, True),
        (third, False),
        (CoordinatorFactory(), False),
    ):
        assert ("evening with the mothers" in shown(person, row.get_absolute_url())) is reads
    with pytest.raises(NotFound):
        uptake_of(third, asked.pk)
    say_of_uptake(one, asked.pk, "agree")
    page = shown(third, row.get_absolute_url())
    assert other.organisation.name in page
    assert "evening with the mothers" not in page
    donor = PersonFactory(role=Role.DONOR)
    client = Client()
    client.force_login(donor)
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_today_says_who_asks_and_what_fits(two: Any) -> None:
    one, other, row = two
    need = notice(other, "need", title="A hall for fifty")
    notice(PersonFactory(), "need", "trainer", title="Somebody else")
    [match] = matches_of(one, row, today=timezone.localdate())
    assert match.row.pk == need.pk
    texts = [each.text for each in public.today_items(one, since=None)]
    assert "1 entry fits: A hall" in texts
    assert "1 entry fits: A hall for fifty" in [
        each.text for each in public.today_items(other, since=None)
    ]
    asked = take_up(other, row.pk)
    assert f"{other.organisation.name} would take up: A hall" in [
        each.text for each in public.today_items(one, since=None)
    ]
    before = timezone.now()
    say_of_uptake(one, asked.pk, "agree")
    found = public.today_items(other, since=before)
    assert f"{one.organisation.name}, “A hall”: agreed" in [each.text for each in found]
    assert [each.kind for each in found if each.text.startswith("Agreed with")] == ["due"]


@pytest.mark.django_db
def test_a_newcomer_goes_through_the_pages(two: Any) -> None:
    one, other, row = two
    client = Client()
    client.force_login(other)
    assert (
        "A hall"
        in client.get("/partners/exchange/?sort=offer&kind=room&stage=open").content.decode()
    )
    answer = client.post("/partners/exchange/add/", {"sort": "need", "kind": "room", "title": "For fifty", "last": "2020-01-01"})  # fmt: skip
    assert answer.status_code == 422
    assert "is over" in answer.content.decode()
    need = {"sort": "need", "kind": "room", "title": "For fifty"}
    answer = client.post("/partners/exchange/add/", need | {"languages": "Romany people"})
    assert answer.status_code == 422
    assert "“Romany people” is no language" in answer.content.decode()
    answer = client.post("/partners/exchange/add/", need | {"languages": "romani, sq"})
    assert answer.status_code == 303
    assert Notice.objects.get(title="For fifty").languages == "rom sq"
    assert "Romani, Albanian" in client.get(answer.url).content.decode()
    assert 'value="Romani, Albanian"' in client.get(f"{answer.url}change/").content.decode()
    assert "the same kind" in client.get(answer.url).content.decode()
    assert client.post(f"{row.get_absolute_url()}take-up/", {"text": ""}).status_code == 303
    client.force_login(one)
    asked = Uptake.objects.get()
    address = f"/partners/uptakes/{asked.pk}/"
    assert client.post(address, {"move": "decline"}).status_code == 422
    assert client.post(address, {"move": "agree"}).status_code == 303
    assert client.post(address, {"move": "agree"}).status_code == 422
    assert client.get(f"{row.get_absolute_url()}take-up/").status_code == 403
