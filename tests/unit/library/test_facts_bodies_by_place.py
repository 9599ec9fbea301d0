"""Bodies that take part, under names that no head noun shows, in lists, with branches and pairs of tasks."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.money import funders_on
from commonweal.library.engine.facts.organisations import organisations_on
from commonweal.library.engine.facts.people import people_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.facts.tokens import fold
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    (
        "The training was delivered by experts from the Vienna-based TechFoundation and the Baltic Defence College.",
        ["TechFoundation", "Baltic Defence College"],
    ),
    (
        "The forum was organized with the Delegation of the European Union to Ukraine, UNDP Ukraine and the International Foundation for Electoral Systems.",
        [
            "Delegation of the European Union to Ukraine",
            "UNDP Ukraine",
            "International Foundation for Electoral Systems",
        ],
    ),
    (
        "It was taught by specialists from the Latvian State Police and Border Guard College and the private company Datawerk.",
        ["Latvian State Police and Border Guard College", "Datawerk"],
    ),
    (
        "Cadets of Bulgaria's “Georgi Rakovski” Military Academy took part.",
        ["Bulgaria's “Georgi Rakovski” Military Academy"],
    ),
    ("Workers of the company Vodokanal Service repaired the pumps.", ["Vodokanal Service"]),
    ("The course was paid for by the British Embassy Belgrade.", ["British Embassy Belgrade"]),
    (
        "The panel was organized by the Permanent Mission of Austria to the OSCE and the Border Security Unit of the OSCE Transnational Threats Department.",
        [
            "Permanent Mission of Austria to the OSCE",
            "Border Security Unit of the OSCE Transnational Threats Department",
        ],
    ),
    (
        "The teams were trained with the help of the OSCE Mission to Montenegro and Danish Church Aid.",
        ["OSCE Mission to Montenegro", "Danish Church Aid"],
    ),
    (
        "The event was hosted by UNDP, in tandem with the Mercy Foundation and the OSCE Programme Office in Astana.",
        ["UNDP", "Mercy Foundation", "OSCE Programme Office in Astana"],
    ),
    (
        "Experts came from Interpol, the Universal Postal Union and the Regional Clearinghouse for Arms Control (RCAC).",
        ["Interpol", "Universal Postal Union", "Regional Clearinghouse for Arms Control"],
    ),
    (
        "The Council of Europe's Congress of Local and Regional Authorities observed the vote.",
        ["Council of Europe's Congress of Local and Regional Authorities"],
    ),
    (
        "Sixteen students received diplomas from the OSCE Academy in Bishkek.",
        ["OSCE Academy in Bishkek"],
    ),
    (
        "The manual was written with the Institute for War and Peace Reporting, Doctors Without Limits and Reporters for Change.",
        ["Institute for War and Peace Reporting", "Doctors Without Limits", "Reporters for Change"],
    ),
    (
        "The seminar was organized by the Ombudsman of Serbia and the NGO “Clean Hands”.",
        ["Ombudsman of Serbia", "Clean Hands"],
    ),
    (
        "The course was co-organized by the People's Advocate of Moldova and the Protector of Citizens.",
        ["People's Advocate of Moldova", "Protector of Citizens"],
    ),
    (
        "Officers from Estonia's Tax and Customs Board and Finland's National Bureau of Investigation attended.",
        ["Estonia's Tax and Customs Board", "Finland's National Bureau of Investigation"],
    ),
    (
        "Representatives of the Ministry of Labour, Family and Social Protection, the Bar Association and the City of Niš attended.",
        ["Ministry of Labour, Family and Social Protection", "Bar Association", "City of Niš"],
    ),
    (
        "The training was held by the Academy of the Ministry of Internal Affairs of the Kyrgyz Republic.",
        ["Academy of the Ministry of Internal Affairs of the Kyrgyz Republic"],
    ),
    (
        "It was developed jointly by the Office of the High Commissioner for Human Rights and the World Health Organization.",
        ["Office of the High Commissioner for Human Rights", "World Health Organization"],
    ),
    (
        "The debate was organized by the youth organization Krug 99 and the association Žene Juga.",
        ["Krug 99", "Žene Juga"],
    ),
    (
        "The workshop was run by Save the Forest and Women for the Future.",
        ["Save the Forest", "Women for the Future"],
    ),
    (
        "The OSCE Presence in Albania, together with the General Directorate of Prisons, opened a library.",
        ["OSCE Presence in Albania", "General Directorate of Prisons"],
    ),
    (
        "The meeting gathered members of the Anti-Trafficking Division of the Criminal Police and Caritas Ukraine.",
        ["Anti-Trafficking Division of the Criminal Police", "Caritas Ukraine"],
    ),
    (
        "The International Institute for Democracy and Electoral Assistance (International IDEA) presented the tool.",
        ["International Institute for Democracy and Electoral Assistance"],
    ),
    (
        "The training was led by FBI agents and the US Department of Justice's International Criminal Investigative Training Assistance Program.",
        [
            "US Department of Justice's International Criminal Investigative Training Assistance Program"
        ],
    ),
    (
        "The Committee on Women's Affairs under the Government of Tajikistan supported the forum.",
        ["Committee on Women's Affairs under the Government of Tajikistan"],
    ),
    (
        "The project is run by Terre des Hommes, the Danish Institute for Human Rights and Help Age Georgia.",
        ["Terre des Hommes", "Danish Institute for Human Rights", "Help Age Georgia"],
    ),
    (
        "Nine teachers from the “Ismail Qemali” High School took part.",
        ["“Ismail Qemali” High School"],
    ),
]


@pytest.mark.parametrize(("sentence", "names"), CASES)
def test_bodies_that_take_part(sentence: str, names: list[str]) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    sheet = sheet_of(page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode())))
    found = organisations_on(sheet, people=people_on(sheet), payers=funders_on(sheet))
    assert sorted(fold(b.name) for b in found) == sorted(fold(n) for n in names)
