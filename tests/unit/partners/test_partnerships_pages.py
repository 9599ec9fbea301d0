"""The pages of partnerships: propose, sign, list, renew; under which a meeting is held; Today; the terminal."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.kernel.errors import InvalidInput
from commonweal.library import public as library
from commonweal.partners import public
from commonweal.partners.actions.agreeing import move
from commonweal.partners.actions.meetings import change_meeting
from commonweal.partners.engine.partnership_types import MoveDraft
from commonweal.partners.models import Meeting, Partnership
from commonweal.rights.models import Role
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import partnership
from factories_partnerships import harmless

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def first_button(client: Client, page: str) -> tuple[str, str] | None:
    """Return what the first button of a page says, and what it asks for; None where nothing is to be done."""
    found = re.search(r'id="next".*?</section>', text(client, page), re.DOTALL)
    button = re.search(r'class="button"[^>]*>([^<]*)<', found[0]) if found else None
    if found is None or button is None:
        return None
    kind = re.search(r'name="kind" value="(\w+)"', found[0][: button.start()])
    return (kind[1] if kind else "", unescape(button[1]))


def lines(person: Any) -> list[Any]:
    return list(public.today_items(person, since=None))


def active(*people: Any, days: int) -> Any:
    today = timezone.localdate()
    pk = partnership(*people, start=today - 300 * DAY, end=today + days * DAY)
    Partnership.objects.filter(pk=pk).update(state="active")
    Partnership.objects.get(pk=pk).terms.update(agreed_on=today)
    return pk


def test_it_is_proposed_signed_and_begun_through_the_pages() -> None:
    one, two = PersonFactory.create_batch(2)
    client, other = signed_in(one), signed_in(two)
    typed = {
        "kind": "public-private",
        "title": "Old Market together",
        "purpose": "Keep it open.",
        "chair": str(one.organisation_id),
        "members": [str(two.organisation_id)],
    }
    answer = client.post("/partners/partnerships/propose/", typed)
    assert answer.status_code == 303
    page = answer["Location"]
    row = Partnership.objects.get()
    assert list(row.members.values_list("role", flat=True)) == ["chair", "member"]
    for each, kind, seen, words in (
        (other, "discussed", 1, "Take it up for discussion"),
        (client, "signed", 2, f"Sign for {one.organisation.name}"),
        (other, "signed", 2, f"Sign for {two.organisation.name}"),
    ):  # fmt: skip
        assert first_button(each, page) == (kind, words)
        assert each.post(f"{page}say/", {"kind": kind, "seen": seen}).status_code == 303
    assert first_button(other, page) is None
    # What is missing is the next thing to do, before the button that would be refused.
    assert first_button(client, page) == ("", "Make the do-no-harm check")
    harmless(one, "partnership", row.pk)
    assert first_button(client, page) == ("activated", "Say that it is active")
    assert client.post(f"{page}say/", {"kind": "activated", "seen": 3}).status_code == 303
    assert "Active" in text(client, page)
    assert Partnership.objects.get().state == "active"


def test_what_is_refused_stands_beside_what_was_typed() -> None:
    one, two = PersonFactory.create_batch(2)
    client = signed_in(one)
    typed = {
        "kind": "team",
        "title": "Alone",
        "purpose": "X",
        "members": [str(one.organisation_id)],
    }
    answer = client.post("/partners/partnerships/propose/", typed)
    assert answer.status_code == 422
    assert "this one has 1" in answer.content.decode()
    assert 'value="Alone"' in answer.content.decode()
    page = f"/partners/partnerships/{partnership(one, two)}/"
    # What ends it for all is never one wrong click away.
    assert client.post(f"{page}say/", {"kind": "ended", "seen": 1, "text": "X."}).status_code == 422
    assert f'href="{page}say/ended/"' in text(client, page)
    assert "End “Open squares” for all?" in text(client, f"{page}say/ended/")
    answer = client.post(f"{page}say/ended/", {"kind": "ended", "seen": 1})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    answer = client.post(f"{page}say/ended/", {"kind": "ended", "seen": 9, "text": "No."})
    assert answer.status_code == 409
    assert Partnership.objects.get().state == "proposed"
    answer = client.post(f"{page}say/", {"kind": "remark", "seen": 1})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert signed_in(two).get(f"{page}say/ended/").status_code == 403
    assert signed_in(two).get(f"{page}say/changed/").status_code == 404
    typed |= {"members": [str(two.organisation_id)], "chair": str(one.organisation_id)}
    assert client.post(f"{page}change/", typed | {"seen": 0}).status_code == 409
    assert client.post(f"{page}change/", typed | {"seen": 1}).status_code == 303
    assert signed_in(two).get(f"{page}change/").status_code == 403


def test_only_who_is_around_it_is_offered_something_to_say() -> None:
    one, two = PersonFactory.create_batch(2)
    page = f"/partners/partnerships/{partnership(one, two)}/"
    for person in (PersonFactory(), PersonFactory(role=Role.OVERSIGHT)):
        shown = text(signed_in(person), page)
        assert "Remark on it" not in shown
        assert f"{page}say/" not in shown
        assert "Make the do-no-harm check" not in shown
    assert one.name not in text(signed_in(PersonFactory(role=Role.OVERSIGHT)), page)


def test_a_renewal_is_offered_on_its_own_page_and_agreed_to_by_the_first_button() -> None:
    one, two = PersonFactory.create_batch(2)
    page = f"/partners/partnerships/{active(one, two, days=60)}/"
    client, other = signed_in(one), signed_in(two)
    assert first_button(client, page) == ("", "Offer to renew it")
    # Long before its end nothing is to be done; a renewal can be offered where its terms stand.
    quiet = f"/partners/partnerships/{active(one, two, days=300)}/"
    assert 'id="next"' not in text(client, quiet)
    assert f'href="{quiet}say/renewal/"' in text(client, quiet)
    first = timezone.localdate() + 61 * DAY
    typed = {"kind": "renewal", "seen": 1, "start": first.isoformat(), "text": ""}
    address = f"{page}say/renewal/"
    assert client.post(address, typed | {"start": ""}).status_code == 422
    assert client.post(address, typed).status_code == 303
    assert first_button(client, page) is None
    assert f"Waits for the yes of: {two.organisation.name}" in text(client, page)
    assert first_button(other, page) == (
        "agreed",
        f"Agree to the renewal for {two.organisation.name}",
    )
    assert f'href="{page}say/dropped/"' in text(other, page)
    assert client.get(address).status_code == 403
    assert other.post(f"{page}say/", {"kind": "agreed", "seen": 2}).status_code == 303
    assert Partnership.objects.get(pk=page.split("/")[3]).end is None


def test_for_whom_nobody_acts_is_said_where_parties_are_chosen_and_where_they_are_waited_for() -> (
    None
):
    one, idle = PersonFactory(), OrganisationFactory(name="Twin Rivers Fund")
    ended = PersonFactory(organisation=OrganisationFactory(name="Old Guild"))
    ended.grants.update(ended_at=timezone.now())
    client = signed_in(one)
    form = text(client, "/partners/partnerships/propose/")
    for name in ("Twin Rivers Fund", "Old Guild"):
        assert f"{name} (nobody acts for it yet)" in form
    assert f"{one.organisation.name} (nobody" not in form
    typed = {"kind": "team", "title": "Waiting", "purpose": "X", "members": [str(one.organisation_id), str(idle.pk)]}  # fmt: skip
    page = client.post("/partners/partnerships/propose/", typed)["Location"]
    client.post(f"{page}say/", {"kind": "discussed", "seen": 1})
    client.post(f"{page}say/", {"kind": "signed", "seen": 2})
    assert "Waits for the yes of: Twin Rivers Fund (nobody acts for it yet)" in text(client, page)
    asking = f"/partners/partnerships/{active(one, PersonFactory(), days=60)}/join/"
    assert "Old Guild (nobody acts for it yet)" in text(client, asking)


def test_the_list_is_filtered_counted_and_paged() -> None:
    one, two, three = PersonFactory.create_batch(3)
    partnership(one, two, title="Aaa memorandum")
    partnership(one, three, title="Bbb council", kind="public-council")
    active(one, two, days=60)
    client = signed_in(one)
    assert "Aaa memorandum" in text(client, "/partners/partnerships/?kind=memorandum")
    assert "Bbb council" not in text(client, "/partners/partnerships/?kind=memorandum")
    page = text(client, "/partners/partnerships/?stage=expiring")
    assert "Open squares" in page
    assert "Aaa memorandum" not in page
    page = text(client, f"/partners/partnerships/?organisation={three.organisation_id}")
    assert "Bbb council" in page
    assert "Aaa memorandum" not in page
    for _each in range(50):
        partnership(one, two)
    assert "1 to 50 of 53" in text(client, "/partners/partnerships/")
    assert "No partnership matches" in text(client, "/partners/partnerships/?stage=ended")


def test_the_list_asks_the_database_no_more_for_more_rows(
    django_assert_max_num_queries: Any,
) -> None:
    one, two = PersonFactory.create_batch(2)
    client = signed_in(one)
    for _each in range(12):
        partnership(one, two)
    client.get("/partners/partnerships/")
    with django_assert_max_num_queries(22):
        client.get("/partners/partnerships/")


def test_a_meeting_is_held_under_a_partnership_and_both_pages_say_so() -> None:
    one, two = PersonFactory.create_batch(2)
    own, other = (
        partnership(one, two, title="Ours"),
        partnership(two, PersonFactory(), title="Theirs"),
    )
    client = signed_in(one)
    form = text(client, "/partners/meetings/add/")
    assert "Ours" in form
    assert "Theirs" not in form
    typed = {"title": "Council", "type": "meeting", "partnership": str(own)}
    client.post("/partners/meetings/add/", typed)
    meeting = Meeting.objects.get()
    assert f"/partners/partnerships/{own}/" in text(client, meeting.get_absolute_url())
    assert meeting.get_absolute_url() in text(client, f"/partners/partnerships/{own}/")
    draft = public.MeetingDraft(title="X", partnership_id=other)
    with pytest.raises(InvalidInput, match="your partner keeps or is in"):
        public.add_meeting(one, draft)


def test_a_venues_people_neither_read_nor_undo_under_what_of_others_their_meeting_is_held() -> None:
    venue = PersonFactory(role=Role.PLACE)
    pk = partnership(PersonFactory(), PersonFactory(), title="Zephyr plan")
    meeting_id = public.add_meeting(venue, public.MeetingDraft(title="Walk"))
    draft = public.MeetingDraft(title="Walk", partnership_id=pk)
    change_meeting(CoordinatorFactory(), meeting_id, draft)
    assert "Zephyr" not in text(signed_in(venue), f"/partners/meetings/{meeting_id}/")
    change_meeting(venue, meeting_id, public.MeetingDraft(title="Walk again"))
    assert Meeting.objects.get().partnership_id == pk


def test_a_document_holds_the_text_and_leads_to_the_partnership() -> None:
    one, two = PersonFactory.create_batch(2)
    key = library.add_now("paper.txt", b"Agreement of Halvera\n\nThey agree.", person=one)
    client = signed_in(one)
    assert f"/partners/partnerships/propose/?document={key}" in text(client, f"/library/{key}/")
    typed = {
        "kind": "memorandum",
        "title": "Paper",
        "purpose": "P",
        "members": [str(one.organisation_id), str(two.organisation_id)],
    }
    answer = client.post(f"/partners/partnerships/propose/?document={key}", typed)
    assert Partnership.objects.get().document_id == key
    assert answer["Location"] in text(client, f"/library/{key}/")


def test_today_asks_for_each_yes_and_tells_what_runs_out() -> None:
    one, two, coordinator = PersonFactory(), PersonFactory(), CoordinatorFactory()
    pk = partnership(one, two, title="Squares")
    assert [each.text for each in lines(two)] == ["Take up for discussion: Squares"]
    assert lines(one) == []
    move(two, pk, MoveDraft("discussed"))
    assert [each.text for each in lines(one)] == ["Discuss and sign: Squares"]
    move(one, pk, MoveDraft("signed"))
    assert lines(one) == []
    move(two, pk, MoveDraft("signed"))
    assert "All have signed; say that it is active: Squares" in [e.text for e in lines(one)]
    harmless(one, "partnership", pk)
    move(one, pk, MoveDraft("activated"))
    end = timezone.localdate() + 25 * DAY
    Partnership.objects.update(end=end)
    [due] = [each for each in lines(two) if each.kind == "due"]
    assert (due.text, due.due_on, due.detail) == (
        "Renew or end: Squares", end, "less than 30 days left",
    )  # fmt: skip
    assert "1 partnership ends within 90 days." in [each.text for each in lines(coordinator)]
    move(one, pk, MoveDraft("renewal", start=end + DAY))
    assert "Agree to the renewal, or not: Squares" in [each.text for each in lines(two)]
    assert lines(PersonFactory()) == []


def test_more_than_ten_lead_to_the_list() -> None:
    one, two = PersonFactory.create_batch(2)
    for _each in range(12):
        partnership(one, two)
    shown = lines(two)
    assert len(shown) == 11
    assert (shown[-1].text, shown[-1].count) == ("All 12", 2)


def test_the_terminal_lists_them() -> None:
    one, two = PersonFactory.create_batch(2)
    active(one, two, days=10)
    partnership(one, two, title="Other")
    run = CliRunner().invoke(
        commonweal, ["partners", "partnerships", "--stage", "expiring", "--json"]
    )
    assert run.exit_code == 0, run.output
    row = json.loads(run.output)
    assert (row["title"], row["stage"]) == ("Open squares", "expiring")
    assert [each["name"] for each in row["parties"]] == [
        one.organisation.name,
        two.organisation.name,
    ]
    plain = CliRunner().invoke(commonweal, ["partners", "partnerships"]).output
    assert plain.count("\n") == 2
