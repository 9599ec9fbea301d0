"""Every address of the workspace with rows behind it, and one person for each role: for tests that walk them all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import docx
import pypdfium2
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from commonweal.library import public as library
from commonweal.library.models import Intake, Rereading
from commonweal.partners import public as partners
from commonweal.partners.actions.imports import check_file
from commonweal.partners.actions.letters import secret_of
from commonweal.partners.actions.raised import take_back
from commonweal.partners.models import AgendaItem, Concern, Confirmation
from commonweal.rights.actions.keys import KeyDraft, make_key
from commonweal.rights.actions.notes import add_note, change_note
from commonweal.rights.actions.oversight import (
    DrawTerms,
    FindingDraft,
    draw_check,
    file_finding,
)
from commonweal.rights.models import DataRequest, Hold, Invitation, Note, NoteShare, Person, Role
from commonweal.rights.rules.records import record_kinds
from factories import CoordinatorFactory, PersonFactory, give
from factories_minutes import minutes_rows
from factories_offers import offer_rows
from factories_partners import (
    World,
    council,
    described,
    documented_meeting,
    partnership,
    question_rows,
    raised,
    world,
)
from factories_partnerships import partnership_rows
from factories_plan import plan_rows
from factories_registration import registered_there
from factories_training import training_rows

# Stands in each note of `noted`, and nowhere else.
NOTED = "zwetschkenbaum"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def _none_of(argument: str) -> str:
    return str(UUID(int=7)) if argument.startswith("<uuid") else "1"


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name, its route with the arguments' places, and the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def arguments(self) -> list[str]:
        return [one or other for one, other in ARGUMENT.findall(self.route)]

    def filled(self, rows: Mapping[str, Any]) -> str:
        """Return the address with the rows' values; an argument without one gets a value of no row."""
        path = ARGUMENT.sub(
            lambda found: str(rows.get(found[1] or found[2], _none_of(found[0]))), self.route
        )
        return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[Address]:
    """Yield every address, from the resolver itself, so that none is forgotten."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            name = ":".join(filter(None, [space, entry.namespace or ""]))
            yield from addresses(entry, route, name)
        elif isinstance(entry, URLPattern):
            name = ":".join(filter(None, [space, entry.name or ""]))
            yield Address(name, route, entry.callback)


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk goes through.

    Attributes:
        people: One person for each role, and "nobody", who holds none for whom they act for.
        rows: A value for each argument of any address, by the argument's name.
        world: The promise that the rows belong to.
    """

    people: Mapping[str, Person]
    rows: Mapping[str, Any]
    world: World


def _restrict(small: World) -> None:
    """Restrict documents: to a role, to a partner, and one that was removed then."""
    kept = {"reason": "It names a gate.", "person": None}
    circles = {
        "role": library.Circle(roles=[Role.POLICE, Role.COORDINATOR]),
        "partner": library.Circle(partners=[small.convener.organisation_id]),
        "gone": library.Circle(roles=[Role.COORDINATOR]),
    }
    for name, circle in circles.items():
        text = f"Halvera, 2 March 2026 - A note for one {name}."
        key = library.add_now(f"{name}.txt", text.encode(), person=small.convener)
        library.restrict(key, circle, **kept)
    library.remove(key, person=small.coordinator)


def _first_promise(small: World, document_id: Any) -> tuple[int, int]:
    """Return where the reader saw the first promise of a document."""
    one = library.offered_commitments(document_id, person=small.convener)[0]
    return one.start, one.end


