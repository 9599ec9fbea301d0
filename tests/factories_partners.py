"""The smallest valid promises, and a small world of partners around one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

import factory
from django.utils import timezone

from commonweal.partners import public
from commonweal.partners.actions import directory, institutions, questions
from commonweal.partners.actions.partnerships import propose
from commonweal.partners.engine.directory import ContactDraft, EntryDraft, ServiceDraft
from commonweal.partners.engine.partnership_types import MemberDraft, PartnershipDraft
from commonweal.partners.models import (
    Action,
    Commitment,
    Confirmation,
    Contact,
    Evidence,
    Meeting,
    Recommendation,
    Service,
)
from commonweal.rights.models import Person
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    title = factory.Sequence(lambda n: f"Meeting {n}")
    recorder = factory.SubFactory(OrganisationFactory)
    convener = factory.SelfAttribute("recorder")
    added_by = factory.SubFactory(PersonFactory)


class RecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recommendation

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    type = "recommendation"
    text = factory.Sequence(lambda n: f"Keep the entrance {n} step-free.")
    addressee = factory.SubFactory(OrganisationFactory)
    marked_by = factory.SubFactory(PersonFactory)


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    recommendation = factory.SubFactory(RecommendationFactory)
    title = "Lower the kerbs"
    owner = factory.SubFactory(OrganisationFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    first_due_on = factory.SelfAttribute("due_on")
    added_by = factory.SubFactory(PersonFactory)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    action = factory.SubFactory(ActionFactory)
    kind = "link"
    title = "The city's page"
    link = "https://city.example/kerbs"
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("person.organisation")


class ConfirmationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Confirmation

    action = factory.SubFactory(ActionFactory)
    kind = "confirms"
    owner = factory.SelfAttribute("action.owner")
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("person.organisation")


@dataclass(frozen=True, slots=True)
class World:
    """The people around one promise, each of a partner of their own; two of the addressee."""

    convener: Person
    addressee: Person
    colleague: Person
    owner: Person
    other: Person
    coordinator: Person
    homeless: Person
    meeting_id: uuid.UUID
    recommendation_id: uuid.UUID

    def act(self, *, title: str = "Lower the kerbs", due_in_days: int = 60) -> uuid.UUID:
        """Answer the recommendation and propose an action, which its owner's people take on.

        What is due before today was agreed a month before that day.
        """
        ago = timedelta(days=30 - due_in_days if due_in_days < 0 else 0)
        now = timezone.now() - ago
        if not Recommendation.objects.get(pk=self.recommendation_id).answers.exists():
            public.answer(
                self.addressee, self.recommendation_id, public.AnswerDraft(position="supported")
            )
        draft = public.ActionDraft(
            title=title,
            owner_id=self.owner.organisation_id,
            due_on=timezone.localdate() + timedelta(days=due_in_days),
        )
        action_id = public.add_action(self.addressee, self.recommendation_id, draft, now=now)
        public.report(self.owner, action_id, public.ReportDraft("accepted"), now=now)
        return action_id

    def do(self) -> uuid.UUID:
        """Do the action: with evidence, and reported done."""
        action_id = self.act()
        public.add_evidence(
            self.owner,
            action_id,
            public.EvidenceDraft(title="The city's page", link="https://city.example/kerbs"),
        )
        public.report_done(self.owner, action_id)
        return action_id


def world(*, text: str = "Keep the north entrance step-free.") -> World:
    """Return a meeting that asks one thing of one partner, and everybody around it."""
    convener, addressee, owner, other = PersonFactory.create_batch(4)
    meeting_id = public.add_meeting(
        convener, public.MeetingDraft(title="Round table", convener_id=convener.organisation_id)
    )
    [recommendation_id] = public.mark(
        convener, meeting_id, [public.Mark(addressee_id=addressee.organisation_id, text=text)]
    )
    return World(
        convener=convener,
        addressee=addressee,
        colleague=PersonFactory(organisation=addressee.organisation),
        owner=owner,
        other=other,
        coordinator=CoordinatorFactory(),
        homeless=PersonFactory(role="donor"),
        meeting_id=meeting_id,
        recommendation_id=recommendation_id,
    )


def described(small: World) -> tuple[Service, Contact]:
    """Let the owner write its entry; return what it offers and how to reach it."""
    own = small.owner.organisation_id
    directory.describe(
        small.owner, own, EntryDraft(kind="civil society", mandate="Keeps the square open.")
    )
    service = ServiceDraft(level="primary", title="Open evening", pathway="Come to the door.")
    contact = ContactDraft(function="school liaison", email="schools@example.org")
    return (
        directory.add_service(small.owner, own, service),
        directory.add_contact(small.owner, own, contact),
    )


DOCUMENT = b"""Round table on the Old Market
12 March 2026

