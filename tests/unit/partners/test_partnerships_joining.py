"""Another organisation joins what all have signed: each is asked, each says yes for its own, nobody for another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions.agreeing import move
from commonweal.partners.actions.joining import (
    agree_to_join,
    ask_to_join,
    refuse_to_join,
    take_yes_back,
)
from commonweal.partners.engine.partnership_types import MoveDraft
from commonweal.partners.models import Accession, Member, Step
from commonweal.partners.queries.rows import partnership_of
from commonweal.rights.models import Role
from factories import PersonFactory
from factories_partners import partnership
from factories_partnerships import agreed_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> tuple[Any, Any, Any, Any]:
    one, other = PersonFactory.create_batch(2)
    new = PersonFactory(role=Role.PLACE)
    return one, other, new, agreed_partnership(one, other)


def test_it_is_in_when_all_said_yes_and_it_signed(three: Any) -> None:
    one, other, new, pk = three
    with pytest.raises(NotFound):
        partnership_of(new, pk)
    row = ask_to_join(one, pk, new.organisation_id)
    assert partnership_of(new, pk).pk == pk
    agree_to_join(new, row.pk)
    agree_to_join(one, row.pk)
    assert not Member.objects.filter(organisation=new.organisation).exists()
    with pytest.raises(Conflict, match="said yes already"):
        agree_to_join(one, row.pk)
    agree_to_join(other, row.pk)
    member = Member.objects.get(organisation=new.organisation)
    row.refresh_from_db()
    assert member.joined_on == row.joined_on is not None
    kinds = list(Step.objects.filter(partnership=pk).values_list("kind", flat=True))
    assert kinds[-2:] == ["joining", "joined"]
    assert move(new, pk, MoveDraft("remark", text="Thank you."))
    with pytest.raises(NotAllowed):
        agree_to_join(other, row.pk)


def test_only_who_keeps_it_asks_and_only_what_is_signed(three: Any) -> None:
    one, other, new, pk = three
    with pytest.raises(NotAllowed):
        ask_to_join(other, pk, new.organisation_id)
    with pytest.raises(InvalidInput):
        ask_to_join(one, pk, new.organisation_id, role="owner")
    with pytest.raises(Conflict, match="in it, or asked"):
        ask_to_join(one, pk, other.organisation_id)
    ask_to_join(one, pk, new.organisation_id)
    with pytest.raises(Conflict, match="in it, or asked"):
        ask_to_join(one, pk, new.organisation_id)
    with pytest.raises(Conflict, match="proposed"):
        ask_to_join(one, partnership(one, other), new.organisation_id)


def test_a_no_needs_a_reason_and_ends_it(three: Any) -> None:
    one, other, new, pk = three
    row = ask_to_join(one, pk, new.organisation_id)
    agree_to_join(one, row.pk)
    take_yes_back(one, row.pk)
    with pytest.raises(Conflict, match="has not said yes"):
        take_yes_back(one, row.pk)
    with pytest.raises(InvalidInput, match="reason"):
        refuse_to_join(other, row.pk, reason=" ")
    refuse_to_join(other, row.pk, reason="Not before the summer.")
    with pytest.raises(NotFound):
        partnership_of(new, pk)
    with pytest.raises(NotAllowed):
        agree_to_join(one, row.pk)
    again = ask_to_join(one, pk, new.organisation_id)
    refuse_to_join(new, again.pk, reason="We are too few.")
    assert Accession.objects.filter(joined_on=None, dropped_on=None).count() == 0


def test_nobody_says_yes_for_another(three: Any) -> None:
    one, _other, new, pk = three
    row = ask_to_join(one, pk, new.organisation_id)
    with pytest.raises(NotAllowed):
        agree_to_join(PersonFactory(), row.pk)
    with pytest.raises(NotAllowed):
        agree_to_join(PersonFactory(role=Role.COORDINATOR), row.pk)


def test_when_the_last_that_waited_leaves_the_others_have_agreed() -> None:
    one, other, third, new = PersonFactory.create_batch(4)
    pk = agreed_partnership(one, other, third)
    row = ask_to_join(one, pk, new.organisation_id)
    for person in (one, other, new):
        agree_to_join(person, row.pk)
    move(third, pk, MoveDraft("left", text="We moved away."))
    row.refresh_from_db()
    assert row.joined_on is not None
    assert partnership_of(one, pk).state == "active"


def test_who_left_may_come_back(three: Any) -> None:
    one, other, new, pk = three
    third = PersonFactory()
    row = ask_to_join(one, pk, third.organisation_id)
    for person in (one, other, third):
        agree_to_join(person, row.pk)
    move(third, pk, MoveDraft("left", text="We moved away."))
    again = ask_to_join(one, pk, third.organisation_id)
    for person in (one, other, third):
        agree_to_join(person, again.pk)
    assert Member.objects.get(organisation=third.organisation).left_on is None
    assert new.organisation_id not in Member.objects.values_list("organisation_id", flat=True)


def test_today_and_the_page_lead_each_to_the_yes(three: Any) -> None:
    one, other, new, pk = three
    client = Client()
    client.force_login(one)
    assert client.post(f"/partners/partnerships/{pk}/join/", {"organisation": str(new.organisation_id), "role": "member"}).status_code == 303  # fmt: skip
    row = Accession.objects.get()
    name, title = new.organisation.name, row.partnership.title
    assert f"{name} would join; say yes or no: {title}" in [
        each.text for each in public.today_items(other, since=None)
    ]
    assert f"Sign and join, or not: {title}" in [
        each.text for each in public.today_items(new, since=None)
    ]
    for person in (one, other, new):
        client.force_login(person)
        assert "Who would join" in client.get(f"/partners/partnerships/{pk}/").content.decode()
        address = f"/partners/accessions/{row.pk}/"
        assert client.post(address, {"said": "no"}).status_code == 422
        assert client.post(address, {"said": "yes"}).status_code == 303
    page = client.get(f"/partners/partnerships/{pk}/").content.decode()
    assert "joined on" in page
    client.force_login(one)
    assert client.get(f"/partners/accessions/{row.pk}/").status_code == 403