def walked() -> Walked:
    """Make a small workspace with a row for every argument, and one person for each role."""
    small = world()
    action_id = small.do()
    file = partners.Attachment(name="ramp.txt", content=b"The ramp, measured.")
    evidence_id = partners.add_evidence(
        small.owner, action_id, partners.EvidenceDraft(title="The ramp", file=file)
    )
    draft = partners.ViewDraft(reason="The ramp is missing.", file=file)
    partners.object_to(small.other, action_id, draft)
    public_id = partners.mark(
        small.convener,
        small.meeting_id,
        [partners.Mark(addressee_id=small.other.organisation_id, text="Light the path.")],
    )[0]
    partners.publish(small.convener, public_id)
    council_id = council(small.convener)
    [concern_id] = raised(small.convener, council_id=council_id)
    today = timezone.localdate()
    page_id = partners.publish_raised(
        small.convener, partners.PageDraft(council_id, first_day=today, last_day=today)
    )
    taken_back = partners.publish_raised(
        small.convener,
        partners.PageDraft(council_id, first_day=today - timedelta(days=9), last_day=today),
    )
    take_back(small.convener, taken_back)
    removed_id = library.add_now("removed.txt", b"Halvera, 1 March 2026 - A note.", person=None)
    library.remove(removed_id, person=small.coordinator)
    _restrict(small)
    meeting_id, document_id = documented_meeting(small.convener)
    service, contact = described(small)
    form, registration = registered_there(small.convener, meeting_id)
    people = {role.value: PersonFactory(role=role.value) for role in Role}
    # Acts for a partner for which the role is over; another partner still needs them.
    people["nobody"] = PersonFactory(role="")
    give(people["nobody"], role=Role.PARTNER, organisation=small.other.organisation)
    invitation = Invitation.objects.create(
        token_sha256="0" * 64,
        email="new@example.org",
        job="youth worker",
        organisation=small.convener.organisation,
        reason="Takes part.",
        invited_by=CoordinatorFactory(),
        invited_at="2026-01-01T00:00Z",
        expires_at="2999-01-01T00:00Z",
    )
    colleague = PersonFactory(organisation=people[Role.PARTNER].organisation)
    note = Note.objects.create(
        organisation=colleague.organisation, author=colleague, text="Ask again in spring."
    )
    share = NoteShare.objects.create(note=note, role=Role.MISSION, shared_by=colleague)
    draft = KeyDraft(name="report", scopes=("library.read",), days=30)
    rows = {
        "key_id": make_key(people[Role.PARTNER], draft).key.pk,
        "person_id": colleague.pk,
        "grant_id": colleague.grants.get().pk,
        "of_id": document_id,
        "note_id": note.pk,
        "share_id": share.pk,
        "document_id": document_id,
        "kind": "library.Document",
        "record_id": document_id,
        "hold_id": Hold.objects.create(
            thing="partners.Meeting",
            thing_id=str(meeting_id),
            reason="A question is open.",
            until=timezone.localdate() + timedelta(days=30),
            placed_by=small.coordinator,
        ).pk,
        "request_id": DataRequest.objects.create(
            person=colleague,
            kind="correction",
            text="My job is another one.",
            due_on=timezone.localdate() + timedelta(days=30),
        ).pk,
        "value_key": "title",
        "run_id": Rereading.objects.create(state="stopped", total=0).pk,
        "intake_id": Intake.objects.create(
            person=people[Role.PARTNER], added_for=people[Role.PARTNER].organisation
        ).pk,
        "import_id": check_file(
            small.coordinator, "partners", name="partners.csv", content=b"name\nNew school\n"
        ).pk,
        "partner_id": small.owner.organisation_id,
        "other_id": small.other.organisation_id,
        "service_id": service.pk,
        "contact_id": contact.pk,
        "meeting_id": meeting_id,
        "field_id": form.fields.get().pk,
        "registration_id": registration.pk,
        "letter_id": registration.letters.first().pk,
        "secret": secret_of(registration.pk),
        "item_id": AgendaItem.objects.create(
            meeting_id=small.meeting_id, time=time(9, 0), title="Opening"
        ).pk,
        "recommendation_id": small.recommendation_id,
        "action_id": action_id,
        "evidence_id": evidence_id,
        "council_id": council_id,
        "concern_id": concern_id,
        "listening_id": Concern.objects.get(pk=concern_id).listening_id,
        "page_id": page_id,
        **question_rows(small),
        **dict(zip(("start", "end"), _first_promise(small, document_id), strict=True)),
        **partnership_rows(small),
        **offer_rows(small),
        **training_rows(small),
        **plan_rows(small, donor=people[Role.DONOR]),
        **minutes_rows(small.convener, meeting_id, small.meeting_id),
        "partnership_id": partnership(small.convener, small.addressee, small.owner),
        "view_id": Confirmation.objects.get().pk,
        "invitation_id": invitation.pk,
        "check_id": draw_check(people[Role.OVERSIGHT], DrawTerms(seed="river", count=3)).pk,
        "finding_id": file_finding(
            people[Role.OVERSIGHT],
            FindingDraft(
                text="The reason is missing.", addressee=people[Role.POLICE].organisation_id
            ),
        ).pk,
        "number": 1,
        "year": timezone.localdate().year,
        "token": "no-such-invitation",
        "uidb36": "1",
        "key": "no-such-key",
    }
    return Walked(people=people, rows=rows, world=small)


def noted(small: Walked) -> list[Note]:
    """A note with one word in it, beside each record and beside none, of a civil-society partner."""
    author = PersonFactory(role=Role.CIVIL_SOCIETY)
    rows = {
        "library.Document": small.rows["document_id"],
        "partners.Meeting": small.rows["meeting_id"],
        "partners.Recommendation": small.rows["recommendation_id"],
        "partners.Action": small.rows["action_id"],
        "partners.Evidence": small.rows["evidence_id"],
        "partners.Confirmation": small.rows["view_id"],
    }
    kinds = {kind.thing: kind for kind in record_kinds()}
    notes = [add_note(author, f"Under the {NOTED}.")]
    for thing, key in rows.items():
        notes.append(
            add_note(author, f"Ask at the {NOTED}.", beside=kinds[thing].find(key, author))
        )
    change_note(author, notes[0].pk, f"Under the other {NOTED}.")
    return notes


def words_of(answer: Any) -> str:
    """Return the words of an answer, whatever it is: a page, a Word or PDF paper, a file."""
    content = b"".join(answer) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "")
    if "wordprocessingml" in kind:
        return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    if "pdf" in kind and content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return content.decode("utf-8", "replace")