Halvera, 12 March 2026 - The City of Halvera and the Youth Forum met for a round table on the Old Market.

Participants recommended that the City of Halvera should keep the north entrance step-free. They thanked the traders \xe2\x80\x94 all of them.

The City of Halvera will publish the plan by the end of May 2026.
"""


def documented_meeting(person: Person) -> tuple[uuid.UUID, uuid.UUID]:
    """Add a read document and a meeting made from it; return the meeting's and the document's id."""
    from commonweal.library import public as library

    document_id = library.add_now("round-table.txt", DOCUMENT, person=person)
    draft = public.MeetingDraft(
        title="Round table", document_id=document_id, convener_id=person.organisation_id
    )
    return public.add_meeting(person, draft), document_id


def partnership(
    *people: Person, kind: str = "memorandum", title: str = "Open squares", **more: object
) -> uuid.UUID:
    """Propose a partnership between these people's partners; the first one's keeps it."""
    members = tuple(MemberDraft(each.organisation_id) for each in people)
    draft = PartnershipDraft(
        kind=kind,
        title=title,
        purpose="To keep the squares open and safe.",
        members=members,
        **more,
    )
    return propose(people[0], draft).pk


def council(person: Person, *, title: str = "Public Council of Riverside") -> uuid.UUID:
    """Propose a Public Council that the person's partner keeps."""
    draft = PartnershipDraft(
        kind="public-council",
        title=title,
        purpose="To listen and to answer.",
        members=(
            MemberDraft(person.organisation_id, role="chair"),
            MemberDraft(OrganisationFactory().pk),
        ),
    )
    return propose(person, draft).pk


def raised(
    person: Person,
    *drafts: public.ConcernDraft,
    days_ago: int = 0,
    council_id: uuid.UUID | None = None,
) -> list[uuid.UUID]:
    """Add a listening session of so many days ago with these concerns, or with one; return their ids."""
    session = public.ListeningDraft(
        title="Listening evening",
        held_on=timezone.localdate() - timedelta(days=days_ago),
        municipality="Halvera",
        host_id=person.organisation_id,
        heads=34,
        council_id=council_id,
    )
    listening_id = public.add_listening(person, session)
    return public.type_in(person, listening_id, drafts or (concern_draft(),))


def concern_draft(
    text: str = "The waiting room is too small.", **values: object
) -> public.ConcernDraft:
    """Return a concern as somebody types it."""
    given = {"theme": "offices", "group": "parents", "voices": 6} | values
    return public.ConcernDraft(text=text, **given)


def question_rows(small: World) -> dict[str, object]:
    """Let the owner be asked twice, answer once with a promise that it kept, and its year be public."""
    institution_id = small.owner.organisation_id
    public.institutions.write_terms(small.coordinator, institution_id, public.TermsDraft())
    draft = public.QuestionDraft(institution_id, "How many kerbs are too high?", is_public=True)
    answered = public.institutions.ask_institution(small.addressee, draft)
    due_on = timezone.localdate() + timedelta(days=30)
    reply = public.ReplyDraft("Nine.", commitment="Lower all nine.", due_on=due_on)
    public.institutions.answer_institution(small.owner, answered, reply)
    commitment = Commitment.objects.get()
    questions.say_kept(small.owner, commitment.pk, text="All nine are low.")
    year = timezone.localdate().year
    institutions.take_year_back(
        small.coordinator,
        public.institutions.publish_institution_year(small.coordinator, institution_id, year - 1),
    )
    return {
        "institution_id": institution_id,
        "question_id": public.institutions.ask_institution(small.addressee, draft),
        "commitment_id": commitment.pk,
        "year_page_id": public.institutions.publish_institution_year(
            small.coordinator, institution_id, year
        ),
    }
