"""A partner's own notes are for its own people: nobody else's page, search, mail or export has a word of them."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.cli import commonweal
from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions.notes import (
    With,
    add_note,
    change_note,
    delete_note,
    revoke_share,
    share_note,
)
from commonweal.rights.actions.retention import retain
from commonweal.rights.models import (
    Note,
    NoteShare,
    Person,
    RecordKey,
    Role,
    Tombstone,
    TrailEntry,
)
from commonweal.rights.public import today_items
from commonweal.rights.rules.records import record_kinds
from commonweal.rights.rules.stand_in import others_eyes
from factories import OrganisationFactory, PersonFactory
from walk import NOTED, Walked, noted, walked

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def small() -> Walked:
    return walked()


def test_the_own_people_see_the_notes_and_lose_them_through_others_eyes(small: Walked) -> None:
    notes = noted(small)
    client = signed_in(notes[0].author)
    for page, key in (
        ("library:document", "document_id"),
        ("partners:meeting", "meeting_id"),
        ("partners:recommendation", "recommendation_id"),
        ("partners:action", "action_id"),
    ):
        address = reverse(page, args=[small.rows[key]])
        assert NOTED in body(client.get(address)), page
        for eyes in others_eyes():
            assert NOTED not in body(client.get(address, {"as": eyes})), (page, eyes)
    assert body(client.get(reverse("rights:notes"), {"q": "other zwetsch"})).count(NOTED) == 1
    own = reverse("rights:note", args=[notes[1].pk])
    assert NOTED in body(client.get(own))
    for eyes in others_eyes():
        assert client.get(own, {"as": eyes}).status_code == 404


def test_no_command_mail_or_trail_has_a_word_of_a_note(small: Walked) -> None:
    notes = noted(small)
    share_note(notes[0].author, notes[0].pk, With(role=Role.POLICE))
    delete_note(notes[1].author, notes[1].pk)
    run = CliRunner()
    for command in (
        ["rights", "people", "--json"],
        ["rights", "verify", "--json"],
        ["library", "search", NOTED],
        ["partners", "--help"],
    ):
        assert f"the {NOTED}" not in run.invoke(commonweal, command).output
    assert not any(NOTED in each.body for each in mail.outbox)
    for entry in TrailEntry.objects.all():
        assert NOTED not in json.dumps(entry.facts)
        assert entry.thing != "rights.Note" or entry.facts == {}


def test_a_note_is_written_changed_and_deleted_on_its_pages(small: Walked) -> None:
    person = small.world.convener
    client, meeting = signed_in(person), str(small.rows["meeting_id"])
    address = f"{reverse('rights:add_note')}?beside=partners.Meeting&key={meeting}"
    page = body(client.get(address))
    assert "whoever controls the server can technically read it" in page
    assert client.post(address, {"text": " "}).status_code == 422
    answer = client.post(address, {"text": "Ask about the ramp."})
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("partners:meeting", args=[meeting]),
    )
    note = Note.objects.get(author=person)
    assert "Ask about the ramp." in body(client.get(answer["Location"]))
    change = reverse("rights:change_note", args=[note.pk])
    assert client.post(change, {"text": "x" * 10_001}).status_code == 422
    assert client.post(change, {"text": "Ask about the stairs."}).status_code == 303
    delete = reverse("rights:delete_note", args=[note.pk])
    assert "Ask about the stairs." in body(client.get(delete))
    assert RecordKey.objects.filter(thing_id=str(note.pk)).exists()
    assert client.post(delete).status_code == 303
    assert not Note.objects.filter(pk=note.pk).exists()
    assert not RecordKey.objects.filter(thing_id=str(note.pk)).exists()


def test_a_note_is_shared_item_by_item_and_that_is_taken_back(small: Walked) -> None:
    note, other = noted(small)[1], noted(small)[2]
    police, author = small.people[Role.POLICE], signed_in(note.author)
    reader, address = signed_in(police), reverse("rights:note", args=[note.pk])
    share = reverse("rights:share_note", args=[note.pk])
    assert author.post(share, {"whom": "role:administrator"}).status_code == 422
    assert author.post(share, {"whom": str(note.organisation_id)}).status_code == 422
    assert author.post(share, {"whom": str(police.organisation_id)}).status_code == 303
    assert author.post(share, {"whom": str(police.organisation_id)}).status_code == 422
    page = body(author.get(address))
    assert police.organisation.name in page
    assert "since" in page
    assert NOTED in body(reader.get(address))
    assert note.author.name not in body(reader.get(address))
    assert NOTED in body(reader.get(reverse("library:document", args=[small.rows["document_id"]])))
    assert reader.get(reverse("rights:note", args=[other.pk])).status_code == 404
    # Whoever reads a shared note cannot change it, share it on, or end the sharing of others.
    made = NoteShare.objects.get(note=note)
    revoke = reverse("rights:revoke_share", args=[made.pk])
    for closed in (share, revoke, reverse("rights:change_note", args=[note.pk])):
        assert reader.post(closed, {"whom": "role:donor", "text": "x"}).status_code == 404
    assert author.post(revoke).status_code == 303
    assert reader.get(address).status_code == 404
    assert NOTED not in body(reader.get(reverse("rights:notes")))


def test_a_note_shared_with_a_role_is_for_all_who_hold_it(small: Walked) -> None:
    note = noted(small)[1]
    share_note(note.author, note.pk, With(role=Role.OVERSIGHT))
    address = reverse("rights:note", args=[note.pk])
    page = body(signed_in(small.people[Role.OVERSIGHT]).get(address))
    assert NOTED in page
    assert note.author.name not in page
    assert signed_in(small.people[Role.POLICE]).get(address).status_code == 404
    with pytest.raises(InvalidInput):
        share_note(note.author, note.pk, With(OrganisationFactory().pk, Role.POLICE))


def test_whoever_acts_for_another_partner_now_does_not_see_the_first_ones_notes(
    small: Walked,
) -> None:
    from commonweal.rights.public import act_for
    from factories import give

    note = noted(small)[1]
    other = OrganisationFactory()
    give(note.author, role=Role.REVIEWER, organisation=other)
    address = reverse("rights:note", args=[note.pk])
    assert signed_in(note.author).get(address).status_code == 200
    act_for(note.author, other.pk)
    assert signed_in(Person.objects.get(pk=note.author_id)).get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.OVERSIGHT, Role.DONOR, Role.ADMINISTRATOR])
def test_who_takes_no_part_writes_no_note(role: str) -> None:
    person = PersonFactory(role=role)
    with pytest.raises(NotAllowed):
        add_note(person, "x")
    assert signed_in(person).post(reverse("rights:add_note"), {"text": "x"}).status_code == 404


def test_a_note_stands_only_beside_what_one_may_see(small: Walked) -> None:
    client = signed_in(small.world.convener)
    for thing, key in (
        ("partners.Meeting", "00000000-0000-0000-0000-000000000007"),
        ("partners.Meeting", "x"),
        ("rights.Grant", str(small.rows["grant_id"])),
    ):
        answer = client.get(reverse("rights:add_note"), {"beside": thing, "key": key})
        assert answer.status_code == 404
    with pytest.raises(NotFound):
        change_note(small.world.other, noted(small)[0].pk, "x")


def test_no_note_stands_beside_a_person(small: Walked) -> None:
    writer, other = (
        small.world.convener,
        PersonFactory(organisation=small.world.convener.organisation),
    )
    for kind in record_kinds():
        address = reverse("rights:add_note") + f"?beside={kind.thing}&key={other.pk}"
        if issubclass(apps.get_model(kind.thing), Person):
            assert not kind.takes_notes
            assert signed_in(writer).get(address).status_code == 404
            assert signed_in(writer).post(address, {"text": "x"}).status_code == 404
    with pytest.raises(NotFound):
        add_note(writer, "x", beside=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(
            organisation=writer.organisation,
            author=writer,
            text="x",
            thing="rights.Person",
            thing_id=str(other.pk),
        )
    assert not Note.objects.filter(thing="rights.Person").exists()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OVERSIGHT, Role.ADMINISTRATOR])
def test_stewards_learn_neither_which_notes_a_partner_has_nor_when_nor_how_many(role: str) -> None:
    author, steward = PersonFactory(role=Role.CIVIL_SOCIETY), signed_in(PersonFactory(role=role))
    kept, gone = add_note(author, "x"), add_note(author, "y")
    for note, days in ((kept, 3 * 365 - 9), (gone, 3 * 365 + 9)):
        Note.objects.filter(pk=note.pk).update(at=timezone.now() - timedelta(days=days))
    pages = ["", "kinds/rights.Note/", "erased/", "runs/", "holds/"]
    late = [steward.get(f"/rights/retention/{page}") for page in pages]
    retain()
    after = [steward.get(f"/rights/retention/{page}") for page in pages]
    assert (late[1].status_code, after[1].status_code) == (404, 404)
    told = "".join(body(answer) for answer in (*late, *after))
    for key in (kept.pk, gone.pk, author.organisation_id):
        assert str(key) not in told
    stone = Tombstone.objects.get(thing="rights.Note")
    assert (stone.thing_id, stone.remains) == (str(gone.pk), {})
    # Its own people go on reading which of theirs end.
    assert str(kept.pk) in body(signed_in(author).get("/rights/retention/ours/"))


def test_today_says_what_was_newly_shared_and_with_whom_it_was_shared_alone() -> None:
    women, police = PersonFactory(role=Role.CIVIL_SOCIETY), PersonFactory(role=Role.POLICE)
    other = PersonFactory(role=Role.POLICE)
    note = add_note(women, f"Ask at the {NOTED}.")
    assert not today_items(police, since=None)
    with_police = With(police.organisation_id)
    share_note(women, note.pk, with_police)
    [line] = today_items(police, since=None)
    assert (line.kind, line.address) == ("new", reverse("rights:notes"))
    assert NOTED not in line.text + line.detail
    for person in (other, women):
        assert not [
            each for each in today_items(person, since=None) if each.address == line.address
        ]
    assert not today_items(police, since=timezone.now())
    [share] = note.shares.all()
    revoke_share(women, share.pk)
    assert not today_items(police, since=None)
