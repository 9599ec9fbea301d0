"""Pages of many publishers: furniture apart, title, kind, metadata, dateline and body found."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean.datelines import dateline_of
from commonweal.library.engine.clean.lines import lines_of
from commonweal.library.engine.clean.shared import SharedBlocks
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded, Page

MENU = """-
What we do
-
Fields of work
- Arms control
- Education
- Policing
- Youth
- Field offices
-
Countries
- All
-
Member states
- Albania
- The Netherlands
- Czech Republic
- Finland – Council Presidency 2025
- Turkey
- Moldova
-
Field operations
- Mission to Halvera
- Programme Office in Sundor
- Closed offices
- About us
"""
FIRST = "Forty partners of the city of Halvera met in the old tram depot on 4 March 2024 to agree on a plan for the market."
SECOND = "They recommended that every school name a contact person before the summer."


def read(text: str, **more: object) -> Page:
    return page_of(Loaded("a.txt", text, "text/plain", "", b""), **more)  # type: ignore[arg-type]


def body(page: Page) -> list[str]:
    return [block.span.of(page.text) for block in page.blocks]


def furniture(page: Page) -> str:
    return "\n".join(span.of(page.text) for span in page.furniture)


def title(page: Page) -> str | None:
    return page.title.of(page.text) if page.title else None


NEWS = f"""{MENU}News item
Partners of Halvera agree on a plan
{FIRST[:-1]}...
- Issued on:
- Issued by:
- Council of Halvera, Mission to Halvera
- Fields of work:
- Policing, Youth
{FIRST}
{SECOND}
Read more on this topic
Another text about something else, which has sentences too. It goes on.
"""


def test_a_news_item_under_a_long_menu() -> None:
    page = read(NEWS)
    assert (page.kind, title(page)) == ("news item", "Partners of Halvera agree on a plan")
    assert page.issued_by == ("Council of Halvera", "Mission to Halvera")
    assert page.fields_of_work == ("Policing", "Youth")
    assert page.date_issued is None
    assert body(page) == [FIRST, SECOND]
    assert page.lead is not None
    assert page.lead.of(page.text) == FIRST
    assert page.lead.start == page.text.rindex("Forty partners")
    assert "Read more on this topic\nAnother text" in furniture(page)
    assert page.language == "en"


def test_the_taxonomy_is_read_from_the_menu() -> None:
    page = read(NEWS)
    assert page.taxonomy["fields_of_work"] == ("Arms control", "Education", "Policing", "Youth")
    assert page.taxonomy["countries"] == (
        "Albania",
        "Netherlands",
        "Czechia",
        "Finland",
        "Türkiye",
        "Moldova",
    )
    assert page.taxonomy["field_operations"] == ("Mission to Halvera", "Programme Office in Sundor")
    parents = {entry.name: entry.parent for entry in page.entries}
    assert (parents["Policing"], parents["Albania"]) == ("Fields of work", "Member states")


def test_a_press_release_has_the_date_of_its_dateline() -> None:
    text = f"""{MENU}Press release
