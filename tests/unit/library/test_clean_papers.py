"""Minutes, plans, strategies, reports and agendas are neither news nor releases; headlines about them are."""

from __future__ import annotations

import pytest

from commonweal.library.engine.clean.papers import names_itself, text_names_itself
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

BODY = "\n\nForty partners of the city of Halvera met in the old tram depot and agreed on what to do.\n"


def kind(text: str) -> tuple[str, str]:
    page = page_of(Loaded("a.txt", text, "text/plain", "", b""))
    return page.kind, page.evidence["kind"].rule


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the partnership meeting of 4 May 2026",
        "Prevention council meeting, 4 May 2026: minutes",
        "Draft agenda for the meeting on 3 June",
        "Terms of Reference: Community safety officer",
        "Memorandum of understanding between the city and the police",
        "Halvera City Prevention Strategy 2026–2030",
        "Safe Halvera: strategy of the city and its partners",
        "Local action plan on preventing violent extremism 2024-2026",
        "Annual report 2025",
        "Partnership agreement 2026",
        "Evaluation of the mentoring programme",
        "Протокол заседания рабочей группы",
        "Стратегия предупреждения на 2026-2030 годы",
        "Zapisnik sa sastanka",
        "Procès-verbal de la réunion",
        "Tagesordnung",
    ],
)
def test_a_paper_that_names_itself_is_other(title: str) -> None:
    assert kind(title + BODY) == ("other", "kind.own-name")
    assert kind(f"{title}\n\nIssued by: City of Halvera{BODY}") == ("other", "kind.own-name")


@pytest.mark.parametrize(
    "title",
    [
        "Report on returnees launched in Halvera",
        "City Adopts Strategy",
        "Local council approves prevention plan 2024–2026",
        "Plan for the market wins support of traders",
        "Minutes after the alarm: how a school stayed calm",
        "New strategy for youth",
        "Partners close third cohort of leadership programme",
        "Programme supports young leaders",
        "Training on report writing",
        "Forty partners agree on a plan",
    ],
)
def test_a_headline_about_a_paper_is_news(title: str) -> None:
    assert names_itself(title) is None
    assert kind(title + BODY)[0] == "news item"


def test_a_kind_of_its_own_comes_first() -> None:
    title = "Minutes of the partnership meeting"
    assert kind(f"Press release\n{title}{BODY}")[0] == "press release"
    assert kind(f"News item\n{title}{BODY}")[0] == "news item"
    labels = "\nWhen\n4 May 2026\nWhere\nHalvera\n"
    assert kind(f"Strategy of the youth council{labels}{BODY}")[0] == "event"
    assert kind(f"{title}{labels}{BODY}")[0] == "other"
    dated = "\n\nHALVERA, 4 May 2026 – Forty partners of the city met in the depot and agreed.\n"
    assert kind(f"Strategy for the market{dated}")[0] == "press release"


def test_the_first_words_of_the_text_name_it() -> None:
    assert kind(
        "Safe Halvera\n\nThis strategy sets out what partners will do in four years.\n"
    ) == (
        "other",
        "kind.own-name",
    )
    assert text_names_itself("MINUTES\n\nPresent were forty partners.") == "sure"
    assert text_names_itself("The city adopted a plan. This plan is good.") is None
