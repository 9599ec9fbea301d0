"""Sorting and ending a recommendation, leading an action, an objection without a name, reminders, many at once."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions import bulk, describing, leading, standing, unnamed_views
from commonweal.partners.engine.types import EndDraft, FactsDraft
from commonweal.partners.models import Action, Confirmation, Letter, Recommendation
from commonweal.partners.queries.board import Wanted, board, others_asked_of
from commonweal.partners.queries.progress import with_progress
from commonweal.rights.models import TrailEntry
from commonweal.rights.public import Role
from commonweal.rights.queries.trail import Wanted as WantedEntries
from commonweal.rights.queries.trail import trail_page
from factories import CoordinatorFactory, PersonFactory
from factories_partners import RecommendationFactory, world
from factories_unnamed import commented, everything_in, word

pytestmark = pytest.mark.django_db


def row_of(small: object) -> Recommendation:
    return Recommendation.objects.get(pk=small.recommendation_id)


def found(person: object, **wanted: object) -> list[object]:
    rows = board(person, Wanted(**wanted), today=timezone.localdate())
    return [row.pk for row in rows]


def test_it_is_sorted_by_who_keeps_the_meeting_and_found_by_it() -> None:
    small = world()
    facts = FactsDraft(
        reference="REC-2026-014", cluster="Entrances", affected=("youth", "women"), paragraph="12"
    )
    with pytest.raises(NotAllowed):
        describing.describe(small.addressee, small.recommendation_id, facts)
    describing.describe(small.convener, small.recommendation_id, facts)
    row = row_of(small)
    assert (row.reference, row.affected) == ("REC-2026-014", ["women", "youth"])
    for wanted in ({"cluster": "Entrances"}, {"affected": "women"}, {"words": "entrance free"}):
        assert found(small.other, **wanted) == [row.pk]
    for wanted in ({"cluster": "Other"}, {"affected": "parents"}, {"words": "entrance nowhere"}):
        assert found(small.other, **wanted) == []
    with pytest.raises(Conflict):
        describing.describe(small.convener, row.pk, facts, seen=1)
    with pytest.raises(InvalidInput, match="none of"):
        describing.describe(small.convener, row.pk, FactsDraft(affected=("believers",)))
    other = world()
    with pytest.raises(InvalidInput, match="REC-2026-014"):
        describing.describe(other.convener, other.recommendation_id, facts)


def test_the_addressee_says_that_it_will_not_be_implemented_and_opens_it_again() -> None:
    small = world()
    said = EndDraft("not-implemented", "There is no money for it.")
    with pytest.raises(NotAllowed):
        describing.end(small.convener, small.recommendation_id, said)
    with pytest.raises(InvalidInput):
        describing.end(small.addressee, small.recommendation_id, EndDraft("not-implemented", " "))
    describing.end(small.addressee, small.recommendation_id, said)
    assert row_of(small).progress_now == "not-implemented"
    assert found(small.other, state="not-implemented") == [small.recommendation_id]
    with pytest.raises(Conflict):
        describing.end(small.addressee, small.recommendation_id, said)
    describing.open_again(small.addressee, small.recommendation_id)
    assert row_of(small).progress_now == "not-started"


def test_it_does_not_end_while_an_action_is_open_and_is_superseded_by_another() -> None:
    small = world()
    action_id = small.act()
    said = EndDraft("superseded", "The council asked again.")
    with pytest.raises(Conflict, match="1 action"):
        describing.end(small.convener, small.recommendation_id, said)
    public.report(small.owner, action_id, public.ReportDraft("cancelled", text="Asked anew."))
    newer = RecommendationFactory(addressee=small.addressee.organisation)
    with pytest.raises(InvalidInput):
        describing.end(
            small.convener,
            small.recommendation_id,
            EndDraft("superseded", "Itself.", superseded_by_id=small.recommendation_id),
        )
    describing.end(
        small.convener,
        small.recommendation_id,
        EndDraft("superseded", "Asked anew.", superseded_by_id=newer.pk),
    )
    row = row_of(small)
    assert (row.progress_now, row.superseded_by_id) == ("superseded", newer.pk)


def test_what_was_superseded_waits_for_nobody_and_stands_in_no_ones_place() -> None:
    small = world()
    mark = public.Mark(addressee_id=small.addressee.organisation_id, text="Open it by seven.")
    [newer_id] = public.mark(small.convener, small.meeting_id, [mark])
    newer = Recommendation.objects.get(pk=newer_id)
    said = EndDraft("superseded", "Asked anew.", superseded_by_id=newer.pk)
    assert set(found(small.coordinator, answer="none")) == {small.recommendation_id, newer.pk}
    describing.end(small.convener, small.recommendation_id, said)
    assert found(small.coordinator, answer="none") == [newer.pk]
    told = [item.text for item in public.today_items(small.addressee, since=None)]
    assert sum(text.startswith("Answer:") for text in told) == 1
    assert others_asked_of(small.convener, newer) == []
    with pytest.raises(InvalidInput, match="that was superseded"):
        describing.end(
            small.convener, newer.pk, EndDraft("superseded", "Back.", superseded_by_id=small.recommendation_id)
        )  # fmt: skip


def test_what_is_kept_of_how_far_it_is_is_what_is_derived() -> None:
    small = world()
    action_id = small.act(due_in_days=3)
    assert row_of(small).due_on_now == timezone.localdate() + timedelta(days=3)
    public.add_evidence(
        small.owner, action_id, public.EvidenceDraft(title="Page", link="https://a.example/")
    )
    public.report_done(small.owner, action_id)
    public.confirm(small.other, action_id)
    second = small.act(title="Paint the steps")
    [derived] = with_progress(Recommendation.objects.all(), today=timezone.localdate())
    row = row_of(small)
    assert derived.progress == row.progress_now == "partially-implemented"
    assert (row.position_now, row.due_on_now) == (derived.position, derived.due_on)
    Recommendation.objects.update(progress_now="planned")
    assert standing.settle_all([row.pk]) == 1
    assert standing.settle_all([row.pk]) == 0
    assert Action.objects.get(pk=second).state == "planned"


def test_whoever_leads_it_has_left_is_said_and_a_colleague_takes_it_over() -> None:
    small = world()
    action_id = small.act()
    colleague = PersonFactory(organisation=small.owner.organisation)
    leading.hand_on(small.owner, action_id, to=colleague.pk)
    assert not [i for i in public.today_items(small.owner, since=None) if "Hand on" in i.text]
    colleague.grants.update(ended_at=timezone.now())
    [item] = [i for i in public.today_items(small.owner, since=None) if "Hand on" in i.text]
    assert colleague.name in item.detail
    assert not [i for i in public.today_items(small.other, since=None) if "Hand on" in i.text]
    assert found(small.other, leaderless=True) == [small.recommendation_id]
    with pytest.raises(InvalidInput):
        leading.hand_on(small.owner, action_id, to=small.other.pk)
    with pytest.raises(NotAllowed):
        leading.hand_on(small.other, action_id, to=None)
    before = Action.objects.get(pk=action_id)
    leading.hand_on(small.owner, action_id, to=small.owner.pk, text="From Monday on.")
    after = Action.objects.get(pk=action_id)
    assert (after.person_id, after.first_due_on) == (small.owner.pk, before.first_due_on)
    assert found(small.other, leaderless=True) == []


def test_steps_keep_the_day_on_which_they_were_done() -> None:
    small = world()
    action_id = small.act()
    then = timezone.now() - timedelta(days=3)
    leading.write_steps(small.owner, action_id, texts=["Ask", "", "Build"], done=[0], now=then)
    leading.write_steps(small.owner, action_id, texts=["Ask", "Build", "Show"], done=[0, 1])
    asked, built, shown = Action.objects.get(pk=action_id).steps
    assert asked["done_on"] == timezone.localdate(then).isoformat()
    assert (built["done_on"], shown["done_on"]) == (timezone.localdate().isoformat(), "")
    with pytest.raises(InvalidInput, match="31 steps"):
        leading.write_steps(small.owner, action_id, texts=["step"] * 31)


def test_whoever_leads_it_is_reminded_once_in_two_weeks_and_the_mail_says_nothing() -> None:
    small = world()
    action_id = small.act(due_in_days=5)
    now = timezone.now()
    assert leading.remind(now=now) == 0  # nobody leads it
    leading.hand_on(small.owner, action_id, to=small.owner.pk)
    assert leading.remind(now=now) == 1
    assert leading.remind(now=now) == 0
    letter = Letter.objects.get()
    assert letter.address == small.owner.email
    assert "kerbs" not in letter.subject + letter.body
    assert str(action_id) in letter.body
    assert leading.remind(now=now + timedelta(days=14)) == 1
    small.owner.grants.update(ended_at=now)
    assert leading.remind(now=now + timedelta(days=40)) == 0


def test_an_action_of_which_nothing_is_said_is_stale() -> None:
    small = world()
    action_id = small.act(due_in_days=300)
    long_ago = timezone.now() - timedelta(days=100)
    Action.objects.update(said_at=long_ago)
    assert Action.objects.get(pk=action_id).is_stale
    assert any("Say how it goes" in i.text for i in public.today_items(small.owner, since=None))
    public.report(small.owner, action_id, public.ReportDraft("started"))
    assert not Action.objects.get(pk=action_id).is_stale
    assert not any("Say how it goes" in i.text for i in public.today_items(small.owner, since=None))


def test_an_objection_without_a_name_is_named_nowhere(client: Client) -> None:
    small = world()
    action_id = small.do()
    with pytest.raises(InvalidInput, match="civil-society"):
        public.object_to(
            small.other, action_id, public.ViewDraft(reason="No ramp.", is_unnamed=True)
        )
    civil = PersonFactory(role=Role.CIVIL_SOCIETY, organisation__name="Zephyr Women's Circle")
    public.object_to(civil, action_id, public.ViewDraft(reason="No ramp.", is_unnamed=True))
    assert Confirmation.objects.get().said_for == "a civil-society partner"
    public.publish(small.convener, small.recommendation_id)
    addresses = [
        reverse("partners:action", args=[action_id]),
        reverse("partners:recommendation", args=[small.recommendation_id]),
        reverse("partners:board") + "?words=entrance",
        "/",
        reverse("partners:meeting", args=[small.meeting_id]),
        f"/rights/records/partners.Action/{action_id}/",
    ]
    for person in (small.owner, small.coordinator):
        client.force_login(person)
        for address in addresses:
            page = client.get(address).content.decode()
            # Its name may be offered as a partner in forms; nowhere does it say what it said.
            said = [
                line for line in page.splitlines() if "Zephyr" in line and "<option" not in line
            ]
            assert not said, (address, said)
    client.logout()
    page = client.get(reverse("partners:agreed")).content.decode()
    assert "A civil-society partner objects" in page
    assert "Zephyr" not in page
    entry = TrailEntry.objects.filter(verb="partners.action.contested-unnamed").get()
    assert entry.thing_id == ""
    # Beside what else its people did that day, the day's letters would tell whose it was.
    [line] = trail_page(WantedEntries(verb=entry.verb)).lines
    assert (line.person, line.partner) == ("", "")
    named = trail_page(WantedEntries(partner=civil.organisation_id)).lines
    assert entry.pk not in [each.number for each in named]


def test_an_objection_waits_for_the_owner_and_is_counted_for_the_coordinator() -> None:
    small = world()
    action_id = small.do()

    def told(person: object) -> list[str]:
        return [item.text for item in public.today_items(person, since=None)]

    assert not [text for text in told(small.owner) if text.startswith("Answer the objection")]
    public.object_to(small.other, action_id, public.ViewDraft(reason="No ramp."))
    title = Action.objects.get().title
    assert f"Answer the objection: {title}" in told(small.owner)
    assert f"Answer the objection: {title}" not in told(small.other)
    counted = "1 recommendation is contested: one partner says done, another objects."
    assert counted in told(small.coordinator)
    evidence = public.EvidenceDraft(title="The ramp", link="https://a.example/")
    public.add_evidence(small.owner, action_id, evidence)
    assert f"Answer the objection: {title}" not in told(small.owner)
    assert counted in told(small.coordinator)


def test_the_file_of_an_objection_without_a_name_names_nobody(client: Client) -> None:
    small = world()
    action_id = small.do()
    civil = PersonFactory(role=Role.CIVIL_SOCIETY, organisation__name="Zephyr Women's Circle")
    client.force_login(civil)
    address = reverse("partners:action", args=[action_id])
    assert "who wrote it is taken out of it" in unescape(client.get(address).content.decode())
    sent = {"kind": "objects", "reason": "No ramp.", "is_unnamed": "on"}
    own = SimpleUploadedFile("Letter of Zephyr.docx", word())
    to = reverse("partners:judge", args=[action_id])
    assert client.post(to, sent | {"file": own}).status_code == 303
    row = Confirmation.objects.get()
    assert row.file_name == "document.docx"
    assert b"Nadia" not in everything_in(row.file_name, row.file.read())
    client.force_login(small.owner)
    page = client.get(address).content.decode()
    assert "document.docx" in page
    assert "Letter of" not in page
    answer = client.get(reverse("partners:view_file", args=[row.pk]))
    assert 'filename="document.docx"' in answer["Content-Disposition"]
    assert b"Nadia" not in everything_in("a.docx", answer.getvalue())
    # What cannot be cleaned is refused beside what was typed; nothing is kept of it.
    client.force_login(PersonFactory(role=Role.CIVIL_SOCIETY))
    refused = client.post(to, sent | {"file": SimpleUploadedFile("a.docx", word(commented))})
    assert refused.status_code == 422
    assert "delete comments" in refused.content.decode()
    assert Confirmation.objects.count() == 1


def test_beside_its_own_name_a_partner_cannot_object_without_it(client: Client) -> None:
    small = world()
    action_id = small.do()
    civil = PersonFactory(role=Role.CIVIL_SOCIETY, organisation__name="Zephyr Women's Circle")
    public.object_to(civil, action_id, public.ViewDraft(reason="No ramp."))
    with pytest.raises(Conflict, match="under its name"):
        public.object_to(civil, action_id, public.ViewDraft(reason="None.", is_unnamed=True))
    assert Confirmation.objects.get().superseded_at is None
    other = PersonFactory(role=Role.CIVIL_SOCIETY)
    public.object_to(other, action_id, public.ViewDraft(reason="None.", is_unnamed=True))
    public.object_to(other, action_id, public.ViewDraft(reason="None yet.", is_unnamed=True))
    # Who would go on by name is told what that would say.
    client.force_login(other)
    warning = "everybody would know that it was yours"
    assert warning in client.get(reverse("partners:action", args=[action_id])).content.decode()
    client.force_login(civil)
    assert warning not in client.get(reverse("partners:action", args=[action_id])).content.decode()


def test_what_was_said_without_a_name_is_taken_back_long_before_a_name_appears(
    client: Client,
) -> None:
    small = world()
    action_id = small.do()
    civil = PersonFactory(role=Role.CIVIL_SOCIETY, organisation__name="Zephyr Women's Circle")
    public.object_to(civil, action_id, public.ViewDraft(reason="No ramp.", is_unnamed=True))
    by_name = public.ViewDraft(reason="It is there.")
    for say in (public.confirm, public.object_to):
        with pytest.raises(Conflict, match="Take it back first; 30 days later"):
            say(civil, action_id, by_name)
    view = Confirmation.objects.get()
    assert view.superseded_at is None
    page = reverse("partners:action", args=[action_id])
    back = reverse("partners:take_view_back", args=[action_id])
    for stranger in (small.other, small.owner):
        client.force_login(stranger)
        assert back not in client.get(page).content.decode()
        assert client.post(back).status_code == 404
    client.force_login(civil)
    assert back in client.get(page).content.decode()
    assert "for the next 30 days" in client.get(back).content.decode()
    assert client.post(back).status_code == 303
    view.refresh_from_db()
    assert view.superseded_at is not None
    assert client.post(back).status_code == 404
    entry = TrailEntry.objects.get(verb="partners.objection.taken-back-unnamed")
    assert entry.thing_id == ""
    # Nothing else moves when the name appears at last.
    ended = view.superseded_at
    with pytest.raises(Conflict, match="less than 30 days ago"):
        public.confirm(civil, action_id, by_name, now=ended + timedelta(days=30, seconds=-1))
    public.object_to(civil, action_id, public.ViewDraft(reason="Again.", is_unnamed=True))
    unnamed_views.take_back_objection(civil, action_id, now=ended)
    public.confirm(civil, action_id, by_name, now=ended + timedelta(days=30))
    view.refresh_from_db()
    assert view.superseded_at == ended


def test_many_are_changed_once_they_were_counted(client: Client) -> None:
    mine, other = world(), world()
    keys = [mine.recommendation_id, other.recommendation_id]
    assert bulk.changeable(mine.convener, keys) == [mine.recommendation_id]
    with pytest.raises(Conflict, match="1 recommendations now, no longer 2"):
        bulk.change_together(mine.convener, keys, bulk.Together("cluster", "Squares", count=2))
    client.force_login(CoordinatorFactory())
    address = reverse("partners:bulk") + "?all=yes&words=entrance"
    assert "Change 2 recommendations" in client.get(address).content.decode()
    answer = client.post(address, {"act": "cluster", "cluster": "Squares", "count": "2"})
    assert answer.status_code == 303
    assert set(Recommendation.objects.values_list("cluster", flat=True)) == {"Squares"}
    answer = client.post(address, {"act": "cluster", "cluster": "Other", "count": "9"})
    assert answer.status_code == 409
    page = client.get(reverse("partners:bulk"), follow=True).content.decode()
    assert "Tick the recommendations that are to change first" in page


@pytest.mark.parametrize("view", ["list", "board", "timeline", "addressees", "nonsense"])
def test_each_view_asks_as_many_queries_however_much_there_is(
    client: Client, view: str, django_assert_max_num_queries: object
) -> None:
    small = world()
    small.act(due_in_days=-3)
    client.force_login(small.coordinator)
    address = reverse("partners:board") + f"?view={view}"
    page = client.get(address).content.decode()
    assert small.addressee.organisation.name in page
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(address)
    for _ in range(3):
        world().act(due_in_days=-4)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)


def test_the_timeline_has_what_the_list_has_and_says_what_has_no_date(client: Client) -> None:
    small = world()
    small.act(due_in_days=30)
    other = world(text="Nobody said by when.")
    client.force_login(small.coordinator)
    answer = client.get(reverse("partners:board") + "?view=timeline")
    page = answer.content.decode()
    assert answer.context["page"].paginator.count == 2
    assert page.index("Nothing is due: reported done") < page.index("Nobody said by when.")
    assert str(other.recommendation_id) in page
    assert page.index(str(small.recommendation_id)) < page.index("Nothing is due: reported done")


def test_who_reports_it_done_is_told_of_open_steps_and_missing_evidence(client: Client) -> None:
    small = world()
    action_id = small.act()
    leading.write_steps(small.owner, action_id, texts=["Measure", "Lower"], done=[0])
    client.force_login(small.owner)
    page = client.get(reverse("partners:action", args=[action_id])).content.decode()
    assert "1 step is open" in page
    assert "No evidence was added yet. You may report it done" in page
    link = public.EvidenceDraft(title="The ramp", link="https://city.example/ramp")
    public.add_evidence(small.owner, action_id, link)
    leading.write_steps(small.owner, action_id, texts=["Measure", "Lower"], done=[0, 1])
    page = client.get(reverse("partners:action", args=[action_id])).content.decode()
    assert "is open" not in page
    assert "No evidence was added yet" not in page


def test_a_partner_for_whom_nobody_acts_any_more_is_said_where_one_waits_for_it(
    client: Client,
) -> None:
    small = world()
    action_id = small.act()
    address = reverse("partners:action", args=[action_id])
    entry = reverse("partners:partner", args=[small.owner.organisation_id])
    waits = f"Nobody acts for {small.owner.organisation.name} any more"
    said = f"Nobody acts for {small.owner.organisation.name} now"
    client.force_login(small.coordinator)

    def is_said() -> tuple[bool, bool, bool]:
        told = [each.text for each in public.today_items(small.coordinator, since=None)]
        pages = [unescape(client.get(each).content.decode()) for each in (address, entry)]
        return said in pages[0], "Nobody acts for it here now" in pages[1], waits in told

    assert is_said() == (False, False, False)
    small.owner.is_active = False
    small.owner.save()
    assert is_said() == (True, True, True)
    assert waits not in [each.text for each in public.today_items(small.other, since=None)]
    PersonFactory(organisation=small.owner.organisation)
    assert is_said() == (False, False, False)
