"""The prevention plan: who writes what, what an approval needs, how far it is, the printed plan."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public as partners
from commonweal.partners.actions import meanings, objective_work, prevention
from commonweal.partners.actions.keeping_prevention import (
    erase_meanings,
    erase_plans,
    plans_in_force,
)
from commonweal.partners.engine import prevention_pdf, prevention_word
from commonweal.partners.engine.outcome_pdf import pages
from commonweal.partners.engine.prevention import (
    ActivityDraft,
    Heard,
    ObjectiveDraft,
    PreventionDraft,
    Reasons,
    approval_lacks,
    share_reached,
)
from commonweal.partners.models import (
    Action,
    Concern,
    Meaning,
    Objective,
    ObjectiveComment,
    PreventionPlan,
    Recommendation,
)
from commonweal.partners.public import today_items
from commonweal.partners.queries import prevention_offers
from commonweal.partners.queries.meanings import meaning_of, worded
from commonweal.partners.queries.prevention import LISTS, figures_of, list_of
from commonweal.partners.queries.prevention_paper import paper_of_plan
from commonweal.rights.models import Person, TrailEntry
from factories import CoordinatorFactory, PersonFactory
from factories_partners import World, concern_draft, raised, world
from factories_plan import begun_plan, indicator_draft, objective, speaker

# Engine


@pytest.mark.parametrize(
    ("heard", "reasons", "lacks"),
    [
        ((), Reasons(), ("women", "youth")),
        (((True, False),), Reasons(), ("youth",)),
        (((False, True),), Reasons(), ("women",)),
        (((True, True),), Reasons(), ()),
        (((True, False), (False, True)), Reasons(), ()),
        (((False, False),), Reasons(" ", "\n"), ("women", "youth")),
        ((), Reasons("None works here.", "They meet in May."), ()),
        (((True, False),), Reasons("x", ""), ("youth",)),
    ],
)
def test_an_approval_needs_both_or_a_reason(
    heard: tuple[tuple[bool, bool], ...], reasons: Reasons, lacks: tuple[str, ...]
) -> None:
    assert approval_lacks([Heard(*each) for each in heard], reasons) == lacks


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [(100, 20, 60, 50), (100, 20, 20, 100), (100, 20, 120, -25), (0, 50, 75, 150), (5, 5, 5, None)],
)
def test_the_way_gone_is_reckoned_from_the_baseline(
    baseline: int, target: int, value: int, share: int | None
) -> None:
    assert share_reached(Decimal(baseline), Decimal(target), Decimal(value)) == share


# The plan and its objectives


@pytest.fixture
def host(db: None) -> Person:
    return CoordinatorFactory()


def test_only_a_co_ordinator_begins_a_plan_and_its_keepers_write_it(host: Person) -> None:
    other = PersonFactory()
    with pytest.raises(NotAllowed, match="Only a co-ordinator"):
        prevention.add_plan(other, PreventionDraft(title="Ours"))
    plan = begun_plan(host)
    colleague = PersonFactory(organisation=host.organisation)
    draft = PreventionDraft(title="Plan", start=date(2026, 1, 1), end=date(2028, 12, 31))
    assert prevention.change_plan(colleague, plan.pk, draft, seen=1).version == 2
    with pytest.raises(Conflict, match="while you were writing"):
        prevention.change_plan(colleague, plan.pk, draft, seen=1)
    with pytest.raises(NotAllowed):
        prevention.change_plan(other, plan.pk, draft)
    with pytest.raises(NotAllowed):
        prevention.add_objective(other, plan.pk, ObjectiveDraft("primary", "Ours"))
    with pytest.raises(InvalidInput, match="not before the first"):
        prevention.change_plan(host, plan.pk, PreventionDraft("T", end=date(2026, 1, 1)))
    with pytest.raises(InvalidInput, match="Choose the level"):
        prevention.add_objective(host, plan.pk, ObjectiveDraft("highest", "Ours"))
    with pytest.raises(InvalidInput, match="Choose concerns"):
        prevention.add_objective(host, plan.pk, ObjectiveDraft("primary", "T", "", (plan.pk,)))


def test_an_objective_is_approved_when_women_and_youth_commented_on_this_wording(
    host: Person,
) -> None:
    row = objective(host, begun_plan(host).pk)
    with pytest.raises(Conflict, match=r"No women’s .* No youth"):
        prevention.approve(host, row.pk)
    prevention.comment(speaker(is_womens=True), row.pk, "Add a room for children.")
    with pytest.raises(Conflict, match="No youth organisation") as refused:
        prevention.approve(host, row.pk)
    assert "women" not in refused.value.message
    prevention.comment(PersonFactory(), row.pk, "Good.")
    prevention.comment(speaker(is_youth=True), row.pk, "Say it in our words.")
    # Both were heard: a reason why not would be untrue and is not kept.
    approved = prevention.approve(host, row.pk, Reasons("None works here."), seen=row.version)
    assert (approved.state, approved.without_women) == ("approved", "")
    with pytest.raises(Conflict, match="approved already"):
        prevention.approve(host, row.pk)
    concerns = tuple(row.concerns.values_list("pk", flat=True))
    other = ObjectiveDraft("primary", "Nobody waits for an hour", "Trust.", concerns)
    changed = prevention.change_objective(host, row.pk, other)
    assert (changed.state, changed.wording, changed.approved_by) == ("draft", 2, None)
    with pytest.raises(Conflict, match=r"No women’s .* No youth"):
        prevention.approve(host, row.pk)
    kept = prevention.approve(host, row.pk, Reasons("They meet in May.", "They meet in June."))
    assert (kept.without_women, kept.without_youth) == ("They meet in May.", "They meet in June.")
    assert TrailEntry.objects.filter(verb="partners.objective.approved").count() == 2


def test_an_objective_without_a_concern_is_not_approved(host: Person) -> None:
    plan = begun_plan(host)
    row = prevention.add_objective(host, plan.pk, ObjectiveDraft("tertiary", "A way back"))
    with pytest.raises(Conflict, match="names no concern"):
        prevention.approve(host, row.pk, Reasons("a", "b"))


def test_only_its_concerns_changed_leaves_an_objective_approved(host: Person) -> None:
    row = objective(host, begun_plan(host).pk)
    prevention.approve(host, row.pk, Reasons("a", "b"))
    [more] = raised(host, concern_draft("Nobody says why."))
    draft = ObjectiveDraft("primary", row.title, row.text, (more,))
    assert prevention.change_objective(host, row.pk, draft).state == "approved"
    assert list(row.concerns.all()) == [Concern.objects.get(pk=more)]


def test_a_dropped_objective_is_read_and_taken_up_again(host: Person) -> None:
    row = objective(host, begun_plan(host).pk)
    with pytest.raises(InvalidInput, match="Write the reason"):
        prevention.drop(host, row.pk, reason=" ")
    prevention.drop(host, row.pk, reason="The state does it.")
    for act in (
        lambda: prevention.approve(host, row.pk),
        lambda: prevention.drop(host, row.pk, reason="x"),
        lambda: objective_work.add_indicator(host, row.pk, indicator_draft()),
    ):
        with pytest.raises(Conflict, match="Take it up again"):
            act()
    with pytest.raises(NotAllowed):
        prevention.comment(PersonFactory(), row.pk, "Why?")
    assert prevention.take_up(host, row.pk).state == "draft"
    with pytest.raises(Conflict, match="not dropped"):
        prevention.take_up(host, row.pk)


def test_nobody_takes_on_an_activity_for_another(host: Person) -> None:
    row, doer = objective(host, begun_plan(host).pk), PersonFactory()
    draft = ActivityDraft("Two more counters", doer.organisation_id)
    made = objective_work.add_activity(host, row.pk, draft)
    assert made.state == "proposed"
    own = objective_work.add_activity(host, row.pk, ActivityDraft("A", host.organisation_id))
    assert own.state == "planned"
    with pytest.raises(NotAllowed):
        objective_work.move_activity(host, made.pk, "accepted")
    with pytest.raises(Conflict, match="is “proposed” now"):
        objective_work.move_activity(doer, made.pk, "done")
    objective_work.move_activity(doer, made.pk, "accepted", seen=1)
    with pytest.raises(Conflict, match="while you were writing"):
        objective_work.move_activity(doer, made.pk, "started", seen=1)
    objective_work.move_activity(doer, made.pk, "started")
    assert objective_work.move_activity(doer, made.pk, "done", text="Open.").state == "done"
    with pytest.raises(InvalidInput, match="Write the reason"):
        objective_work.move_activity(host, own.pk, "dropped")
    with pytest.raises(InvalidInput, match="not before the first"):
        objective_work.add_activity(
            host, row.pk, ActivityDraft("A", host.organisation_id, date(2026, 2, 1), date(2026, 1, 1))
        )  # fmt: skip


def test_values_are_dated_entered_by_who_has_to_do_with_it_and_withdrawn_with_a_reason(
    host: Person,
) -> None:
    row, doer, other = objective(host, begun_plan(host).pk), PersonFactory(), PersonFactory()
    indicator = objective_work.add_indicator(host, row.pk, indicator_draft())
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        objective_work.measure(doer, indicator.pk, on=today, value=Decimal(80))
    objective_work.add_activity(host, row.pk, ActivityDraft("A", doer.organisation_id))
    made = objective_work.measure(doer, indicator.pk, on=today, value=Decimal("80.005"))
    assert made.value == Decimal("80.00")
    with pytest.raises(InvalidInput, match="is to come"):
        objective_work.measure(doer, indicator.pk, on=today + timedelta(days=1), value=Decimal(1))
    for value in ("NaN", "Infinity", "1e20"):
        with pytest.raises(InvalidInput, match="cannot be kept"):
            objective_work.measure(doer, indicator.pk, on=today, value=Decimal(value))
    with pytest.raises(NotAllowed):
        objective_work.withdraw_value(other, made.pk, reason="Wrong.")
    objective_work.withdraw_value(doer, made.pk, reason="Counted twice.")
    with pytest.raises(NotAllowed):
        objective_work.withdraw_value(doer, made.pk, reason="Again.")
    for wrong in ({"target": Decimal(100)}, {"target_on": indicator.baseline_on}):
        with pytest.raises(InvalidInput):
            objective_work.add_indicator(host, row.pk, indicator_draft(**wrong))


def test_promises_hang_under_an_objective_and_every_figure_is_its_list(host: Person) -> None:
    small = world()
    action_id = small.act()
    plan = begun_plan(small.coordinator)
    row = objective(small.coordinator, plan.pk)
    other = objective(small.coordinator, plan.pk, title="Another")
    prevention.drop(small.coordinator, other.pk, reason="Later.")
    objective_work.hang(
        small.coordinator, row.pk,
        recommendation_ids=[small.recommendation_id], action_ids=[action_id],
    )  # fmt: skip
    with pytest.raises(InvalidInput, match="Choose from the lists"):
        objective_work.hang(small.coordinator, row.pk, recommendation_ids=[plan.pk], action_ids=[])
    objective_work.add_activity(
        small.coordinator, row.pk, ActivityDraft("A", small.owner.organisation_id)
    )
    objective_work.add_indicator(small.coordinator, row.pk, indicator_draft())
    found = figures_of(small.other, plan)
    assert set(found) == set(LISTS)
    for what, figures in found.items():
        assert figures[0].count == 1, what
        for each in figures:
            rows = list_of(small.other, plan, what, state=each.state)
            assert rows.count() == each.count, (what, each.state)
    client = Client()
    client.force_login(small.other)
    page = client.get(reverse("partners:prevention_progress", args=[plan.pk])).content.decode()
    for address in set(re.findall(rf'href="(/partners/plans/{plan.pk}/lists/[^"]+)"', page)):
        listed = client.get(unescape(address))
        assert listed.status_code == 200
        assert listed.content.decode().count("<li>\n") == 1, address
    assert client.get(f"/partners/plans/{plan.pk}/lists/secrets/").status_code == 404
    erase_plans([plan.pk])
    assert Recommendation.objects.filter(pk=small.recommendation_id).exists()
    assert Action.objects.filter(pk=action_id).exists()
    assert not Objective.objects.exists()


def test_today_asks_for_comments_a_yes_and_deeds(host: Person) -> None:
    women, youth, doer = speaker(is_womens=True), speaker(is_youth=True), PersonFactory()
    row = objective(host, begun_plan(host).pk)

    def texts(person: Person) -> list[str]:
        return [each.text for each in today_items(person, since=None)]

    asked = "Say what your partner thinks of it: Nobody waits for hours"
    assert asked in texts(women)
    assert asked not in texts(doer)
    prevention.comment(women, row.pk, "Yes.")
    assert asked not in texts(women)
    assert "Heard by both, approve it or not: Nobody waits for hours" not in texts(host)
    prevention.comment(youth, row.pk, "Yes.")
    assert "Heard by both, approve it or not: Nobody waits for hours" in texts(host)
    prevention.approve(host, row.pk)
    assert "An objective was approved: Nobody waits for hours" in texts(doer)
    soon = timezone.localdate() + timedelta(days=20)
    draft = ActivityDraft("Two counters", doer.organisation_id, end=soon)
    made = objective_work.add_activity(host, row.pk, draft)
    assert "Take it on, or not: Two counters" in texts(doer)
    objective_work.move_activity(doer, made.pk, "accepted")
    [due] = [each for each in today_items(doer, since=None) if each.kind == "due"]
    assert (due.text, due.due_on) == ("Two counters", soon)


# Words


def test_each_wording_and_each_view_is_kept(host: Person) -> None:
    one, two = PersonFactory.create_batch(2)
    row = meanings.add_meaning(one, "prevention", means="To be heard.", means_not="To watch.")
    with pytest.raises(Conflict, match="is there already"):
        meanings.add_meaning(two, "Prevention", means="x", means_not="y")
    meanings.view_meaning(two, row.pk, kind="agrees")
    with pytest.raises(InvalidInput, match="Write the reason"):
        meanings.view_meaning(two, row.pk, kind="objects")
    meanings.view_meaning(two, row.pk, kind="objects", text="Too short.")
    [newest] = worded(meaning_of(host, row.pk))
    assert [each.text for each in newest.object_to] == ["Too short."]
    assert (len(newest.agree), len(newest.former)) == (0, 1)
    with pytest.raises(NotAllowed):
        meanings.word_anew(two, row.pk, means="a", means_not="b")
    with pytest.raises(InvalidInput, match="does not mean"):
        meanings.word_anew(one, row.pk, means="a", means_not=" ")
    meanings.word_anew(
        one, row.pk, means="To be heard and answered.", means_not="To watch.", seen=1
    )
    with pytest.raises(Conflict, match="worded anew meanwhile"):
        meanings.view_meaning(two, row.pk, kind="agrees", number=1)
    second, first = worded(meaning_of(host, row.pk))
    assert (second.row.number, len(second.agree), len(first.object_to)) == (2, 0, 1)
    erase_meanings([row.pk])
    assert not Meaning.objects.exists()


# Pages and papers


def test_every_part_is_written_on_pages(host: Person) -> None:
    [concern] = raised(host)
    clients = {}
    people = {"host": host, "women": speaker(is_womens=True), "youth": speaker(is_youth=True)}
    for name, person in people.items():
        clients[name] = Client()
        clients[name].force_login(person)
    client = clients["host"]
    made = client.post(reverse("partners:add_prevention_plan"), {"title": "Plan", "need": "Much."})
    plan = PreventionPlan.objects.get()
    assert made["Location"] == plan.get_absolute_url()
    page = client.get(reverse("partners:concern", args=[concern])).content.decode()
    assert f"/partners/plans/{plan.pk}/objectives/add/?concern={concern}" in page
    add = reverse("partners:add_objective", args=[plan.pk])
    offered = client.get(f"{add}?concern={concern}").content.decode()
    assert re.search(rf'value="{concern}"[^>]*checked', offered)
    typed = {"level": "primary", "title": "Nobody waits", "text": "", "concerns": [str(concern)]}
    assert client.post(add, typed).status_code == 303
    row = Objective.objects.get()
    approve = reverse("partners:approve_objective", args=[row.pk])
    refused = client.post(approve, {"seen": row.version})
    assert refused.status_code == 409
    assert "No women’s organisation has commented" in unescape(refused.content.decode())
    comment = reverse("partners:comment_objective", args=[row.pk])
    for name in ("women", "youth"):
        assert clients[name].post(comment, {"text": f"From {name}."}).status_code == 303
        assert clients[name].get(approve).status_code == 403
    assert client.post(approve, {"seen": row.version}).status_code == 303
    assert ObjectiveComment.objects.count() == 2
    page = client.get(row.get_absolute_url()).content.decode()
    assert "From women." in page
    hang = reverse("partners:hang", args=[row.pk])
    assert client.get(hang).status_code == 200
    assert client.post(hang, {"seen": row.version + 1}).status_code == 303
    word = {"term": "safe", "means": "Open.", "means_not": "Closed."}
    assert client.post(reverse("partners:add_meaning"), word).status_code == 303
    found = Meaning.objects.get()
    view = reverse("partners:view_meaning", args=[found.pk])
    assert 'name="number"' in clients["youth"].get(view).content.decode()
    said = {"kind": "objects", "text": "Not for us.", "number": 1}
    assert clients["youth"].post(view, said).status_code == 303
    assert "Not for us." in client.get(found.get_absolute_url()).content.decode()
    assert "1 object" in client.get(reverse("partners:meanings")).content.decode()


@pytest.fixture
def printed(host: Person) -> PreventionPlan:
    plan = begun_plan(host, title="Plan <b>& #strong[all]")
    row = objective(host, plan.pk)
    prevention.comment(speaker(is_womens=True, name="Sewing circle"), row.pk, "Add a room.")
    prevention.approve(host, row.pk, Reasons("", "They meet in June."))
    indicator = objective_work.add_indicator(host, row.pk, indicator_draft())
    objective_work.measure(host, indicator.pk, on=timezone.localdate(), value=Decimal("60"))
    meanings.add_meaning(host, "safe", means="Open.", means_not="Closed.")
    return plan


def test_the_plan_in_word_has_headings_and_says_all(host: Person, printed: PreventionPlan) -> None:
    paper = paper_of_plan(host, printed.pk)
    content = prevention_word.write(paper)
    assert content == prevention_word.write(paper)
    document = Document(io.BytesIO(content))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert heads[:2] == ["Plan <b>& #strong[all]", "Statement of need"]
    assert "Response after an incident" in heads
    text = "\n".join(p.text for p in document.paragraphs)
    for words in (
        "Offices keep people waiting.", "Sewing circle: Add a room.", "They meet in June.",
        "The waiting room is too small.", "We do not mean: Closed.",
    ):  # fmt: skip
        assert words in text
    cells = [cell.text for line in document.tables[0].rows for cell in line.cells]
    assert "50 %" in cells


def test_the_plan_as_pdf_is_tagged_and_the_same_every_time(
    host: Person, printed: PreventionPlan
) -> None:
    paper = paper_of_plan(host, printed.pk)
    content = prevention_pdf.write(paper)
    assert content == prevention_pdf.write(paper)
    assert content.startswith(b"%PDF")
    assert b"/MarkInfo" in content
    assert b"pdfuaid" in content
    assert pages(content) >= 1


def test_a_plan_in_force_is_needed(host: Person) -> None:
    plan = begun_plan(host)
    assert plans_in_force([plan.pk]) == set()
    PreventionPlan.objects.update(start=date(2020, 1, 1), end=timezone.localdate())
    assert plans_in_force([plan.pk]) == {plan.pk}


@pytest.mark.django_db
def test_older_choices_are_found_by_their_words_and_what_is_chosen_stays_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prevention_offers, "OFFERED", 1)
    old, new = world(text="Keep the ferry running."), world(text="Light the stairs.")
    row = objective(old.coordinator, begun_plan(old.coordinator).pk)
    client = Client()
    client.force_login(old.coordinator)
    hang = reverse("partners:hang", args=[row.pk])
    assert "ferry" not in client.get(hang).content.decode()
    looked = client.post(
        hang, {"recommendations": [str(new.recommendation_id)], "q": "FERRY", "look": "1"}
    )
    assert looked.status_code == 200
    page = looked.content.decode()
    assert "Keep the ferry running." in page
    assert re.search(rf'value="{new.recommendation_id}"[^>]*checked', page)
    assert not re.search(rf'value="{old.recommendation_id}"[^>]*checked', page)
    assert not row.recommendations.exists()
    both = [str(new.recommendation_id), str(old.recommendation_id)]
    assert client.post(hang, {"recommendations": both, "q": "", "seen": 1}).status_code == 303
    assert {str(each.pk) for each in row.recommendations.all()} == set(both)
    assert client.post(hang, {"recommendations": [str(row.pk)]}).status_code == 422
    assert "Light the stairs." in client.get(hang + "?q=stairs").content.decode()


@pytest.mark.django_db
def test_looking_for_a_concern_keeps_what_is_typed_and_what_was_seen() -> None:
    small = world()
    row = objective(small.coordinator, begun_plan(small.coordinator).pk)
    client = Client()
    client.force_login(small.coordinator)
    change = reverse("partners:change_objective", args=[row.pk])
    kept = str(row.concerns.get().pk)
    typed = {"level": "secondary", "title": "Half typed", "text": "Why", "concerns": [kept]}
    looked = client.post(change, typed | {"q": "zzz", "look": "1", "seen": "7"})
    page = looked.content.decode()
    assert looked.status_code == 200
    assert "Half typed" in page
    assert 'name="seen" value="7"' in page
    assert re.search(rf'value="{kept}"[^>]*checked', page)
    row.refresh_from_db()
    assert row.title != "Half typed"
    add = reverse("partners:add_objective", args=[row.plan_id])
    again = client.post(add, typed | {"look": "1"})
    assert again.status_code == 200
    assert "Half typed" in again.content.decode()
    assert Objective.objects.count() == 1


def served(small: World, row: Objective, plan: PreventionPlan, first: int, last: int) -> None:
    """Let an objective be commented on, and hang so many concerns, promises and actions under it."""
    for n in range(first, last):
        prevention.comment(small.other, row.pk, f"Comment {n}.")
        draft = ActivityDraft(f"Activity {n}", small.owner.organisation_id)
        objective_work.add_activity(small.coordinator, row.pk, draft)
        row.concerns.add(*raised(small.coordinator))
        marks = [partners.Mark(small.addressee.organisation_id, text=f"Ask for {n}.")]
        [key] = partners.mark(small.convener, small.meeting_id, marks)
        row.recommendations.add(key)
        row.actions.add(small.do())


@pytest.mark.django_db
def test_an_objective_is_paged_and_asks_as_often_for_many_as_for_few() -> None:
    small = world()
    plan = begun_plan(small.coordinator)
    row = objective(small.coordinator, plan.pk)
    client = Client()
    client.force_login(small.coordinator)
    counted = []
    for first, last in ((0, 2), (2, 12)):
        served(small, row, plan, first, last)
        client.get(row.get_absolute_url())
        with CaptureQueriesContext(connection) as asks:
            page = client.get(row.get_absolute_url()).content.decode()
        counted.append(len(asks))
    assert counted[0] == counted[1]
    assert page.count("Ask for") == 12
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("commonweal.partners.views.objectives.PAGE_SIZE", 5)
        for name in ("concerns", "comments", "activities", "actions", "recommendations"):
            shown = client.get(row.get_absolute_url(), {name: 3}).content.decode()
            assert f"{name}=2" in shown, name
        second = client.get(row.get_absolute_url(), {"recommendations": 3}).content.decode()
    assert (second.count("Ask for"), second.count("Comment ")) == (2, 5)


@pytest.mark.django_db
def test_the_printed_plan_asks_as_often_for_twelve_objectives_as_for_two() -> None:
    small = world()
    plan = begun_plan(small.coordinator)
    counted = []
    for first, last in ((0, 2), (2, 12)):
        for n in range(first, last):
            row = objective(small.coordinator, plan.pk, title=f"Path {n}")
            objective_work.add_indicator(small.coordinator, row.pk, indicator_draft())
            served(small, row, plan, n, n + 1)
        with CaptureQueriesContext(connection) as asks:
            paper = paper_of_plan(small.other, plan.pk)
        counted.append(len(asks))
    printed = [each for level in paper.levels for each in level.objectives]
    assert len(printed) == 12
    assert all(len(each.doing) == 3 and len(each.concerns) == 2 for each in printed)
    assert counted[0] == counted[1]