Halvera has a plan
- Date:
- Place:
- HALVERA
- Source:
- Council of Halvera
HALVERA, 5 March 2024 – {FIRST}
{SECOND}
"""
    page = read(text)
    assert (page.kind, page.date_issued, page.issued_by) == (
        "press release",
        "2024-03-05",
        ("Council of Halvera",),
    )
    assert page.evidence["date_issued"].spans[0].of(page.text) == "5 March 2024"
    assert page.dateline is not None
    assert page.dateline.place == "HALVERA"


@pytest.mark.parametrize(
    ("opening", "place", "date"),
    [
        ("HALVERA, 4 May 2018 – Words", "HALVERA", "2018-05-04"),
        ("HALVERA, 4 May 2018-Words", "HALVERA", "2018-05-04"),
        ("SUNDOR, Halveria, 6 March 2008 - Words", "SUNDOR", "2008-03-06"),
        ("NUR-SULTAN, 11 October 2019 — Words", "NUR-SULTAN", "2019-10-11"),
        ("PRISHTINË/PRIŠTINA, 17 November 2014 – Words", "PRISHTINË/PRIŠTINA", "2014-11-17"),
        ("Sundor, May 4, 2018 – Words", "Sundor", "2018-05-04"),
        ("Sundor, Halveria – 7 April 2022. Words follow", "Sundor", "2022-04-07"),
        ("GENEVA (4 May 2018) – Words", "GENEVA", "2018-05-04"),
        ("ДУШАНБЕ, 24 мая 2013 г. – Слова", "ДУШАНБЕ", "2013-05-24"),
        ("BEOGRAD, 4. maj 2018. – Reči", "BEOGRAD", "2018-05-04"),
        ("Halvera, 5. März 2024. Die Stadt", "Halvera", "2024-03-05"),
        ("Fribourg, le 9 mai 2017 – Mots", "Fribourg", "2017-05-09"),
        ("Bern, den 9. Mai 2017 – Worte", "Bern", "2017-05-09"),
        ("LYON, France – Words without a date", "LYON", None),
        ("The plan of 4 May 2018 – the second one – was agreed", None, None),
        ("On Tuesday, 4 May 2018 – a holiday – nobody came", None, None),
        ("Forty partners – half of them women – met", None, None),
        ("HALVERA, 31 February 2018 – Words", None, None),
    ],
)
def test_datelines(opening: str, place: str | None, date: str | None) -> None:
    found = dateline_of(opening, Span(0, len(opening)))
    assert (found.place if found else None, found.date if found else None) == (place, date)
    if found is not None:
        assert found.place_span.of(opening) == place
        assert found.span.start == 0


@pytest.mark.parametrize(
    "top",
    [
        "Skip to main content\nCity of Halvera\nHome\nNews\nContact\n",
        "Home > News > 2024\n",
        "Home | About us | Documents | Contact\nEnglish | Shqip\n",
        "Newsroom\n",
        "Halvera\n- Home\n- News\n- Search\nPress release 12/2024\n",
        "Council of Halvera - Press release\n",
        "",
    ],
)
@pytest.mark.parametrize(
    "between",
    [
        "",
        "HALVERA 5 March 2024\n",
        "5 March 2024\n",
        "by Name Surname | 5 March 2024 | Blog\n",
        "Date: 05.03.2024.\nCategory: News\n",
        "Published on 05/03/2024 – Safety\n",
    ],
)
def test_titles_and_dates_of_pages_never_seen(top: str, between: str) -> None:
    page = read(
        f"{top}Partners of Halvera agree on a plan\n{between}{FIRST}\n{SECOND}\nShare this page\nPrint\n© City of Halvera\n"
    )
    assert title(page) == "Partners of Halvera agree on a plan"
    assert body(page) == [FIRST, SECOND]
    assert page.date_issued == ("2024-03-05" if between else None)
    assert page.kind in ("news item", "press release")


def test_an_event_page_with_empty_and_filled_labels() -> None:
    page = read(
        f"Conference on the market\nWhen\nWhere\nHalvera, old tram depot\nOrganized by\n{FIRST}\nThemes:\n- Trust\n- Schools\n- Light\n"
    )
    assert (page.kind, title(page)) == ("event", "Conference on the market")
    assert [(line.key, line.values) for line in page.metadata] == [
        ("when", ()),
        ("where", ("Halvera", "old tram depot")),
        ("organized_by", ()),
    ]
    assert [block.kind for block in page.blocks] == [
        "paragraph",
        "paragraph",
        "item",
        "item",
        "item",
    ]


def test_labels_in_other_languages_and_mixed() -> None:
    page = read("Пресс-релиз\nВ Халвере завершился семинар для учителей\n- Дата:\n- 24 мая 2013\n- Place:\n- ХАЛВЕРА\n- Источник:\n- Совет Халверы\n"
                "Сегодня в Халвере завершился семинар для учителей, в котором приняли участие сорок человек из школ города и области.\n")  # fmt: skip
    assert (page.kind, page.date_issued, page.issued_by) == (
        "press release",
        "2013-05-24",
        ("Совет Халверы",),
    )
    assert page.language == "ru"


def test_a_story_named_by_its_content_type() -> None:
    page = read(
        f"Skip to main content\nA day in the old tram depot\nPublishing date\n5 March 2024\nContent type\nStory\n{FIRST}\n{SECOND}\n"
    )
    assert (page.kind, page.date_issued) == ("other", "2024-03-05")


def test_a_page_that_is_only_navigation() -> None:
    page = read(MENU)
    assert (page.kind, page.title, page.blocks) == ("other", None, ())
    assert [note.code for note in page.notes] == ["library.only-navigation"]
    assert page.taxonomy["fields_of_work"]


def test_captions_and_contacts_are_set_apart() -> None:
    page = read(f"Newsroom\nHalvera has a plan\nHALVERA 5 March 2024\nPartners in the depot, Halvera, 4 March 2024. (Council/Name Surname)\n{FIRST}\n{SECOND}\n"
                "Contacts\nName Surname\nMedia officer\nTel: +1 234\nname@halvera.example\n")  # fmt: skip
    assert [block.kind for block in page.blocks] == ["caption", "paragraph", "paragraph"]
    assert "name@halvera.example" in furniture(page)


def test_a_paragraph_printed_twice_is_read_once() -> None:
    page = read(f"Halvera has a plan\n{FIRST}\n{SECOND}\n{FIRST}\n")
    assert body(page) == [FIRST, SECOND]
    assert [note.code for note in page.notes] == ["library.repeated-paragraphs"]


def test_lines_broken_at_the_pages_width_are_joined() -> None:
    wrapped = "Forty partners of the city of Halvera met in the old tram depot\non the fourth of March and talked for two days about the market\nand what it needs, and they agreed on a plan that the council\nwill publish before the summer.\n\nThey recommended that every school name a contact person who\nknows whom to call.\n"
    page = read(f"Halvera has a plan\n\n{wrapped}")
    assert [" ".join(words.split()) for words in body(page)] == [
        " ".join(part.split()) for part in wrapped.split("\n\n")
    ]


def test_lists_in_the_text_stay_in_the_text() -> None:
    items = "\n".join(f"- Point {n}" for n in range(1, 13))
    page = read(f"Halvera has a plan\n{FIRST}\nThe plan has these points:\n{items}\n{SECOND}\n")
    assert sum(block.kind == "item" for block in page.blocks) == 12


def test_lines_that_many_documents_share_are_furniture() -> None:
    strange = "The tram of Halvera runs every day of the year, also on holidays."
    shared = SharedBlocks()
    for number in range(6):
        shared.learn(lines_of(f"Title number {number} of a page\n{FIRST} {number}\n{strange}\n"))
    text = f"Halvera has a plan\n{FIRST}\n{strange}\n"
    assert strange in body(read(text))
    assert body(read(text, shared=shared)) == [FIRST]
    assert strange in furniture(read(text, shared=shared))


def test_serbian_is_told_by_script_and_words() -> None:
    latin = "Od 14. do 16. oktobra u Halveri je održana obuka za nastavnike koji rade sa mladima, a učestvovalo je i dvadeset roditelja."
    cyrillic = "Од 14. до 16. октобра у Халвери је одржана обука за наставнике који раде са младима, а учествовало је и двадесет родитеља."
    assert [read(f"Obuka u gradu\n{text}\n").language for text in (latin, cyrillic)] == [
        "sr-Latn",
        "sr-Cyrl",
    ]


def test_five_megabytes_in_one_line_are_read_in_blocks() -> None:
    page = read("word " * 1_000_000)
    assert len(page.blocks) >= 400
    assert sum(len(words.replace(" ", "")) for words in body(page)) == 4_000_000


def test_a_list_of_documents_is_no_document_and_its_filters_hold_no_values() -> None:
    entry = f"Partners of Halvera agree on a plan\n5 March 2024\nNews item\n{FIRST}\n"
    page = read(
        f"Skip Links\nNews and press releases\nPublishing date\nContent type\nWhere we are\nWhat we do\n{entry}{entry}Load more\n"
    )
    assert (page.kind, page.fields_of_work, page.date_issued) == ("other", (), None)


def test_a_headline_that_is_a_sentence_under_the_kind() -> None:
    page = read(
        f"- Home\n- About\n- News\nStatement\n“No school is alone,” says the Chair of the Council of Halvera.\n- Issued on:\n- 5 October 2023\n{FIRST}\n"
    )
    assert (page.kind, title(page), page.date_issued) == (
        "other",
        "“No school is alone,” says the Chair of the Council of Halvera.",
        "2023-10-05",
    )


def test_a_caption_with_its_credit_below_is_no_title() -> None:
    page = read(
        f"Newsroom\nHalvera trains its teachers\nHALVERA 5 May 2005\nTeachers in a class, Halvera, 4 May 2005.\nCouncil/Name Surname\n{FIRST}\n"
    )
    assert title(page) == "Halvera trains its teachers"
    assert [block.kind for block in page.blocks] == ["caption", "caption", "paragraph"]


def test_an_item_of_the_text_that_could_be_a_button_stays() -> None:
    page = read(f"Seminar on early help\n{FIRST}\nThemes\n- Trust\n- Help\n- Events\n")
    assert body(page)[-3:] == ["Trust", "Help", "Events"]


def test_a_headline_with_a_bar_is_no_line_of_the_site() -> None:
    headline = "Shepherds rehearse the way down | A walk with nineteen dogs"
    assert title(read(f"News Item\n{headline}\n{FIRST}\n")) == headline
    page = read(
        f"Lake Trust of Halvera | News and events\nShepherds rehearse\n4 May 2024\n{FIRST}\n"
    )
    assert title(page) == "Shepherds rehearse"
