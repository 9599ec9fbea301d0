"""The same body under two names is found, with reasons; merged by a person, and parted again."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners import public
from commonweal.partners.actions import directory as entries
from commonweal.partners.actions import institutions, questions
from commonweal.partners.actions import merging as acts
from commonweal.partners.actions.moving import MOVED
from commonweal.partners.engine.directory import EntryDraft, ServiceDraft
from commonweal.partners.engine.questions import QuestionDraft, ReplyDraft, TermsDraft
from commonweal.partners.engine.same_body import SIGNALS, Known, compare, pairs
from commonweal.partners.models import (
    Action,
    Answer,
    Commitment,
    Meeting,
    Merge,
    Profile,
    Recommendation,
    Service,
)
from commonweal.partners.queries.same import MEANING, pairs_waiting
from commonweal.rights.models import Organisation, Person, Role, TrailEntry
from commonweal.rights.public import add_organisation, organisations
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory
from factories_partners import world


def known(number: int, name: str, **more: object) -> Known:
    return Known(id=UUID(int=number), name=name, **more)  # type: ignore[arg-type]


# The method


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (known(1, "The Women's Network"), known(2, "womens  network"), "same_name"),
        (known(1, "Halvera Women's Association"), known(2, "Association of the Women of Halvera"), "similar_name"),
        (known(1, "Žene Halvere", other_names=("Halvera Women",)), known(2, "Halvera Women"), "another_name"),
        (known(1, "Radio East"), known(2, "Old town radio", body_keys=frozenset({"radio east"})), "same_source"),
    ],
)  # fmt: skip
def test_each_way_to_be_the_same_is_found_and_named(one: Known, other: Known, rule: str) -> None:
    [pair] = pairs([one, other])
    assert rule in {each.rule for each in pair.signals}
    assert 0.6 <= pair.score <= 1


def test_a_short_form_alone_is_not_enough_but_counts() -> None:
    one = known(1, "Halvera Women's Association")
    other = known(2, "Something else", short_name="HWA")
    pair = compare(one, other)
    assert [each.rule for each in pair.signals] == ["short_form"]
    assert pairs([one, other]) == []


def test_another_country_speaks_against() -> None:
    one, other = (
        known(1, "Youth Forum", country="Halvera"),
        known(2, "Youth Forum", country="Elsewhere"),
    )
    same = known(3, "Youth Forum", country="halvera")
    assert compare(one, other).score < compare(one, same).score
    assert "other_country" in {each.rule for each in compare(one, other).signals}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police Service of Halvera", "Fire Service of Halvera"),
        ("Youth Network", "Women's Network"),
        ("Radio Riverside", "Radio Hillside"),
        ("Secondary school 12", "Secondary school 13"),
        (
            "Teachers of Halvera and of the Villages Around",
            "Traders of Halvera and of the Villages Around",
        ),
    ],
)
def test_others_stay_apart(one: str, other: str) -> None:
    assert pairs([known(1, one), known(2, other)]) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_score_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    here = compare(known(1, one), known(2, other))
    there = compare(known(2, other), known(1, one))
    assert 0 <= here.score <= 1
    assert abs(here.score - there.score) < 1e-9


def test_each_signal_has_words_of_its_own() -> None:
    assert set(MEANING) == {each.__name__ for each in SIGNALS}
    assert len({each.__doc__ for each in SIGNALS}) == len(SIGNALS)
    for each in SIGNALS:
        assert str(MEANING[each.__name__])[:20] == (each.__doc__ or "")[:20]


def test_many_are_compared_by_the_words_few_have() -> None:
    many = [known(n, f"School number {n} of the city") for n in range(1, 400)]
    many += [known(900, "Interfaith Council"), known(901, "The Council, Interfaith")]
    assert [(each.first.name, each.second.name) for each in pairs(many)][:1] == [
        ("Interfaith Council", "The Council, Interfaith")
    ]


def test_every_column_that_names_a_partner_moves_or_stays_on_purpose() -> None:
    """A new table with a partner in it is added to what moves, or here with the reason why it stays."""
    stays = {
        # Who said, showed, signed or handed something in.
        "Answer.organisation", "Report.organisation", "Evidence.organisation", "Confirmation.organisation",
        "Recommendation.marked_for", "Action.reported_for", "Signature.organisation", "Step.organisation",
        "ConcernStep.organisation", "Fulfilment.organisation", "RaisedPage.published_for", "TableImport.asked_for",
        # Moved by rules of their own, or what a merge is itself.
        "Confirmation.owner", "Meeting_partners.organisation", "Profile.organisation", "Merge.kept", "Merge.absorbed",
        # A member of a partnership is not merged; what one looked at of another stays between those two.
        "Member.organisation", "Diligence.by", "Diligence.about", "DiligenceReply.organisation",
        "WrongRefusal.organisation",
        # Who asked for something, or said yes or no to it.
        "Uptake.organisation", "Uptake.settled_for",
        # Who joins a partnership is one of its members then; who said yes to it.
        # Who said how an exercise went, and who wrote what should go better; who taught a course then.
        "HotWashLine.organisation", "Improvement.added_for", "CourseTrainer.organisation",
        "Accession.organisation", "AccessionYes.organisation",
        # Who asked, answered, judged or showed an institution's year; who ended a recommendation.
        "Question.organisation", "QuestionAnswer.organisation", "Commitment.organisation", "CommitmentView.organisation",
        "InstitutionTerms.organisation", "DecidingRoles.organisation", "InstitutionPage.published_for",
        "EvidenceSearch.asked_for", "Recommendation.closed_for",
        # Who commented, measured, worded or agreed.
        "ObjectiveComment.organisation", "IndicatorValue.organisation", "MeaningWording.organisation",
        "MeaningView.organisation", "Practice.reviewed_for",
            # A partner with an identifier of its own is another partner; books stay as they were entered.
            "PartnerReference.organisation", "ProjectRole.organisation", "ProjectTransaction.organisation",
            "ProjectTransaction.provider", "ProjectTransaction.receiver",
        # Who wrote, proposed, decided or marked something in minutes.
        "MinutesRevision.organisation", "InclusionFigures.organisation", "Amendment.organisation", "Amendment.decided_for", "Decision.marked_for",
        "PaperWording.organisation",
        # Whose calendar it is, as long as they act for that partner.
        "CalendarAddress.organisation",
    }  # fmt: skip
    named = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("partners").get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many and field.related_model is Organisation
    }
    moved = {f"{model}.{column.removesuffix('_id')}" for model, column in MOVED}
    assert named - stays == moved
    assert stays <= named


# The acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Person:
    return CoordinatorFactory(organisation__name="City office")


@pytest.fixture
def twice() -> tuple[Organisation, Organisation]:
    one = OrganisationFactory(name="Halvera Women's Association")
    return one, OrganisationFactory(name="Association of the Women of Halvera")


def names(person: Person) -> list[tuple[str, str]]:
    return [(each.first.name, each.second.name) for each in pairs_waiting(person)]


def snapshot() -> list[object]:
    """All that a merge could move, and all that was said."""
    present = Meeting.partners.through.objects.order_by("meeting_id", "organisation_id")
    return [
        list(Meeting.objects.order_by("pk").values_list("pk", "recorder_id", "convener_id")),
        list(Recommendation.objects.order_by("pk").values_list("pk", "addressee_id", "marked_for_id")),
        list(Action.objects.order_by("pk").values_list("pk", "owner_id", "reported_for_id")),
        list(Answer.objects.order_by("pk").values_list("pk", "organisation_id")),
        list(present.values_list("meeting_id", "organisation_id")),
        list(Service.objects.order_by("pk").values_list("pk", "profile__organisation_id")),
        list(Organisation.objects.order_by("pk").values_list("pk", "merged_into_id")),
        list(Profile.objects.exclude(organisation__name="City office").exclude(other_names="", services=None).order_by("pk").values_list("pk", "other_names")),
    ]  # fmt: skip


def test_a_pair_waits_with_reasons_and_two_that_are_two_do_not_come_back(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    assert names(coordinator) == [(twice[1].name, twice[0].name)] or names(coordinator) == [(twice[0].name, twice[1].name)]  # fmt: skip
    assert names(PersonFactory()) == []
    with pytest.raises(InvalidInput):
        acts.keep_apart(coordinator, twice[0].pk, twice[1].pk, why=" ")
    acts.keep_apart(coordinator, twice[0].pk, twice[1].pk, why="Two boards.")
    assert names(coordinator) == []
    acts.undo(coordinator, twice[1].pk, twice[0].pk, why="Looked again.")
    assert len(names(coordinator)) == 1


def test_a_merged_name_leads_to_the_partner_that_stays(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    acts.merge(coordinator, twice[0].pk, twice[1].pk)
    assert twice[1].pk not in {each.id for each in organisations()}
    assert add_organisation(coordinator, name=twice[1].name.upper()) == twice[0]
    client = Client()
    client.force_login(coordinator)
    page = unescape(client.get(reverse("partners:partner", args=[twice[0].pk])).content.decode())
    assert "Also called" in page
    assert twice[1].name in page
    assert names(coordinator) == []


def test_the_address_of_a_merged_partner_leads_on_for_whom_both_are_and_for_nobody_else(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    third = OrganisationFactory(name="The newest name")
    acts.merge(coordinator, twice[0].pk, twice[1].pk)
    acts.merge(coordinator, third.pk, twice[0].pk, why="The same board.")
    old, new = ([reverse(f"partners:{name}", args=[key]) for name in ("partner", "change_partner", "add_service")] for key in (twice[1].pk, third.pk))  # fmt: skip
    client = Client()
    client.force_login(coordinator)
    for one, other in zip(old, new, strict=True):
        answer = client.get(one)
        assert (answer.status_code, answer["Location"]) == (302, other)
    page = unescape(client.get(old[0], follow=True).content.decode())
    assert f"“{twice[1].name}” was merged with this partner." in page
    # What was sent to the old address changes nothing at the new one.
    assert client.post(old[1], {"mandate": "Ours.", "seen": "0"}).status_code == 404
    assert client.get(reverse("partners:remove_partner", args=[twice[1].pk])).status_code == 404
    missing = reverse("partners:partner", args=[UUID(int=7)])
    outside = [PersonFactory(role=Role.DONOR), PersonFactory(role=Role.ADMINISTRATOR)]
    for person in outside:
        client.force_login(person)
        answers = [client.get(old[0]), client.get(missing)]
        assert [each.status_code for each in answers] == [404, 404]
        assert "newest name" not in answers[0].content.decode()


def test_rows_move_and_who_said_it_stays_and_undo_moves_back_exactly_those(
    coordinator: Person,
) -> None:
    small = world()
    kept = OrganisationFactory(name="Kept")
    old = small.owner.organisation
    action = small.act()
    meeting = Meeting.objects.get()
    meeting.partners.set([old, kept])
    second = Meeting.objects.create(
        title="Second", recorder=old, convener=old, added_by=small.owner
    )
    second.partners.set([old])
    entries.add_service(small.owner, old.pk, ServiceDraft(level="primary", title="Evening"))
    small.owner.grants.update(ended_at=small.owner.joined_at)
    before = snapshot()
    acts.merge(coordinator, kept.pk, old.pk)
    assert Action.objects.get(pk=action).owner == kept
    assert set(meeting.partners.all()) == {kept}
    assert set(second.partners.all()) == {kept}
    assert Meeting.objects.get(pk=second.pk).convener == kept
    assert Service.objects.get().profile.organisation == kept
    # The report that it was taken on is still the old name's.
    assert {each.organisation for each in Action.objects.get(pk=action).reports.all()} == {old}
    later = Meeting.objects.create(
        title="Later", recorder=kept, convener=kept, added_by=coordinator
    )
    acts.undo(coordinator, kept.pk, old.pk, why="They are two after all.")
    later.refresh_from_db()
    assert later.convener == kept
    later.delete()
    assert snapshot() == before
    assert Merge.objects.get().undone_at is not None
    assert TrailEntry.objects.filter(verb="rights.proposal.undone").count() == 1


def test_it_is_refused_where_people_act_for_it_and_the_reason_says_so(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    PersonFactory(organisation=twice[1])
    with pytest.raises(Conflict, match="People act for “Association of the Women"):
        acts.merge(coordinator, twice[0].pk, twice[1].pk)
    acts.merge(coordinator, twice[1].pk, twice[0].pk)
    assert Organisation.objects.get(pk=twice[0].pk).merged_into == twice[1]


def test_it_is_refused_where_one_confirmed_the_others_action(coordinator: Person) -> None:
    small = world()
    action = small.do()
    public.confirm(small.other, action)
    small.owner.grants.update(ended_at=small.owner.joined_at)
    for pair in ((small.other, small.owner), (small.owner, small.other)):
        with pytest.raises(Conflict, match=r"judged its own, so|People act for"):
            acts.merge(coordinator, pair[0].organisation_id, pair[1].organisation_id)
    assert Action.objects.get(pk=action).owner == small.owner.organisation


def test_it_is_refused_where_one_judged_what_the_other_promised(coordinator: Person) -> None:
    police, women = PersonFactory(), PersonFactory()
    terms = TermsDraft(answer_days=14, complaints="At the ombudsperson's office.")
    institutions.write_terms(coordinator, police.organisation_id, terms)
    asked = questions.ask(
        women, QuestionDraft(institution_id=police.organisation_id, text="How many?")
    )
    soon = timezone.localdate() + timedelta(days=30)
    questions.reply(police, asked.pk, ReplyDraft("Soon.", commitment="Publish it.", due_on=soon))
    promise = Commitment.objects.get()
    questions.say_kept(police, promise.pk, text="It is public.")
    other = PersonFactory()
    questions.judge_commitment(other, promise.pk, kind="confirms")
    for person in (police, other):
        person.grants.update(ended_at=person.joined_at)
    ids = (police.organisation_id, other.organisation_id)
    for pair in (ids, ids[::-1]):
        with pytest.raises(Conflict, match="or promised"):
            acts.merge(coordinator, *pair)
    promise.refresh_from_db()
    assert promise.question.institution_id == police.organisation_id


def test_only_the_coordinator_decides(twice: tuple[Organisation, Organisation]) -> None:
    other = PersonFactory()
    with pytest.raises(NotAllowed):
        acts.merge(other, twice[0].pk, twice[1].pk)
    with pytest.raises(NotAllowed):
        acts.keep_apart(other, twice[0].pk, twice[1].pk, why="x")
    with pytest.raises(NotAllowed):
        acts.undo(other, twice[0].pk, twice[1].pk, why="x")


def test_chains_are_undone_from_the_end(coordinator: Person) -> None:
    one, two, three = (OrganisationFactory(name=name) for name in ("One", "Two", "Three"))
    with pytest.raises(InvalidInput):
        acts.merge(coordinator, one.pk, one.pk)
    acts.merge(coordinator, two.pk, one.pk, why="Same board.")
    acts.merge(coordinator, three.pk, two.pk, why="Same board.")
    assert add_organisation(coordinator, name="One") == three
    with pytest.raises(NotFound):
        acts.merge(coordinator, one.pk, three.pk)
    with pytest.raises(Conflict, match="merged itself since"):
        acts.undo(coordinator, two.pk, one.pk, why="No.")
    acts.undo(coordinator, three.pk, two.pk, why="No.")
    assert Organisation.objects.get(pk=one.pk).merged_into == two
    acts.undo(coordinator, two.pk, one.pk, why="No.")
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_entries_keep_both_names(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    entries.describe(coordinator, twice[0].pk, EntryDraft(other_names=("HWA of old",)))
    entries.describe(coordinator, twice[1].pk, EntryDraft(other_names=("Women",)))
    acts.merge(coordinator, twice[0].pk, twice[1].pk)
    assert Profile.objects.get(organisation=twice[0]).names == [
        "HWA of old",
        "Women",
        twice[1].name,
    ]
    acts.undo(coordinator, twice[0].pk, twice[1].pk, why="Two.")
    assert Profile.objects.get(organisation=twice[0]).names == ["HWA of old"]


def test_the_pages_lead_through_it(
    coordinator: Person, twice: tuple[Organisation, Organisation]
) -> None:
    client = Client()
    client.force_login(coordinator)
    page = unescape(client.get(reverse("partners:same")).content.decode())
    assert "The words of the names are nearly the same" in page
    address = reverse("partners:merge_partner", args=[twice[0].pk])
    page = client.get(address, {"other": str(twice[1].pk)})
    assert page.status_code == 200
    form = {"other": str(twice[1].pk), "keeps": "this", "why": "One board."}
    answer = client.post(address, form, follow=True)
    assert answer.redirect_chain == [(reverse("partners:partner", args=[twice[0].pk]), 303)]
    page = answer.content.decode()
    undo = reverse("partners:undo_merge", args=[twice[0].pk, twice[1].pk])
    assert f'<a href="{reverse("partners:partner", args=[twice[0].pk])}#merged">Undo' in page
    assert f'action="{undo}"' in page
    assert 'id="merged"' in page
    other = Client()
    other.force_login(PersonFactory())
    page = other.get(reverse("partners:partner", args=[twice[0].pk])).content.decode()
    assert "Merged here" in page
    assert undo not in page
    assert undo in client.get(reverse("partners:same")).content.decode()
    client.post(undo, {"why": "Two boards."})
    assert not Merge.objects.filter(undone_at=None).exists()
    client.post(reverse("partners:keep_apart", args=[twice[0].pk, twice[1].pk]), {"why": "Two."})
    assert "No pair waits" in client.get(reverse("partners:same")).content.decode()
    PersonFactory(organisation=twice[1])
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert "People act for" in answer.content.decode()
