"""People, their offices and bodies in harder sentences, and names that are no people."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.people import people_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    (
        "Arben Gashi, community policing officer in Pejë/Peć, said that trust grows.",
        [("Arben Gashi", "community policing officer", None)],
    ),
    (
        "Milica Petrović, judge at the Higher Court in Belgrade, presented the case.",
        [("Milica Petrović", "judge", "Higher Court in Belgrade")],
    ),
    (
        "Dilnoza Karimova, mentor and Director of the consulting company Bright Path, led it.",
        [("Dilnoza Karimova", "mentor and Director", "Bright Path")],
    ),
    (
        "Gulnara Aliyeva, chairperson of the water users’ association Suvchi, spoke.",
        [("Gulnara Aliyeva", "chairperson", "Suvchi")],
    ),
    (
        "Zoltán Kiss, canine instructor at Hungary’s National Tax and Customs Administration, spoke.",
        [("Zoltán Kiss", "canine instructor", "Hungary’s National Tax and Customs Administration")],
    ),
    (
        "Colonel of Justice Ivan Petrov, Deputy Head of the Military Police, opened it.",
        [("Ivan Petrov", "Deputy Head", "Military Police")],
    ),
    (
        "Nino Beridze from the Tbilisi-based NGO Sakhli said that shelters are needed.",
        [("Nino Beridze", None, "NGO Sakhli")],
    ),
    (
        "Academician Rafiq Hasanov and Sir John Smith took part.",
        [("Rafiq Hasanov", None, None), ("John Smith", None, None)],
    ),
    (
        "Head of the OSCE Mission to Halvera Marta Ellingsen opened the seminar.",
        [("Marta Ellingsen", "Head", "OSCE Mission to Halvera")],
    ),
    (
        "Ana Ruci, editor-in-chief of Kolvar Insight, joked.",
        [("Ana Ruci", "editor-in-chief", "Kolvar Insight")],
    ),
    (
        "Besides Police Commissioner Lars Holm, also the mayors of Skopje and Tetovo, Ana Ruci and Ivo Bek, came.",
        [
            ("Lars Holm", "Police Commissioner", None),
            ("Ana Ruci", "mayors of Skopje and Tetovo", None),
            ("Ivo Bek", "mayors of Skopje and Tetovo", None),
        ],
    ),
    ("Then came Dragan “Gaga” Ilić, who won in 1988.", [("Dragan “Gaga” Ilić", None, None)]),
    (
        "When Xelane Petrosyan took over the desk, she found a drawer.",
        [("Xelane Petrosyan", None, None)],
    ),
    ("The course was held in the Mihajlo Pupin school in Belgrade.", []),
    ("The “Lucian Blaga” library hosted the debate.", []),
    ("The prize named after Marta Ellingsen was given in May.", []),
    ("Representatives of NATO HQ Sarajevo came.", []),
]


@pytest.mark.parametrize(("sentence", "people"), CASES)
def test_people_with_role_and_body(
    sentence: str, people: list[tuple[str, str | None, str | None]]
) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    found = [(p.name, p.role, p.organisation) for p in people_on(sheet_of(page))]
    assert found == people
