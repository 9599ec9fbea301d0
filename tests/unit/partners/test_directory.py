"""The directory: who writes an entry, what is refused, what is found, and what a page shows to whom."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions import directory as acts
from commonweal.partners.actions.keeping_directory import erase_profiles
from commonweal.partners.engine.directory import (
    ContactDraft,
    EntryDraft,
    ServiceDraft,
)
from commonweal.partners.engine.languages import language_codes, language_name
from commonweal.partners.models import Contact, Profile, Service, Source
from commonweal.partners.queries.directory import WantedPartners, directory, language_names
from commonweal.rights.models import Organisation, Person, Role, TrailEntry
from commonweal.rights.public import rename_organisation
from factories import CoordinatorFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
ENTRY = EntryDraft(
    short_name="HWA",
    other_names=("Halvera Women", "Halvera Women", "Žene Halvere"),
    kind="civil society",
    is_womens=True,
    mandate="Opens doors for women.",
    area="Riverside",
    languages=("sq", "sr-Latn"),
    website="https://women.example.org/",
)
OFFER = ServiceDraft(level="secondary", title="First door", pathway="Ring the bell.", area="Hill")


@pytest.fixture
def women() -> Person:
    return PersonFactory(organisation=OrganisationFactory(name="Women's Association"))


@pytest.fixture
def coordinator() -> Person:
    return CoordinatorFactory()


def page(person: Person, name: str, *args: object, **query: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def names(person: Person, **wanted: object) -> list[str]:
    return [each.name for each in directory(person, WantedPartners(**wanted))]


# Writing


def test_a_partner_writes_its_own_entry(women: Person) -> None:
    row = acts.describe(women, women.organisation_id, ENTRY, seen=0)
    assert (row.other_names, row.languages) == ("Halvera Women\nŽene Halvere", "sq sr-Latn")
    assert TrailEntry.objects.filter(verb="partners.profile.described").count() == 1


def test_nobody_else_does_but_the_coordinator(women: Person, coordinator: Person) -> None:
    with pytest.raises(NotAllowed):
        acts.describe(PersonFactory(), women.organisation_id, ENTRY)
    with pytest.raises(NotAllowed):
        acts.add_service(PersonFactory(), women.organisation_id, OFFER)
    with pytest.raises(NotFound):
        acts.describe(PersonFactory(role=Role.DONOR), women.organisation_id, ENTRY)
    assert acts.describe(coordinator, women.organisation_id, ENTRY).version == 1


def test_a_reviewer_of_the_partner_does_not_write_for_it(women: Person) -> None:
    reviewer = PersonFactory(organisation=women.organisation, role=Role.REVIEWER)
    with pytest.raises(NotAllowed):
        acts.describe(reviewer, women.organisation_id, ENTRY)


def test_two_who_write_the_first_entry_do_not_overwrite_each_other(women: Person) -> None:
    acts.describe(women, women.organisation_id, ENTRY, seen=0)
    with pytest.raises(Conflict):
        acts.describe(women, women.organisation_id, EntryDraft(), seen=0)
    assert Profile.objects.get().mandate == "Opens doors for women."


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (EntryDraft(kind="club"), "'club' is no kind of partner"),
        (EntryDraft(languages=("Albnian",)), "“Albnian” is no language that is known here. Did you mean Albanian"),
        (EntryDraft(website="javascript:alert(1)"), "is no address of a website"),
        (EntryDraft(short_name="x" * 61), "61 characters; at most 60"),
        (EntryDraft(other_names=tuple(map(str, range(21)))), "at most 20 other names; these are 21"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(women: Person, draft: EntryDraft, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        acts.describe(women, women.organisation_id, draft)
    assert not Profile.objects.exists()


def test_a_contact_needs_an_address_or_a_number(women: Person) -> None:
    own = women.organisation_id
    with pytest.raises(InvalidInput, match="one is enough"):
        acts.add_contact(women, own, ContactDraft(function="press"))
    with pytest.raises(InvalidInput, match="'press' is no e-mail address"):
        acts.add_contact(women, own, ContactDraft(function="press", email="press"))
    row = acts.add_contact(women, own, ContactDraft(function="press", phone="0 12 34"))
    assert row.profile.organisation_id == own


def test_what_looks_like_one_persons_own_is_said_and_what_is_no_number_refused(
    women: Person,
) -> None:
    client = Client()
    client.force_login(women)
    address = f"/partners/directory/{women.organisation_id}/contacts/"
    answer = client.post(address, {"function": "press", "phone": "abc"})
    assert answer.status_code == 422
    assert "“abc” is no telephone number" in unescape(answer.content.decode())
    sent = {"function": "Anna Smith", "email": "anna.s@gmail.com"}
    page = unescape(client.post(address, sent, follow=True).content.decode())
    assert "“Anna Smith”, “anna.s@gmail.com” looks like one person's own" in page
    sent = {"function": "School liaison", "email": "schools@women.example", "phone": "112"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Look at it twice" not in page


def test_who_adds_what_may_be_here_already_is_told_at_once(coordinator: Person) -> None:
    kept = acts.add_partner(coordinator, "Halvera Youth Forum", EntryDraft(short_name="HYF"))
    client = Client()
    client.force_login(coordinator)
    sent = {"name": "HALVERA  Youth-Forum", "short_name": "HYF"}
    page = unescape(client.post("/partners/directory/add/", sent, follow=True).content.decode())
    assert "“Halvera Youth Forum” is here too and may be the same." in page
    assert f"/merge/?other={kept}" in page
    page = client.post("/partners/directory/add/", {"name": "Bakers"}, follow=True).content.decode()
    assert "may be the same" not in page


def test_what_is_offered_is_ended_and_offered_again(women: Person) -> None:
    row = acts.add_service(women, women.organisation_id, OFFER)
    acts.end_service(women, row.pk)
    assert names(women, level="secondary") == []
    acts.end_service(women, row.pk)
    acts.end_service(women, row.pk, is_over=False)
    assert names(women, level="secondary") == ["Women's Association"]
    assert TrailEntry.objects.filter(verb="partners.service.ended").count() == 1


def test_a_change_seen_too_late_is_refused(women: Person) -> None:
    row = acts.add_service(women, women.organisation_id, OFFER)
    acts.change_service(women, row.pk, OFFER, seen=1)
    with pytest.raises(Conflict):
        acts.change_service(women, row.pk, OFFER, seen=1)


def test_saying_that_it_is_still_right_puts_the_period_off(women: Person) -> None:
    before = timezone.now() - timedelta(days=900)
    acts.describe(women, women.organisation_id, ENTRY, now=before)
    acts.say_still_right(women, women.organisation_id)
    row = Profile.objects.get()
    assert row.added_at == before
    assert row.checked_at.date() == timezone.now().date()
    with pytest.raises(NotFound):
        acts.say_still_right(CoordinatorFactory(), PersonFactory().organisation_id)


def test_only_the_coordinator_adds_and_renames(women: Person, coordinator: Person) -> None:
    with pytest.raises(NotAllowed):
        acts.add_partner(women, "New", ENTRY)
    key = acts.add_partner(coordinator, "  New   one ", ENTRY)
    assert Organisation.objects.get(pk=key).name == "New one"
    with pytest.raises(InvalidInput, match="“NEW one” is in the directory already"):
        acts.add_partner(coordinator, "NEW one", ENTRY)
    with pytest.raises(Conflict, match="merge the two"):
        rename_organisation(coordinator, key, name="women's association")
    with pytest.raises(NotAllowed):
        rename_organisation(women, key, name="Other")
    assert rename_organisation(coordinator, key, name="Newer") == "New one"
    assert Organisation.objects.get(pk=key).name == "Newer"


# Reading


def test_filters_find_and_leave_out(women: Person) -> None:
    acts.describe(women, women.organisation_id, ENTRY)
    acts.add_service(women, women.organisation_id, OFFER)
    other = PersonFactory(organisation=OrganisationFactory(name="Radio"))
    acts.describe(other, other.organisation_id, EntryDraft(kind="media", is_youth=True))
    found = [
        {"words": "hwa"}, {"words": "ŽENE women"}, {"words": "door"}, {"kind": "civil society"},
        {"level": "secondary"}, {"language": "sq"}, {"area": "riverside"}, {"area": "hill"},
        {"is_womens": True},
    ]  # fmt: skip
    # Capital letters beyond A to Z are told apart by SQLite.
    found[1] = {"words": "Žene women"}
    for wanted in found:
        assert names(women, **wanted) == ["Women's Association"], wanted
    for wanted in ({"language": "sr"}, {"level": "primary"}, {"words": "hwa radio"}):
        assert names(women, **wanted) == [], wanted
    assert names(women, is_youth=True) == ["Radio"]
    assert names(PersonFactory(role=Role.DONOR)) == []


def test_a_page_shows_what_is_said_and_offers_forms_to_its_own_alone(women: Person) -> None:
    acts.describe(women, women.organisation_id, ENTRY)
    acts.add_service(women, women.organisation_id, OFFER)
    acts.add_contact(women, women.organisation_id, ContactDraft("press", email="p@example.org"))
    own = page(women, "partners:partner", women.organisation_id)
    for words in ("Opens doors", "First door", "Ring the bell", "press", "Albanian", "Change the entry"):  # fmt: skip
        assert words in own
    others = page(PersonFactory(), "partners:partner", women.organisation_id)
    assert "Opens doors" in others
    assert "Change the entry" not in others
    assert "No longer offered" not in others


def test_hostile_words_stay_words(women: Person) -> None:
    words = "<script>alert(1)</script>"
    acts.describe(women, women.organisation_id, EntryDraft(mandate=words, area=words))
    client = Client()
    client.force_login(women)
    for address in (reverse("partners:directory"), reverse("partners:partner", args=[women.organisation_id])):  # fmt: skip
        assert words not in client.get(address).content.decode()


def test_the_list_needs_as_many_queries_for_many(
    women: Person, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        other = PersonFactory()
        acts.add_service(other, other.organisation_id, OFFER)
    client = Client()
    client.force_login(women)
    client.get(reverse("partners:directory"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(reverse("partners:directory"))


def test_a_form_keeps_what_was_typed_where_somebody_was_quicker(women: Person) -> None:
    acts.describe(women, women.organisation_id, ENTRY)
    client = Client()
    client.force_login(women)
    address = reverse("partners:change_partner", args=[women.organisation_id])
    answer = client.post(address, {"mandate": "Mine.", "seen": "0", "kind": ""})
    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()
    answer = client.post(address, {"mandate": "Mine.", "seen": "1", "kind": ""})
    assert answer.status_code == 303
    assert Profile.objects.get().mandate == "Mine."


def test_erasing_leaves_the_name_alone(women: Person) -> None:
    acts.add_service(women, women.organisation_id, OFFER)
    acts.add_contact(women, women.organisation_id, ContactDraft("press", phone="112"))
    profile = Profile.objects.get()
    Source.objects.create(profile=profile, body_key="x")
    erase_profiles([profile.pk])
    erase_profiles([profile.pk])
    assert not any(model.objects.exists() for model in (Profile, Service, Contact, Source))
    assert names(women) == ["Women's Association"]


def test_languages_are_typed_by_name_or_code_and_kept_as_codes(women: Person) -> None:
    assert language_codes("sq, en;sq  sr-Latn") == ("sq", "en", "sr-Latn")
    typed = "romani, Albanian; SHQIP\nSerbian (Latin), SR-cyrl, Dari"
    assert language_codes(typed) == ("rom", "sq", "sr-Latn", "sr-Cyrl", "prs")
    assert language_codes("Romani English") == ("rom", "en")
    assert language_codes("anglisht, Romani", reading="sq") == ("en", "rom")
    for code in ("rom", "sq", "sr-Latn", "prs", "kmr", "is"):
        assert language_codes(language_name(code)) == (code,)
    for text, said in (
        ("English or Romani", "“English or Romani” is no language"),
        ("sq xx", "“xx” is no language"),
        ("Romanii", "Did you mean Romani?"),
        ("sq-Wxyz", "with commas between"),
    ):
        with pytest.raises(InvalidInput, match=re.escape(said)):
            language_codes(text)
    assert language_names("sq xx") == "Albanian, xx"
