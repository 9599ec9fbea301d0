"""Who paid, in the many ways in which news items and reports say so."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.money import funders_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    ("The dam cost 1.2 million euros, contributed by Malta and Cyprus.", "Malta|Cyprus"),
    ("I thank Estonia and Latvia for funding this forum.", "Estonia|Latvia"),
    ("She thanked Iceland for making the course possible.", "Iceland"),
    ("The lamps cost EUR 4,000, which was provided by Norway.", "Norway"),
    ("She thanked Iceland for its patience with the course.", ""),
    (
        "Thanks to the generous support of Norway and the Swiss Confederation, ten were trained.",
        "Norway|Swiss Confederation",
    ),
    (
        "The project is made possible by Liechtenstein, Monaco and the Holy See.",
        "Liechtenstein|Monaco|Holy See",
    ),
    ("The course was held with funds from the Embassy of Canada in Belgrade.", "Embassy of Canada"),
    (
        "It was held with contributions from Poland, as well as the European Union.",
        "Poland|European Union",
    ),
    ("The donor countries, Germany and Norway, sent observers.", "Germany|Norway"),
    (
        "It was supported by the Governments of Austria, Spain and the United Kingdom.",
        "Austria|Spain|United Kingdom",
    ),
    (
        "Financial support was provided by the United States Department of State and Sida.",
        "United States Department of State|Sida",
    ),
    ("Canada is financing the second phase.", "Canada"),
    ("The centre was co-financed by the City of Vienna.", "City of Vienna"),
    ("The uniforms were paid for by the Embassy of Japan.", "Embassy of Japan"),
    ("Germany contributed EUR 200,000 to the project.", "Germany"),
    (
        "It took place with extra-budgetary contributions by Andorra and San Marino.",
        "Andorra|San Marino",
    ),
    ("Germany, Norway and the US fund the project.", "Germany|Norway|US"),
    (
        "The project, which Germany and the European Union fund, runs until 2024.",
        "Germany|European Union",
    ),
    (
        "It was organized by the Mission and, as before, was funded in large part by Sweden.",
        "Sweden",
    ),
    (
        "The project's donors (Germany, Norway and the United States) met in Vienna.",
        "Germany|Norway|United States",
    ),
    (
        "It is funded, among others, by Luxembourg, Malta and the Netherlands.",
        "Luxembourg|Malta|Netherlands",
    ),
    ("With Norway's financial support, the Centre opened a library.", "Norway"),
    ("The EU-funded project aims to train police.", "EU"),
    ("Funding for the workshop came from the Government of Ireland.", "Ireland"),
    ("Generous support for the event came from Finland and Iceland.", "Finland|Iceland"),
    ("Countries that contributed to the project include Austria and France.", "Austria|France"),
    ("The event was supported by the King Baudouin Foundation.", "King Baudouin Foundation"),
    (
        "The Embassy of Spain in Skopje, which sponsored the competition, gave prizes.",
        "Embassy of Spain",
    ),
    ("The support of the donors – France and Italy – is acknowledged.", "France|Italy"),
    ("The OSCE Mission thanked Norway for its financial contribution.", "Norway"),
    (
        "The United Kingdom and Denmark are the main donors to the project.",
        "United Kingdom|Denmark",
    ),
    (
        "It has received funding from Poland, the OSCE Chair in 2022, and from Lithuania.",
        "Poland|Lithuania",
    ),
    (
        "The costs of the visit were covered by the Hanns Seidel Foundation.",
        "Hanns Seidel Foundation",
    ),
    ("Experts met to discuss the financing of terrorism in Iraq and Syria.", ""),
    ("The seminar, supported by the OSCE Presence in Albania, gathered 30 officers.", ""),
    ("Participants called on the Ministry to finance the patrols.", ""),
    ("The Center for Social Work pays for the heating.", ""),
    ("The police of Norway and Sweden supported the investigation.", ""),
    ("The EU invested EUR 187,000 in the reconstruction of the building.", "EU"),
    ("The European Union has invested 2.5 million euros in the laboratory.", "European Union"),
    ("Denmark has pledged 200,000 euros to the fund.", "Denmark"),
    ("He recalled that Denmark had invested 40 million euros in roads.", ""),
]


@pytest.mark.parametrize(("sentence", "payers"), CASES)
def test_those_who_paid(sentence: str, payers: str) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert [p.name for p in funders_on(sheet_of(page))] == [p for p in payers.split("|") if p]


def test_a_heading_with_a_list_of_donors() -> None:
    text = "A workshop\nIssued on: 4 May 2021\n\nThe course ended today.\n\nDonors:\n\n- Finland\n\n- Norway\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert [p.name for p in funders_on(sheet_of(page))] == ["Finland", "Norway"]
