"""Pages of one or two short paragraphs and a list: nothing of them is lost."""

from __future__ import annotations

import pytest

from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

TITLE = "Youth in Halvera talk about safety"
FIRST = "The council met young people."
SECOND = "They agreed on two things:"
LIST = "- More lamps in the park\n- A phone line for parents"
ITEMS = ["More lamps in the park", "A phone line for parents"]
MENU = "- Home\n- About us\n- News\n- Contact\n\n"


def read(text: str) -> tuple[str | None, list[str]]:
    page = page_of(Loaded("a.txt", text, "text/plain", "", b""))
    title = page.title.of(page.text) if page.title else None
    return title, [block.span.of(page.text) for block in page.blocks]


@pytest.mark.parametrize("blank", ["\n\n", "\n"])
@pytest.mark.parametrize("top", ["", MENU, "News item\n\n"])
@pytest.mark.parametrize(
    "issued",
    ["Issued on 4 May 2026\n", "Issued on: 4 May 2026\n", "Issued by: City of Halvera\n", ""],
)
def test_short_paragraphs_over_a_list_stay_in_the_text(blank: str, top: str, issued: str) -> None:
    text = top + blank.join((TITLE, issued + FIRST, SECOND, LIST))
    assert read(text) == (TITLE, [FIRST, SECOND, *ITEMS])


@pytest.mark.parametrize(
    ("paragraphs", "items"),
    [
        (["It was raining. The council met.", "Forty came.", SECOND], ITEMS),
        (["The partners agreed on the following points:"], ITEMS),
        (["What did the council decide?", "It decided on:"], ["lamps", "a phone line"]),
        (["By Friday the council will meet.", "It will decide on:"], ["lamps", "trees"]),
        ([FIRST, "They agreed on:"], ["Lamps", "Trees", "A youth club", "Night buses", "Benches"]),
        (
            [FIRST, SECOND],
            [
                "The council will put more lamps in the park by the end of June.",
                "The police will open a phone line for parents who worry about a child.",
            ],
        ),
    ],
)
def test_variants_of_a_short_text_with_a_list(paragraphs: list[str], items: list[str]) -> None:
    listed = "\n".join(f"- {item}" for item in items)
    text = "\n\n".join((TITLE, "Issued on 4 May 2026", *paragraphs, listed))
    assert read(text) == (TITLE, [*paragraphs, *items])


def test_a_short_title_a_numbered_list_and_a_title_with_a_stop() -> None:
    text = f"Youth council\n\n{FIRST}\n\n{SECOND}\n\n{LIST}\n"
    assert read(text) == ("Youth council", [FIRST, SECOND, *ITEMS])
    text = f"{TITLE}\n\n{FIRST}\n\nIt decided on the following:\n\n1. Lamps\n2. Trees\n"
    assert read(text) == (TITLE, [FIRST, "It decided on the following:", "1. Lamps", "2. Trees"])
    text = f"{TITLE}.\n\nIssued on: 4 May 2026\n\n{FIRST}\n\n{SECOND}\n\n{LIST}\n"
    assert read(text) == (f"{TITLE}.", [FIRST, SECOND, *ITEMS])


def test_a_menu_under_the_list_is_still_a_menu() -> None:
    text = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{LIST}\n\n- Home\n- Sitemap\n- Contact\n- RSS\n- Privacy\n"
    assert read(text) == (TITLE, [FIRST, SECOND, *ITEMS])


def test_the_head_of_a_menu_with_a_colon_announces_nothing() -> None:
    menu = "Our work:\n- Policing\n- Youth\n- Borders\n- Media\n- Rule of law\n\n"
    assert read(f"{menu}{TITLE}\n\n{FIRST}\n") == (TITLE, [FIRST])
