"""Good practices and initiatives: reviewed by a person of another partner, honest about what did not work."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners.actions import initiatives as acts
from commonweal.partners.actions.keeping import forget_copies
from commonweal.partners.engine import guidebook_pdf
from commonweal.partners.engine.guidebook_pdf import PracticePaper
from commonweal.partners.engine.initiatives import Ending
from commonweal.partners.engine.quarterly import quarter_of, write_excel, write_word
from commonweal.partners.models import Initiative, Practice
from commonweal.partners.public import today_items
from commonweal.partners.queries.figures import figure
from commonweal.partners.queries.initiatives import WantedPractices, practices
from commonweal.partners.queries.quarterly import quarterly_report, scope_of_quarter
from commonweal.rights.public import Role
from factories import CoordinatorFactory, PersonFactory, give
from factories_plan import initiative_draft, practice_draft

ENDING = Ending("Many came.", "The bus left too early.", "heard", "Our report")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["title", "text", "worked", "not_worked", "sources"])
def test_a_practice_says_what_worked_what_did_not_and_where_it_is_from(name: str) -> None:
    with pytest.raises(InvalidInput, match="Write"):
        acts.propose_practice(PersonFactory(), practice_draft(**{name: " "}))


@pytest.mark.django_db
def test_it_is_in_the_guidebook_once_a_person_of_another_partner_reviewed_it() -> None:
    writer, other = PersonFactory(), PersonFactory()
    row = acts.propose_practice(writer, practice_draft())
    assert not practices(other, WantedPractices()).exists()
    colleague = PersonFactory(organisation=writer.organisation)
    office = CoordinatorFactory(organisation=writer.organisation)
    give(writer, role="partner", organisation=other.organisation)
    writer.organisation = other.organisation
    for person in (colleague, office, writer):
        with pytest.raises(NotAllowed):
            acts.review_practice(person, row.pk, is_good=True, text="Fine.")
    with pytest.raises(InvalidInput, match="Write what you looked at"):
        acts.review_practice(other, row.pk, is_good=True, text="")
    acts.review_practice(other, row.pk, is_good=False, text="For whom is it?")
    assert [e.text for e in today_items(colleague, since=None) if "Sent back" in e.text]
    with pytest.raises(NotAllowed):
        acts.review_practice(other, row.pk, is_good=True, text="Fine.")
    acts.change_practice(colleague, row.pk, practice_draft(for_whom="neighbours"), seen=2)
    with pytest.raises(Conflict, match="while you were writing"):
        acts.review_practice(other, row.pk, is_good=True, text="Fine.", seen=2)
    assert [e for e in today_items(other, since=None) if "Review a good practice" in e.text]
    acts.review_practice(other, row.pk, is_good=True, text="Fine.")
    assert practices(colleague, WantedPractices(words="kitchen NEIGHBOURS")).get() == row
    for wanted in (
        WantedPractices(words="moon"), WantedPractices(level="tertiary"), WantedPractices(grade="told"),
    ):  # fmt: skip
        assert not practices(colleague, wanted).exists()
    with pytest.raises(NotAllowed):
        acts.change_practice(colleague, row.pk, practice_draft())


@pytest.mark.django_db
def test_the_database_refuses_a_review_by_who_wrote_it() -> None:
    row = acts.propose_practice(PersonFactory(), practice_draft())
    row.state, row.reviewed_by, row.reviewed_at = "reviewed", row.added_by, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["purpose", "serves", "designed_with", "theory", "harm_indicator", "exit_plan"],
)
def test_an_initiative_says_for_whom_how_and_when_it_harms(name: str) -> None:
    with pytest.raises(InvalidInput, match="Write"):
        acts.begin(PersonFactory(), initiative_draft(**{name: ""}))


@pytest.mark.django_db
def test_at_its_end_it_offers_itself_back_as_a_practice() -> None:
    keeper, other = PersonFactory(), PersonFactory()
    source = acts.propose_practice(other, practice_draft())
    row = acts.begin(keeper, initiative_draft(practice_id=source.pk))
    with pytest.raises(NotAllowed):
        acts.end(other, row.pk, ENDING)
    with pytest.raises(InvalidInput, match="what did not work"):
        acts.end(keeper, row.pk, Ending("Many came.", " ", "heard", "Our report"))
    assert Initiative.objects.get().state == "running"
    made = acts.end(keeper, row.pk, ENDING, is_early=True)
    row.refresh_from_db()
    assert (row.state, row.became, made.state) == ("stopped", made, "proposed")
    assert "If, then." in made.text
    with pytest.raises(Conflict, match="has ended"):
        acts.change(keeper, row.pk, initiative_draft())
    with pytest.raises(NotFound):
        acts.begin(keeper, initiative_draft(practice_id=row.pk))
    with pytest.raises(InvalidInput, match="not before the first"):
        acts.begin(keeper, initiative_draft(start=date(2026, 2, 1), end=date(2026, 1, 1)))


@pytest.mark.django_db
def test_today_asks_for_what_was_learnt_when_it_should_have_ended() -> None:
    keeper = PersonFactory()
    end = timezone.localdate() - timedelta(days=1)
    acts.begin(keeper, initiative_draft(end=end))
    [line] = [each for each in today_items(keeper, since=None) if each.kind == "due"]
    assert line.text == "Say what worked and what did not: The kitchen in the morning"


@pytest.mark.django_db
def test_the_pages_take_it_from_practice_to_practice() -> None:
    writer, other = PersonFactory(), PersonFactory()
    client, reader = Client(), Client()
    client.force_login(writer)
    reader.force_login(other)
    values = {
        "title": "Kitchen", "level": "primary", "text": "Cook.", "worked": "Yes.", "not_worked": "The bus.",
        "grade": "told", "sources": "Report",
    }  # fmt: skip
    refused = client.post(reverse("partners:add_practice"), values | {"not_worked": ""})
    assert refused.status_code == 422
    assert client.post(reverse("partners:add_practice"), values).status_code == 303
    row = Practice.objects.get()
    said = {"is_good": "yes", "text": "Good.", "seen": row.version}
    assert reader.post(reverse("partners:review_practice", args=[row.pk]), said).status_code == 303
    page = client.get(reverse("partners:guidebook")).content.decode()
    assert "Kitchen" in page
    printed = client.get(reverse("partners:guidebook_pdf"))
    assert (printed["Content-Type"], printed.content[:4]) == ("application/pdf", b"%PDF")
    begin = f"{reverse('partners:begin_initiative')}?practice={row.pk}"
    assert f'value="{row.pk}" selected' in reader.get(begin).content.decode()
    typed = {
        "title": "Here", "level": "primary", "purpose": "P", "serves": "S", "designed_with": "D",
        "theory": "T", "harm_indicator": "H", "exit_plan": "E", "practice_id": str(row.pk),
    }  # fmt: skip
    assert reader.post(begin, typed).status_code == 303
    found = Initiative.objects.get()
    assert found.practice == row
    assert "Here" in client.get(reverse("partners:initiatives")).content.decode()
    assert "Here" in client.get(row.get_absolute_url()).content.decode()
    end = {"worked": "W", "not_worked": "N", "grade": "told", "sources": "R", "seen": found.version}
    answer = reader.post(reverse("partners:end_initiative", args=[found.pk]), end)
    assert answer["Location"] == Practice.objects.get(title="Here").get_absolute_url()


def test_the_guidebook_is_the_same_every_time_and_reads_no_markup() -> None:
    paper = PracticePaper(
        "#strong[x] <b>", "Level", "One.\n\nTwo.", (("Worked", "Yes."), ("Empty", " "))
    )
    words = {"title": "Guidebook", "lede": "L", "nothing": "N", "made": "M"}
    made = [
        guidebook_pdf.write([paper], words=words, language="en", made_on=date(2026, 5, 1))
        for _each in range(2)
    ]
    assert made[0] == made[1]
    assert b"pdfuaid" in made[0]
    assert guidebook_pdf.write([], words=words, language="en", made_on=date(2026, 5, 1)) != made[0]


NOTE = "Halvera, 2 March 2026 - The youth network counted who came to the kitchen: forty people."


@pytest.mark.django_db
def test_documents_of_the_library_are_sources_found_by_words_and_lead_both_ways() -> None:
    writer, other = PersonFactory(), PersonFactory()
    row = acts.propose_practice(writer, practice_draft())
    key = library.add_now("kitchen.txt", NOTE.encode(), person=writer)
    secret = library.add_now("gate.txt", b"The kitchen has a gate in the yard.", person=writer)
    library.restrict(secret, library.Circle(roles=["police"]), reason="A gate.", person=None)
    client = Client()
    client.force_login(writer)
    address = reverse("partners:practice_sources", args=[row.pk])
    assert address in client.get(row.get_absolute_url()).content.decode()
    page = client.get(address, {"q": "kitchen"}).content.decode()
    assert f'value="{key}"' in page
    assert str(secret) not in page
    version = {"seen": row.version}
    assert client.post(address, version).status_code == 422
    assert client.post(address, version | {"document": [secret]}).status_code == 404
    assert client.post(address, version | {"document": [key]}).status_code == 303
    assert client.post(address, version | {"document": [key]}).status_code == 409
    document = reverse("library:document", args=[key])
    assert document in client.get(row.get_absolute_url()).content.decode()
    assert f'value="{key}"' not in client.get(address, {"q": "kitchen"}).content.decode()
    assert row.title in client.get(document).content.decode()
    acts.review_practice(other, row.pk, is_good=True, text="Fine.")
    assert client.get(address).status_code == 403
    assert client.get(reverse("partners:guidebook_pdf")).status_code == 200
    # What only some may know of stands there for them alone.
    library.restrict(key, library.Circle(roles=["police"]), reason="Names.", person=None)
    assert document not in client.get(row.get_absolute_url()).content.decode()
    client.force_login(PersonFactory(role=Role.POLICE))
    assert document in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_source_taken_off_stays_in_the_library_and_the_practice_waits_again() -> None:
    writer, other = PersonFactory(), PersonFactory()
    row = acts.propose_practice(writer, practice_draft())
    key = library.add_now("kitchen.txt", NOTE.encode(), person=writer)
    with pytest.raises(NotAllowed):
        acts.add_sources(other, row.pk, [key])
    acts.add_sources(writer, row.pk, [key, key])
    acts.review_practice(other, row.pk, is_good=False, text="Which report?")
    client = Client()
    client.force_login(writer)
    address = reverse("partners:remove_practice_source", args=[row.pk, key])
    assert "Take it off" in client.get(address).content.decode()
    assert client.post(address, {"seen": 1}).status_code == 409
    row.refresh_from_db()
    assert client.post(address, {"seen": row.version}).status_code == 303
    row.refresh_from_db()
    assert (row.papers.count(), row.state, row.review) == (0, "proposed", "")
    assert library.document(key, person=writer).id == key
    acts.add_sources(writer, row.pk, [key])
    forget_copies({key: "period"})
    assert not row.papers.exists()


@pytest.mark.django_db
def test_practices_given_back_are_counted_and_listed_in_the_quarterly_report() -> None:
    boss, keeper, today = CoordinatorFactory(), PersonFactory(), timezone.localdate()
    acts.propose_practice(keeper, practice_draft(title="Nobody tried this"))
    for title in ("One", "Two"):
        made = acts.begin(keeper, initiative_draft(title=title))
        acts.end(keeper, made.pk, ENDING)
    year, quarter = quarter_of(today)
    for municipality in ("", "Halvera"):
        scope = scope_of_quarter(year, quarter, municipality=municipality, today=today)
        report = quarterly_report(boss, scope)
        [section] = [each for each in report.sections if each.key == "practices-given-back"]
        assert section.number == 2
    earlier = scope_of_quarter(year - 1, quarter, municipality="", today=today)
    assert not figure(boss, "practices-given-back").rows(boss, earlier).exists()
    client = Client()
    client.force_login(boss)
    page = client.get(reverse("partners:quarterly")).content.decode()
    [listed] = re.findall(r'href="(/partners/figures/of/practices-given-back/[^"]*)"', page)
    rows = client.get(unescape(listed)).content.decode()
    assert "The bus left too early." in rows
    assert "Nobody tried this" not in rows
    sheet = load_workbook(io.BytesIO(write_excel(report)))["practices-given-back"]
    assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == {"One", "Two"}
    said = "\n".join(each.text for each in Document(io.BytesIO(write_word(report))).paragraphs)
    assert "Practices that initiatives gave back, of all places: 2" in said
