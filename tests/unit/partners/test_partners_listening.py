"""Listening: what is typed in, what is said of it, what everybody reads, and what never gets there."""

from __future__ import annotations

import csv
import io
import json
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners import public
from commonweal.partners.actions import concerns as acts
from commonweal.partners.actions import raised as pages
from commonweal.partners.actions.keeping import erase_meetings
from commonweal.partners.actions.keeping_listening import erase_concerns, erase_listenings
from commonweal.partners.actions.moving import move
from commonweal.partners.cli import partners as terminal
from commonweal.partners.engine import outcome_pdf
from commonweal.partners.models import Concern, Listening, RaisedPage
from commonweal.partners.queries.concerns import WantedConcerns, concerns, last_outcome, late
from commonweal.partners.queries.themes import raised_by_theme, raised_in_public
from commonweal.rights.models import Person, TrailEntry, TrailWords
from factories import CoordinatorFactory, PersonFactory
from factories_partners import concern_draft, council, raised, world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that goes past midnight has another day."""
    monkeypatch.setitem(globals(), "TODAY", timezone.localdate())


@pytest.fixture
def secretary() -> Person:
    return PersonFactory()


@pytest.fixture
def police() -> Person:
    return PersonFactory(role="police")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def say(person: Person, concern_id: uuid.UUID, kind: str, text: str = "", **more: Any) -> None:
    public.say_of_concern(person, concern_id, public.StepDraft(kind, text, **more))


def one(key: uuid.UUID) -> Concern:
    return Concern.objects.get(pk=key)


# Typed in


def test_numbers_are_given_once_a_year_and_never_again(secretary: Person) -> None:
    first, second = raised(secretary, concern_draft("One."), concern_draft("Two."))
    assert [one(key).label for key in (first, second)] == [f"1/{TODAY.year}", f"2/{TODAY.year}"]
    erase_concerns([second])
    [third] = raised(secretary, concern_draft("Three."))
    assert one(third).number == 3


def test_a_form_that_is_sent_twice_adds_nothing_twice(secretary: Person) -> None:
    [key] = raised(secretary)
    listening_id, form = one(key).listening_id, uuid.uuid4()
    drafts = [concern_draft("A.", line=1), concern_draft("B.", line=3)]
    assert len(acts.type_in(secretary, listening_id, drafts, form=form)) == 2
    assert acts.type_in(secretary, listening_id, drafts, form=form) == []
    more = [*drafts, concern_draft("C.", line=4)]
    [added] = acts.type_in(secretary, listening_id, more, form=form)
    assert added.text == "C."
    with pytest.raises(Conflict, match="Line 3 of this form was added already"):
        acts.type_in(secretary, listening_id, [concern_draft("Other.", line=3)], form=form)
    assert Concern.objects.count() == 4


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": " "}, "Write what was raised"),
        ({"theme": "weather"}, "Choose the theme"),
        ({"group": "x"}, "kind of group"),
        ({"voices": 0}, "from 1 to"),
        ({"text": "Mr Karim never answers."}, "“Mr Karim”"),
        ({"municipality": "Lantern Street 14"}, "finer than a municipality"),
        ({"quote": "Nobody listens."}, "only with their consent"),
        ({"quote": "Nobody listens.", "has_consent": True}, "only with their consent"),
        ({"language": "xx"}, "“xx”"),
    ],
)
def test_what_cannot_be_used_is_said(
    secretary: Person, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        raised(secretary, concern_draft(**values))
    assert not Concern.objects.exists()


def test_words_to_look_at_twice_stay_with_a_reason_that_is_kept(secretary: Person) -> None:
    [key] = raised(
        secretary, concern_draft("Muslims are insulted there.", kept_because="It is the concern.")
    )
    assert one(key).kept_because == "It is the concern."
    assert TrailEntry.objects.get(verb="partners.concern.added").facts["let_through"] == ["belief"]


def test_the_database_refuses_a_quote_without_consent(secretary: Person) -> None:
    [key] = raised(secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=key).update(quote="Nobody listens.")


def test_only_who_keeps_the_session_types_in(secretary: Person, police: Person) -> None:
    [key] = raised(secretary)
    with pytest.raises(NotAllowed):
        public.type_in(police, one(key).listening_id, [concern_draft()])
    assert public.type_in(CoordinatorFactory(), one(key).listening_id, [concern_draft()])


def test_a_day_to_come_and_another_partners_evening_are_refused(
    secretary: Person, police: Person
) -> None:
    draft = public.ListeningDraft(
        title="Evening", held_on=TODAY + timedelta(days=1), municipality="Halvera",
        host_id=secretary.organisation_id,
    )  # fmt: skip
    with pytest.raises(InvalidInput, match="still to come"):
        public.add_listening(secretary, draft)
    draft = public.ListeningDraft(
        title="Evening", held_on=TODAY, municipality="Halvera", host_id=police.organisation_id
    )
    with pytest.raises(NotAllowed, match="Only a co-ordinator"):
        public.add_listening(secretary, draft)


# What came of it


def test_the_whole_way(secretary: Person, police: Person) -> None:
    small = world()
    [key] = raised(secretary)
    say(police, key, "taken-up", meeting_id=small.meeting_id)
    say(police, key, "answered", "We open at six.", recommendation_ids=(small.recommendation_id,))
    page = unescape(signed_in(secretary).get(one(key).get_absolute_url()).content.decode())
    assert reverse("partners:recommendation", args=[small.recommendation_id]) in page
    assert reverse("partners:meeting", args=[small.meeting_id]) in page
    say(police, key, "done", "It is open since March.")
    row = one(key)
    assert (row.state, row.taken_up_by_id) == ("done", police.organisation_id)
    assert [step.kind for step in row.steps.all()] == ["raised", "taken-up", "answered", "done"]
    outcome = last_outcome(row)
    assert outcome is not None
    assert outcome.text == "It is open since March."
    # Both ways.
    for address in (
        reverse("partners:recommendation", args=[small.recommendation_id]),
        reverse("partners:meeting", args=[small.meeting_id]),
    ):
        assert row.get_absolute_url() in signed_in(secretary).get(address).content.decode()


def test_nobody_answers_for_another_partner(secretary: Person, police: Person) -> None:
    [key] = raised(secretary)
    say(police, key, "taken-up")
    for person in (secretary, CoordinatorFactory(), PersonFactory()):
        with pytest.raises(NotAllowed):
            say(person, key, "answered", "They will open.")
    with pytest.raises(Conflict, match="cannot be said of it now"):
        say(police, key, "done", "Done.")


@pytest.mark.parametrize("kind", ["declined", "withdrawn"])
def test_a_reason_is_needed(secretary: Person, kind: str) -> None:
    [key] = raised(secretary)
    with pytest.raises(InvalidInput, match="Write words"):
        say(secretary, key, kind)
    say(secretary, key, kind, "It is not in our hands.")
    assert one(key).state == kind
    # Oversight reads it in the trail.
    entry = TrailEntry.objects.get(verb=f"partners.concern.{kind}")
    assert TrailWords.objects.get(entry=entry.pk).reason == "It is not in our hands."


def test_given_back_it_waits_for_another_partner(secretary: Person, police: Person) -> None:
    [key] = raised(secretary)
    say(police, key, "taken-up")
    say(police, key, "given-back", "The city looks after this.")
    row = one(key)
    assert (row.state, row.taken_up_by_id, row.taken_up_on) == ("raised", None, None)


def test_whoever_was_not_quick_enough_is_told(secretary: Person, police: Person) -> None:
    [key] = raised(secretary)
    say(police, key, "taken-up")
    with pytest.raises(Conflict):
        acts.say(secretary, key, public.StepDraft("taken-up"), seen=1)


def test_what_is_late_is_shown_and_stands_on_today(secretary: Person, police: Person) -> None:
    coordinator = CoordinatorFactory()
    old, taken, new = (
        raised(secretary, concern_draft(text), days_ago=days)[0]
        for text, days in (("Old.", 31), ("Taken.", 90), ("New.", 30))
    )
    public.say_of_concern(
        police, taken, public.StepDraft("taken-up"), now=timezone.now() - timedelta(days=61)
    )
    found = concerns(secretary, WantedConcerns(late=True), today=TODAY)
    assert {row.pk for row in found} == {old, taken}
    assert new not in set(Concern.objects.filter(late(today=TODAY)).values_list("pk", flat=True))
    texts = [item.text for item in public.today_items(coordinator, since=timezone.now())]
    assert "1 concern was not taken up in time." in texts
    assert "1 concern was not answered in time." in texts
    [due] = [item for item in public.today_items(police, since=timezone.now()) if item.due_on]
    assert due.due_on == TODAY - timedelta(days=1)
    assert due.address == one(taken).get_absolute_url()
    page = unescape(signed_in(secretary).get("/partners/concerns/").content.decode())
    assert page.count(">Late<") == 2 or page.count("Late</") >= 2


def test_a_merged_partner_hands_over_what_it_took_up(secretary: Person, police: Person) -> None:
    other = PersonFactory()
    [key] = raised(police)
    say(police, key, "taken-up")
    moved = move(police.organisation_id, to=other.organisation_id)
    row = one(key)
    assert row.taken_up_by_id == row.listening.recorder_id == other.organisation_id
    assert moved["Concern.taken_up_by_id"] == [str(key)]
    say(other, key, "answered", "We open at six.")


# The council's page


def published(
    person: Person, *drafts: public.ConcernDraft, languages: tuple[str, ...] = ("en",)
) -> tuple[RaisedPage, list[uuid.UUID]]:
    council_id = council(person)
    keys = raised(person, *drafts, council_id=council_id)
    draft = public.PageDraft(council_id, TODAY, TODAY, languages)
    return RaisedPage.objects.get(pk=public.publish_raised(person, draft)), keys


def read_by_nobody(row: RaisedPage, **query: str) -> str:
    answer = Client().get(row.get_absolute_url(), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_everybody_reads_exactly_what_was_previewed(secretary: Person, police: Person) -> None:
    row, [key] = published(secretary)
    before = read_by_nobody(row)
    assert "The waiting room is too small." in before
    assert "parents" in before
    say(police, key, "taken-up")
    say(police, key, "answered", "We open a second room.")
    assert "second room" not in read_by_nobody(row)
    draft = public.PageDraft(row.council_id, TODAY, TODAY)
    assert public.publish_raised(secretary, draft) == row.pk
    after = read_by_nobody(RaisedPage.objects.get())
    assert "We open a second room." in after
    assert police.organisation.name in after
    assert secretary.name not in after


def test_what_has_changed_since_the_preview_is_not_shown_unseen(
    secretary: Person, police: Person
) -> None:
    council_id = council(secretary)
    [key] = raised(secretary, council_id=council_id)
    draft = public.PageDraft(council_id, TODAY, TODAY)
    _content, seen = pages.preview(secretary, draft)
    say(police, key, "taken-up")
    with pytest.raises(Conflict, match="changed since you looked"):
        pages.publish(secretary, draft, seen=seen)
    assert not RaisedPage.objects.exists()


def test_taken_back_nobody_outside_reads_it(secretary: Person, police: Person) -> None:
    row, _keys = published(secretary)
    with pytest.raises(NotAllowed):
        pages.take_back(police, row.pk)
    address = reverse("partners:take_raised_back", args=[row.pk])
    assert signed_in(secretary).post(address).status_code == 303
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert Client().get(reverse("partners:raised_pdf", args=[row.pk])).status_code == 404
    assert row.council.title not in Client().get("/raised/").content.decode()


def test_no_quote_without_consent_for_it_and_none_once_taken_out(secretary: Person) -> None:
    quoted = {"has_consent": True, "quote": "We wait outside in the rain."}
    row, keys = published(
        secretary,
        concern_draft("One.", **quoted, consent_for="public"),
        concern_draft("Two.", **(quoted | {"quote": "For you only."}), consent_for="partners"),
    )
    page = read_by_nobody(row)
    assert "in the rain" in page
    assert "For you only" not in page
    acts.take_quote_out(secretary, keys[0])
    assert "in the rain" not in read_by_nobody(row)
    assert one(keys[0]).quote == ""


def test_a_small_group_and_what_stays_off_are_not_shown(secretary: Person) -> None:
    row, _keys = published(
        secretary,
        concern_draft("One.", group="traders", voices=2),
        concern_draft("Two.", group="youth", voices=7),
        concern_draft("Hidden words.", is_off_paper=True),
    )
    page = read_by_nobody(row)
    assert "traders" not in page
    assert "a small group, not named here" in page
    assert "young people" in page
    assert "Hidden words" not in page
    assert "1 of them is not printed here" in page


def test_two_languages_each_with_its_page(secretary: Person, police: Person) -> None:
    council_id = council(secretary)
    [key] = raised(secretary, council_id=council_id)
    say(police, key, "taken-up")
    say(police, key, "answered", "We open at six.")
    words = public.WordingDraft(
        "sq", text="Salla e pritjes është e vogël.", outcome="Hapim në gjashtë."
    )
    public.translate_concern(secretary, key, words)
    draft = public.PageDraft(council_id, TODAY, TODAY, ("en", "sq"))
    row = RaisedPage.objects.get(pk=public.publish_raised(secretary, draft))
    assert "Salla e pritjes" not in read_by_nobody(row)
    other = read_by_nobody(row, language="sq")
    assert "Salla e pritjes" in other
    assert "Hapim në gjashtë." in other
    assert 'lang="sq"' in other
    # A newer answer is not shown with the translation of the older one.
    say(police, key, "reopened", "It was too short.")
    say(police, key, "answered", "We open at five.")
    public.publish_raised(secretary, draft)
    other = read_by_nobody(RaisedPage.objects.get(), language="sq")
    assert "gjashtë" not in other
    assert "We open at five." in other


def test_the_paper_is_always_one_sheet(secretary: Person) -> None:
    long = [
        concern_draft(f"{number}. " + "The counter is closed when people come. " * 20)
        for number in range(30)
    ]
    row, _keys = published(secretary, *long)
    answer = Client().get(reverse("partners:raised_pdf", args=[row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert outcome_pdf.pages(answer.content) == 1
    measured = row.content["en"]["print"]
    assert 0 < measured["shown"] < 30
    assert b"/ua" in answer.content.lower() or b"pdfuaid" in answer.content


def test_whoever_does_not_keep_the_council_shows_nothing(secretary: Person, police: Person) -> None:
    council_id = council(secretary)
    draft = public.PageDraft(council_id, TODAY, TODAY)
    with pytest.raises(NotAllowed):
        public.publish_raised(police, draft)
    with pytest.raises(InvalidInput, match="not before the first"):
        public.publish_raised(
            secretary, public.PageDraft(council_id, TODAY, TODAY - timedelta(days=1))
        )


def test_erased_concerns_leave_the_page_too(secretary: Person) -> None:
    row, keys = published(secretary)
    erase_concerns(keys)
    row.refresh_from_db()
    assert row.content["en"]["rows"] == []
    assert "waiting room" not in json.dumps(row.content)


def test_what_rests_on_an_erased_meeting_stays_without_it(
    secretary: Person, police: Person
) -> None:
    small = world()
    [key] = raised(secretary)
    say(police, key, "taken-up", meeting_id=small.meeting_id)
    erase_meetings([small.meeting_id])
    assert one(key).taken_up_at is None
    erase_listenings(list(Listening.objects.values_list("pk", flat=True)))
    assert not Concern.objects.exists()


# By theme


def test_partners_see_every_count_and_everybody_none_under_five(secretary: Person) -> None:
    drafts = [concern_draft(f"{number}.") for number in range(7)]
    drafts += [concern_draft(f"S{number}.", theme="schools") for number in range(2)]
    published(secretary, *drafts)
    whole = raised_by_theme(secretary)
    assert whole.is_whole
    assert {line.key: line.total for line in whole.lines} == {"offices": 7, "schools": 2}
    shown = raised_in_public()
    assert not shown.is_whole
    assert {line.key: line.counts for line in shown.lines}["schools"] == (None,)
    page = Client().get("/raised/").content.decode()
    assert "hidden" in page
    assert raised_by_theme(PersonFactory(role="donor")).total == 0


def test_a_plan_finds_the_concerns_it_can_answer(secretary: Person) -> None:
    first, second = raised(secretary, concern_draft("One."), concern_draft("Two.", theme="living"))
    [found] = public.raised_concerns(secretary, theme="living")
    assert (found.id, found.text, found.address) == (second, "Two.", one(second).get_absolute_url())
    assert [each.id for each in public.raised_concerns(secretary, ids=[first])] == [first]
    assert public.raised_concerns(PersonFactory(role="donor")) == ()


# The pages


def lines(*texts: str, count: int = 10, **more: str) -> dict[str, str]:
    given = {"language": "en", "token": str(uuid.uuid4()), "lines": str(count), "send": "yes"}
    for place in range(1, count + 1):
        given |= {f"line{place}-voices": "1", f"line{place}-text": ""}
    for place, text in enumerate(texts, start=1):
        given |= {
            f"line{place}-text": text,
            f"line{place}-theme": "offices",
            f"line{place}-group": "parents",
        }
    return given | more


def quick(secretary: Person) -> tuple[Client, str, Listening]:
    raised(secretary)
    listening = Listening.objects.get()
    return signed_in(secretary), reverse("partners:type_in", args=[listening.pk]), listening


def test_five_concerns_on_one_page_sent_twice(secretary: Person) -> None:
    client, address, listening = quick(secretary)
    assert client.get(address).content.decode().count("<fieldset") == 10
    given = lines("One.", "Two.", "Three.", "Four.", "Five.") | {"draft": "m3x9kept12"}
    first, second = client.post(address, given), client.post(address, given)
    assert (first.status_code, second.status_code) == (303, 303)
    assert listening.concerns.count() == 6
    page = unescape(client.get(second["Location"]).content.decode())
    assert "This form was sent before" in page
    # The browser is told which draft was sent, and lets it go; of a refused form it is not.
    assert second.cookies["draft_sent"].value == "m3x9kept12"
    refused = client.post(address, lines("Mr Karim never answers.") | {"draft": "m3x9kept12"})
    assert "draft_sent" not in refused.cookies
    assert "data-draft-again" in refused.content.decode()
    forged = client.post(address, lines("Six.") | {"draft": "x; domain=evil.example"})
    assert forged.status_code == 303
    assert "draft_sent" not in forged.cookies


def test_a_mistake_in_one_line_loses_nothing(secretary: Person) -> None:
    client, address, listening = quick(secretary)
    answer = client.post(address, lines("One.", "Mr Karim never answers."))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Look at line 2." in page
    assert "“Mr Karim” (looks like a person’s name)" in page
    assert ">\nOne.</textarea>" in page
    assert listening.concerns.count() == 1
    again = lines("One.", "Mr Karim never answers.", **{"line2-kept_because": "A public office."})
    assert client.post(address, again).status_code == 303
    assert listening.concerns.count() == 3


def test_more_lines_come_without_a_script_and_keep_what_was_typed(secretary: Person) -> None:
    client, address, listening = quick(secretary)
    given = lines("One.", "Mr Karim.") | {"more": "yes"}
    del given["send"]
    answer = client.post(address, given)
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert page.count("<fieldset") == 15
    assert "Mr Karim.</textarea>" in page
    assert "looks like" not in page
    assert page.count('name="line15-voices" value="1"') == 1
    assert listening.concerns.count() == 1


def test_an_empty_form_adds_nothing_and_says_so(secretary: Person) -> None:
    client, address, _listening = quick(secretary)
    answer = client.post(address, lines())
    assert answer.status_code == 422
    assert "Type in at least one concern." in unescape(answer.content.decode())


def test_add_a_session_then_say_and_change_and_translate_by_pages(
    secretary: Person, police: Person
) -> None:
    client = signed_in(secretary)
    given = {
        "title": "Evening", "kind": "session", "held_on": TODAY.isoformat(), "municipality": "Halvera",
        "host": str(secretary.organisation_id), "heads": "34", "languages": ["en", "sq"], "seen": "0",
    }  # fmt: skip
    answer = client.post(reverse("partners:add_listening"), given)
    listening = Listening.objects.get()
    assert answer["Location"] == reverse("partners:type_in", args=[listening.pk])
    assert listening.languages == ["en", "sq"]
    client.post(answer["Location"], lines("One."))
    row = Concern.objects.get()
    change = reverse("partners:change_concern", args=[row.pk])
    assert client.get(change).status_code == 200
    written = {
        "text": "One, better.", "theme": "living", "group": "youth", "voices": "3", "language": "en",
        "municipality": "Lumen", "seen": "1", "is_off_paper": "on",
    }  # fmt: skip
    assert client.post(change, written).status_code == 303
    row.refresh_from_db()
    assert (row.text, row.theme, row.municipality, row.is_off_paper) == (
        "One, better.", "living", "Lumen", True,
    )  # fmt: skip
    assert client.post(change, written).status_code == 409
    officer = signed_in(police)
    said = reverse("partners:say_of_concern", args=[row.pk])
    assert officer.post(said, {"kind": "taken-up", "seen": "2"}).status_code == 303
    assert officer.post(said, {"kind": "answered", "seen": "3"}).status_code == 422
    answered = {"kind": "answered", "seen": "3", "text": "We open at six."}
    assert officer.post(said, answered).status_code == 303
    translated = reverse("partners:translate", args=[row.pk])
    assert officer.post(translated, {"language": "sq", "text": "Një."}).status_code == 303
    assert "Një." in officer.get(row.get_absolute_url()).content.decode()
    assert signed_in(PersonFactory()).get(translated).status_code == 403


def test_the_page_is_previewed_and_published_by_pages(secretary: Person) -> None:
    council_id = council(secretary)
    raised(secretary, council_id=council_id)
    client = signed_in(secretary)
    address = reverse("partners:publish_raised", args=[council_id])
    asked = {"first_day": TODAY.isoformat(), "last_day": TODAY.isoformat(), "languages": "en"}
    page = unescape(client.get(address, asked).content.decode())
    assert "The waiting room is too small." in page
    assert not RaisedPage.objects.exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = client.post(address, asked | {"seen": seen})
    assert answer.status_code == 303
    assert client.post(address, asked | {"seen": "old"}).status_code == 409
    wrong = asked | {"last_day": (TODAY - timedelta(days=3)).isoformat()}
    assert client.get(address, wrong).status_code == 422
    assert signed_in(PersonFactory()).get(address).status_code == 403


def test_the_list_and_its_table_say_the_same(secretary: Person, police: Person) -> None:
    keys = raised(
        secretary, concern_draft("=1+1 is not safe."), concern_draft("Two.", theme="living")
    )
    say(police, keys[1], "taken-up")
    client = signed_in(secretary)
    text = client.get("/partners/concerns/concerns.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["text"] for row in rows} == {"'=1+1 is not safe.", "Two."}
    [found] = csv.DictReader(
        io.StringIO(
            client.get("/partners/concerns/concerns.csv?theme=living").content.decode("utf-8-sig")
        )
    )
    assert found["taken_up_by"] == police.organisation.name
    assert "Two." in client.get("/partners/concerns/?state=taken-up").content.decode()
    assert "Two." not in client.get("/partners/concerns/?state=raised").content.decode()
    entry = TrailEntry.objects.filter(verb="rights.record.exported").last()
    assert entry is not None
    assert entry.facts["rows"] in {1, 2}


def test_the_terminal_lists_them(secretary: Person) -> None:
    raised(secretary, days_ago=31)
    raised(secretary, concern_draft("Two.", theme="living"))
    told = CliRunner().invoke(terminal, ["concerns", "--json"], catch_exceptions=False).stdout
    assert json.loads(told.splitlines()[0])["text"] == "Two."
    told = CliRunner().invoke(terminal, ["concerns", "--late"], catch_exceptions=False).stdout
    assert "LATE" in told
    assert "Two." not in told


@pytest.mark.parametrize("language", ["en", "sq", "sr", "ru", "tg"])
def test_the_forms_are_a_sheet_for_each_group(secretary: Person, language: str) -> None:
    answer = signed_in(secretary).get(
        reverse("partners:session_form"), {"language": language, "sheets": "3"}
    )
    assert answer["Content-Type"] == "application/pdf"
    assert outcome_pdf.pages(answer.content) == 3


def test_hostile_words_stay_words(secretary: Person) -> None:
    hostile = '<script>alert(1)</script> #import "x" $x$ \\u{1F600} [*]'
    row, [key] = published(secretary, concern_draft(hostile))
    for page in (
        signed_in(secretary).get(one(key).get_absolute_url()).content.decode(),
        Client().get(row.get_absolute_url()).content.decode(),
    ):
        assert "<script>alert(1)" not in page
    assert Client().get(reverse("partners:raised_pdf", args=[row.pk])).status_code == 200
