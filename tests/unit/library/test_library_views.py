"""The library's pages: whole without script, safe with hostile documents, the same queries for one as for many."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.kernel.reading_limits import ReadingLimits
from commonweal.library import public
from commonweal.library.actions import files
from commonweal.library.engine.sheets import SHEET
from commonweal.library.models import Document, Intake, IntakeItem, Origin
from commonweal.library.public import RelatedLink
from commonweal.rights.models import Person, TrailEntry
from factories import CoordinatorFactory, PersonFactory

PAGE = """Workshop on open markets held in Vienna

VIENNA, 4 May 2025 – Some 40 women and youth met the police in Vienna at a workshop on open markets.

The participants recommended that the police should open a youth desk in every district.
"""
HOSTILE = """<script>alert("title")</script> in Vienna

VIENNA, 4 May 2025 – Hostile <img src=x onerror=alert(1)> words met the police & the "press".

The participants recommended that the police should <b onclick=alert(2)>open</b> a youth desk.
"""


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def add(text: str, person: Person, name: str = "page.txt") -> Document:
    return Document.objects.get(pk=public.add_now(name, text.encode(), person=person))


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def text_of(response: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body(response))).split())


ADDRESSES = [
    reverse("library:documents"),
    reverse("library:add"),
    reverse("library:search"),
    reverse("library:intake", args=[UUID(int=7)]),
    reverse("library:document", args=[UUID(int=7)]),
    reverse("library:original", args=[UUID(int=7)]),
    reverse("library:remove", args=[UUID(int=7)]),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_asked_to_sign_in(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", ADDRESSES[3:])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def pages_with(document: Document) -> list[str]:
    of_it = [
        reverse(f"library:{name}", args=[document.pk])
        for name in ("document", "original", "remove")
    ]
    return [*of_it, reverse("library:documents"), reverse("library:search") + "?q=desk"]


def test_an_administrator_sees_no_document(person: Person) -> None:
    document = add(PAGE, person)
    client = Client()
    client.force_login(PersonFactory(role="administrator"))
    for page in pages_with(document):
        assert client.get(page).status_code == 404


def test_somebody_without_a_role_is_signed_out(person: Person) -> None:
    document = add(PAGE, person)
    client = Client()
    client.force_login(PersonFactory(organisation=None))
    for page in pages_with(document):
        response = client.get(page)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/")


# Adding


def test_files_are_added_without_script_and_their_reading_shown(client: Client) -> None:
    files_ = [SimpleUploadedFile("a.txt", PAGE.encode()), SimpleUploadedFile("b.txt", b"")]
    response = client.post(reverse("library:add"), {"documents": files_})
    assert response.status_code == 303
    shown = client.get(response.headers["Location"])
    assert shown.status_code == 200
    assert (
        "1 read, 0 known already, 1 not read, 0 being read, 0 waiting: 2 in all. Done."
        in text_of(shown)
    )
    assert "holds no words" in text_of(shown)
    document = Document.objects.get()
    assert document.get_absolute_url() in body(shown)


def test_what_was_assumed_about_a_file_is_said(client: Client) -> None:
    text = PAGE.replace("Vienna", "Čačak").encode("cp1250")
    response = client.post(
        reverse("library:add"), {"documents": SimpleUploadedFile("old.txt", text)}
    )
    shown = client.get(response.headers["Location"])
    (note,) = [note for note in Document.objects.get().notes if "encoding" in note["code"]]
    assert note["detail"] in text_of(shown)
    assert note["detail"] in text_of(client.get(Document.objects.get().get_absolute_url()))


def test_a_text_is_pasted_with_or_without_a_title(client: Client) -> None:
    client.post(reverse("library:add"), {"text": PAGE, "title": "Our own title"})
    assert Document.objects.get().title == "Our own title"
    client.post(reverse("library:add"), {"text": PAGE + "More.", "title": ""})
    assert Document.objects.filter(title="Workshop on open markets held in Vienna").exists()


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": "  \n "}, {"text": "x" * 5_000_001}])
def test_what_cannot_be_added_is_said_beside_the_field(
    client: Client, data: dict[str, str]
) -> None:
    response = client.post(reverse("library:add"), data)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in body(response)
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ('["papers/a.txt", "papers/spring/b.txt"]', ["papers/a.txt", "papers/spring/b.txt"]),
        ('["/papers/../../a.txt", "..\\\\b.txt"]', ["papers/a.txt", "b.txt"]),
        ("", ["a.txt", "b.txt"]),
        ("no list", ["a.txt", "b.txt"]),
        ("[" * 100_000, ["a.txt", "b.txt"]),
        ('["papers/a.txt"]', ["a.txt", "b.txt"]),
        ('["papers/a.txt", 7]', ["a.txt", "b.txt"]),
        ('{"papers": "a.txt"}', ["a.txt", "b.txt"]),
    ],
)
def test_files_of_a_folder_keep_its_paths(client: Client, paths: str, names: list[str]) -> None:
    two = [SimpleUploadedFile(f"{name}.txt", f"{PAGE}{name}".encode()) for name in "ab"]
    client.post(reverse("library:add"), {"folder": two, "folder_paths": paths})
    assert list(IntakeItem.objects.values_list("name", flat=True)) == names
    assert list(Origin.objects.order_by("name").values_list("name", flat=True)) == sorted(names)


def test_a_full_disk_while_uploading_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("commonweal.library.actions.files.os.fsync", full)
    response = client.post(reverse("library:add"), {"text": PAGE})
    assert response.status_code == 422
    assert "disk is full" in text_of(response)
    assert not Intake.objects.exists()


def test_a_disk_that_is_full_before_the_form_is_read_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        "django.core.files.uploadhandler.MemoryFileUploadHandler.file_complete", full
    )
    response = client.post(
        reverse("library:add"), {"documents": SimpleUploadedFile("a.txt", PAGE.encode())}
    )
    assert response.status_code == 422
    assert "disk is full" in text_of(response)


def test_too_many_files_or_too_much_is_said(client: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2  # type: ignore[attr-defined]
    three = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)]
    response = client.post(reverse("library:add"), {"documents": three})
    assert (response.status_code, "10,000 files" in text_of(response)) == (422, True)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100  # type: ignore[attr-defined]
    response = client.post(
        reverse("library:add"),
        "text=" + "x" * 500,
        content_type="application/x-www-form-urlencoded",
    )
    assert (response.status_code, "12 MB" in text_of(response)) == (422, True)
    response = client.generic(
        "POST", reverse("library:add"), b"text=x", CONTENT_LENGTH="2000000000",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert (response.status_code, "more than 1 GB" in text_of(response)) == (422, True)


def test_every_form_is_protected_against_other_sites(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    intake = Intake.objects.create(person=person, added_for=person.organisation)
    assert client.post(reverse("library:add"), {"text": PAGE}).status_code == 403
    for name in ("stop", "resume"):
        assert client.post(reverse(f"library:{name}", args=[intake.pk])).status_code == 403
    assert not Document.objects.exists()


def test_progress_is_asked_for_until_it_is_over(client: Client, person: Person) -> None:
    intake = Intake.objects.create(
        person=person, added_for=person.organisation, state=Intake.State.READING
    )
    IntakeItem.objects.create(intake=intake, place=0, name="a.txt")
    address = intake.get_absolute_url()
    running = client.get(address, headers={"HX-Request": "true"})
    assert running.status_code == 200
    assert body(running).lstrip().startswith('<div id="progress"')
    assert 'hx-trigger="every' in body(running)
    client.post(reverse("library:stop", args=[intake.pk]))
    over = client.get(address, headers={"HX-Request": "true"})
    assert over.status_code == 286
    assert "hx-trigger" not in body(over)
    assert "<html" in body(client.get(address))


def test_an_upload_is_seen_by_the_partner_who_added_it_only(client: Client, person: Person) -> None:
    other = PersonFactory()
    intake = Intake.objects.create(person=other, added_for=other.organisation)
    assert client.get(intake.get_absolute_url()).status_code == 404
    for name in ("stop", "resume"):
        assert client.post(reverse(f"library:{name}", args=[intake.pk])).status_code == 404
    colleague = Client()
    colleague.force_login(PersonFactory(organisation=intake.person.organisation))
    assert colleague.get(intake.get_absolute_url()).status_code == 200


# The list


def test_the_list_says_what_to_do_where_nothing_is(client: Client) -> None:
    assert "There are no documents yet" in text_of(client.get(reverse("library:documents")))
    response = client.get(
        reverse("library:documents"), {"kind": "event", "year": "abc", "body": "no-uuid"}
    )
    assert response.status_code == 200
    assert "No document has all of this" in text_of(response)


def test_filters_show_as_chips_that_can_be_taken_away(client: Client, person: Person) -> None:
    document = add(PAGE, person)
    response = client.get(
        reverse("library:documents"), {"q": "police", "year": "2025", "country": document.country}
    )
    assert document.title in body(response)
    chips = re.findall(r'<a class="chip" href="([^"]*)"', body(response))
    assert [unescape(chip) for chip in chips] == [
        f"?year=2025&country={document.country}",
        "?q=police&year=2025",
        f"?q=police&country={document.country}",
    ]
    assert document.title not in body(client.get(reverse("library:documents"), {"year": "1999"}))


def test_the_list_asks_the_same_number_of_questions_for_one_as_for_many(
    client: Client, person: Person
) -> None:
    add(PAGE, person)
    client.get(reverse("library:documents"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("library:documents"), {"q": "police"})
    for number in range(4):
        add(PAGE.replace("Vienna", f"Vienna {number}"), person)
    with CaptureQueriesContext(connection) as many:
        response = client.get(reverse("library:documents"), {"q": "police"})
    assert body(response).count('<th scope="row">') == 5
    assert len(many) == len(one)


def test_the_search_asks_the_same_number_of_questions_for_one_as_for_many(
    client: Client, person: Person
) -> None:
    add(PAGE, person)
    client.get(reverse("library:search"), {"q": "police"})
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("library:search"), {"q": "police"})
    for number in range(4):
        add(PAGE.replace("Vienna", f"Vienna {number}"), person)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("library:search"), {"q": "police"})
    assert len(many) == len(one)


def test_a_documents_page_asks_the_same_number_of_questions_with_many_origins(
    client: Client, person: Person
) -> None:
    document = add(PAGE, person)
    client.get(document.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(document.get_absolute_url())
    for number in range(5):
        colleague = PersonFactory(organisation=person.organisation)
        add(PAGE, colleague, name=f"{number}.txt")
    with CaptureQueriesContext(connection) as many:
        response = client.get(document.get_absolute_url())
    assert "4.txt" in body(response)
    assert len(many) == len(one)


# The document


def test_every_value_leads_to_the_words_it_was_read_from(client: Client, person: Person) -> None:
    document = add(PAGE, person)
    page = body(client.get(document.get_absolute_url()))
    anchors = set(re.findall(r'id="(at-\d+)"', page))
    links = re.findall(r'href="#(at-\d+)" data-spans="([^"]+)"', page)
    assert len(links) > 5
    assert {anchor for anchor, _ in links} <= anchors
    start = document.text.index("The participants recommended")
    assert f'href="#at-{start}"' in page


def test_an_identifier_stands_once_on_the_page(client: Client, person: Person) -> None:
    document = add(PAGE, person)
    page = body(client.get(document.get_absolute_url(), {"from": "10", "to": "60"}))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_passage_is_highlighted_and_can_be_linked_to(client: Client, person: Person) -> None:
    document = add(PAGE, person)
    start = document.text.index("women and youth")
    page = body(client.get(document.get_absolute_url(), {"from": start, "to": start + 15}))
    assert page.count('id="passage"') == 1
    marked = "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
    assert marked == "women and youth"


@pytest.mark.parametrize(
    ("start", "end"),
    [("5", "2"), ("-1", "4"), ("0", "99999999"), ("x", "y"), ("٣", "٩"), ("1" * 40, "2" * 40)],
)
def test_a_passage_that_is_none_is_passed_over(
    client: Client, person: Person, start: str, end: str
) -> None:
    document = add(PAGE, person)
    response = client.get(document.get_absolute_url(), {"from": start, "to": end, "page": start})
    assert response.status_code == 200
    assert 'id="passage"' not in body(response)


def test_a_long_text_is_shown_in_parts(client: Client, person: Person) -> None:
    line = "Ordinary words about open markets and the people who use them.\n\n"
    text = PAGE + line * (700_000 // len(line)) + "The very last needle of the haystack.\n"
    document = add(text, person)
    first = client.get(document.get_absolute_url())
    assert len(first.content) < 10 * SHEET
    assert re.search(r"Part 1 of 1\d of the text", text_of(first))
    (passage,) = public.find_passages('"last needle"', person=person)
    last = client.get(passage.address.partition("#")[0])
    assert "The very last needle" in re.sub(r"<[^>]+>", "", body(last))
    assert re.search(r"Part (1\d) of \1 of the text", text_of(last))
    # A value read on the first part leads from the last part back to it.
    assert re.search(r'href="\?page=1#at-\d+"', body(last))


def test_what_upper_rooms_know_stands_beside_the_promise_and_on_top(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = add(PAGE, person)
    (offered,) = public.offered_commitments(document.pk, person=person)
    links = [
        RelatedLink("make <a> meeting", "/top/"),
        RelatedLink("marked already", "/beside/", start=offered.start, end=offered.end),
    ]
    monkeypatch.setattr(public, "_PROVIDERS", [lambda _id, _person: links])
    page = body(client.get(document.get_absolute_url()))
    assert "make &lt;a&gt; meeting" in page
    assert page.index("/top/") < page.index('id="record-heading"') < page.index("/beside/")


def test_the_text_is_set_as_its_author_set_it(client: Client, person: Person) -> None:
    text = (
        "News item\nWorkshop on open markets held in Vienna\nIssued on: 4 May 2025\n"
        "Some 40 women and youth met the police in Vienna at a workshop on open markets.\n"
        "What comes next\n"
        "The participants agreed on these points, which all of them will look at in June:\n"
        "- The police should open a youth desk in every district before the end of the year.\n"
        "- Traders go on.\n"
        "The next meeting of all who took part will be held in Vienna in the autumn of 2025.\n"
    )
    document = add(text, person)
    page = body(client.get(document.get_absolute_url()))
    kinds = re.findall(r'<(?:p|h3) class="source source--(\w+)"', page)
    assert kinds == ["line", "title", "line", "paragraph", "heading", "paragraph", "item", "item", "paragraph"]  # fmt: skip
    assert re.search(r'<h3 class="source source--heading">What comes next</h3>', page)
    start = text.index("Workshop")
    end = start + len("Workshop on open markets held in Vienna")
    title = re.search(r'<p class="source source--title"([^>]*)>', page)
    assert title is not None
    assert f'data-at="{start}-{end}"' in title.group(1)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    anchors = set(re.findall(r'href="#(at-\d+)"', page))
    assert anchors <= set(ids)


# Hostile documents


@pytest.mark.parametrize("view", ["documents", "document", "search", "intake", "remove"])
def test_a_hostile_document_is_only_words(view: str, db: None) -> None:
    boss = CoordinatorFactory()
    client = Client()
    client.force_login(boss)
    name = "<img src=x onerror=alert(3)>.txt"
    upload = SimpleUploadedFile(name, HOSTILE.encode())
    location = client.post(reverse("library:add"), {"documents": upload}).headers["Location"]
    document = Document.objects.get()
    address = {
        "documents": reverse("library:documents")
        + "?q=<script>alert(4)</script>&country=<b onclick=x>",
        "document": document.get_absolute_url() + "?from=0&to=30",
        "search": reverse("library:search") + '?q=hostile+police+"><script>alert(5)</script>',
        "intake": location,
        "remove": reverse("library:remove", args=[document.pk]),
    }[view]
    page = body(client.get(address))
    assert not re.search(r"<script>|<img|<b onclick", page)
    # What stands on the page is the words themselves, escaped.
    assert "&lt;" in page


def test_the_original_is_handed_out_and_never_shown(client: Client, person: Person) -> None:
    content = b"<!doctype html><html><head><title>A page</title></head><body><h1>A page</h1><script>alert(1)</script><p>Police and youth met in Vienna on 4 May 2025 at a workshop about open markets.</p></body></html>"
    document = Document.objects.get(
        pk=public.add_now('folder/x"; \r\nSet-Cookie: a=b;.html', content, person=person)
    )
    response = client.get(reverse("library:original", args=[document.pk]))
    assert b"".join(response) == content
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Set-Cookie" not in response.headers
    assert TrailEntry.objects.filter(
        verb="library.original.taken", thing_id=str(document.pk)
    ).exists()
    Document.objects.update(media_type="text/javascript")
    response = client.get(reverse("library:original", args=[document.pk]))
    assert response.headers["Content-Type"] == "application/octet-stream"
    files.drop_original(document.sha256)
    assert client.get(reverse("library:original", args=[document.pk])).status_code == 422


# Searching


def test_answers_are_passages_that_open_at_their_words(client: Client, person: Person) -> None:
    document = add(PAGE, person)
    page = body(client.get(reverse("library:search"), {"q": '"women and youth"'}))
    (address,) = re.findall(r'<h2 class="passage__title"><a href="([^"]+)"', page)
    start, end = map(int, re.findall(r"from=(\d+)&amp;to=(\d+)", address)[0])
    assert "women and youth" in document.text[start:end]
    assert "<mark>women</mark>" in page
    landed = body(client.get(address.replace("&amp;", "&").partition("#")[0]))
    hits = re.findall(r'<mark class="words words--hit"[^>]*>([^<]+)</mark>', landed)
    assert [hit.lower() for hit in hits] == ["women", "youth"]


def test_a_page_of_navigation_alone_is_listed_under_its_file_name(
    client: Client, person: Person
) -> None:
    document = add(
        "Home\nAbout us\nContact\nSearch\nLogin\nPrint\nShare\n", person, name="menu.txt"
    )
    assert document.record["title"] is None
    assert document.title == "menu.txt"


def test_the_page_for_adding_names_the_limits(client: Client, settings: object) -> None:
    settings.READING_LIMITS = ReadingLimits(text_mb=3, file_mb=7, pdf_pages=9)
    page = text_of(client.get(reverse("library:add")))
    assert "may have 3 MB, any other file 7 MB, a PDF 9 pages" in page


def test_bodies_named_are_not_said_to_have_met_and_those_who_paid_stand_apart(
    client: Client, person: Person
) -> None:
    document = add(PAGE, person)
    page = text_of(client.get(document.get_absolute_url()))
    assert "Who met" not in page


def test_in_short_stands_before_the_text(client: Client, person: Person) -> None:
    page = body(client.get(add(PAGE, person).get_absolute_url()))
    assert (
        page.index("In short") < page.index('id="text-heading"') < page.index("What was promised")
    )


def test_what_is_typed_gets_only_the_answer_and_the_same_address_the_whole_page(
    client: Client, person: Person
) -> None:
    add(PAGE, person)
    address = reverse("library:search") + "?q=polic"
    fragment = client.get(address, headers={"HX-Request": "true", "HX-Target": "results"})
    assert body(fragment).lstrip().startswith('<div id="results"')
    assert 'hx-swap-oob="innerHTML:#status"' in body(fragment)
    whole = client.get(address)
    assert "<html" in body(whole)
    assert "hx-swap-oob" not in body(whole)


def test_typing_errors_and_missing_words_are_said(client: Client, person: Person) -> None:
    add(PAGE, person)
    assert "spelt almost like them" in text_of(
        client.get(reverse("library:search"), {"q": "polise"})
    )
    assert "at least one of them" in text_of(
        client.get(reverse("library:search"), {"q": "police zebra"})
    )
    assert "No passage has these words" in text_of(
        client.get(reverse("library:search"), {"q": "zebra"})
    )


def test_that_one_searched_is_noted_but_never_for_what(client: Client, person: Person) -> None:
    for words in ("secret", "secret w", "secret words"):
        client.get(reverse("library:search"), {"q": words})
    (entry,) = TrailEntry.objects.filter(verb="library.search.asked")
    assert "secret" not in str(entry.facts) + entry.thing + entry.thing_id


def test_a_lost_index_is_built_again_when_somebody_searches(
    client: Client, person: Person, data_folder: Path
) -> None:
    add(PAGE, person)
    (data_folder / "search" / "current").write_text("broken")
    client.get(reverse("library:search"), {"q": "police"})
    assert "<mark>police</mark>" in body(client.get(reverse("library:search"), {"q": "police"}))


def test_documents_the_index_does_not_hold_yet_are_counted(client: Client, person: Person) -> None:
    add(PAGE, person)
    Document.objects.update(indexed_in="")
    page = text_of(client.get(reverse("library:search"), {"q": "police"}))
    assert "1 document cannot be found yet" in page


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "2"])
def test_pages_that_are_not_there_are_no_error(client: Client, person: Person, page: str) -> None:
    add(PAGE, person)
    assert client.get(reverse("library:search"), {"q": "police", "page": page}).status_code == 200
    assert client.get(reverse("library:documents"), {"page": page}).status_code == 200
