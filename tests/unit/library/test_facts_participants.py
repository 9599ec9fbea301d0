"""How many took part, in the many ways in which news say so; whoever else is counted in them did not."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.types import Block, Page

CASES: list[tuple[str, int | None]] = [
    # groups that make a sum
    ("Nine registrars, six notaries and four bailiffs traced one deed on 4 May 2021.", 19),
    ("The course of 4 May 2021 gathered twelve welders, ten joiners and eight potters.", 30),
    ("On 4 May 2021, seven examiners and five usher trainees rehearsed a hearing.", 12),
    (
        "The seminar of 4 May 2021 brought together 14 clerks from Arla, Borda and Cesta and 6 from Dunra.",
        20,
    ),
    (
        "It was attended on 4 May 2021 by ten judges from Arla, Borda and Cesta, and three from Dunra.",
        13,
    ),
    ("On 4 May 2021, 17 women and 21 men took part in the drill.", 38),
    ("The 29 participants (18 women, 11 men) met on 4 May 2021.", 29),
    ("Of the 45 participants of the course on 4 May 2021, twenty were women.", 45),
    (
        "The workshop of 4 May 2021 had 31 participants – 20 men and 11 women – from two valleys.",
        31,
    ),
    ("On 4 May 2021, 22 officers attended in person and 18 more online.", 40),
    ("Forty farmers took part on 4 May 2021, 26 of them women.", 40),
    ("Eight teams of three students each competed on 4 May 2021.", 24),
    (
        "On 4 May 2021, 15 police officers, as well as 12 social workers and three nurses, attended the course.",
        30,
    ),
    ("Fifteen women and as many men took part in the course on 4 May 2021.", 30),
    ("On 4 May 2021, fourteen farriers, eleven saddlers and three vets mended one harness.", 28),
    ("The 27 participants, 16 women and eleven men, met on 4 May 2021.", 27),
    # said behind, or with no noun beside it
    ("When the panel met again on 4 May 2021, there were 24 of them.", 24),
    ("On 4 May 2021, the choir came back, and this time they were 36.", 36),
    ("An audience of about 70 heard the lecture on 4 May 2021.", 70),
    ("The lecture of 4 May 2021 drew an audience of 130.", 130),
    ("The debate of 4 May 2021 filled the hall with 90 listeners.", 90),
    ("About 60 neighbours, among them bakers and carters, filled the mill on 4 May 2021.", 60),
    # listed people who do something
    (
        "By noon on 4 May 2021 sixty rescuers, divers and dock hands had raised a boat that never sank.",
        60,
    ),
    ("Some forty nurses, drivers and cooks evacuated a hospital on paper on 4 May 2021.", 40),
    # who was received
    ("The Governor today, 4 May 2021, received fourteen members of the mountain rescue club.", 14),
    ("On 4 May 2021 the Speaker met with 25 pupils of the school for the deaf.", 25),
    ("The Rector welcomed a group of 33 exchange students on 4 May 2021.", 33),
    # what they learned about does not unmake them
    (
        "From 4 to 6 May 2021, nine wardens of the county gaol learned how people convicted of arson go home.",
        9,
    ),
    ("On 4 May 2021, 16 doctors discussed how injured skiers are carried down.", 16),
    ("Twelve officers examined on 4 May 2021 how suspects were arrested and detained.", 12),
    # hedges
    ("On 4 May 2021, well over a hundred beekeepers met.", 100),
    ("Upwards of 80 coopers met on 4 May 2021.", 80),
    ("On 4 May 2021 a record 214 delegates met.", 214),
    ("On 4 May 2021 some three dozen ferrymen met.", 36),
    ("On 4 May 2021, around two hundred people attended the hearing.", 200),
    ("Thirty-odd teachers met on 4 May 2021.", 30),
    # no people of the event
    ("Officials from the five counties, scientists and anglers met on 4 May 2021.", None),
    ("Clerks from all eight prefectures, jurists and poets met on 4 May 2021.", None),
    ("Twenty-four delegations took part in the meeting on 4 May 2021.", None),
    ("Dozens of anglers met on 4 May 2021.", None),
    ("Several hundred anglers met on 4 May 2021.", None),
    ("On 4 May 2021 the Mission handed over twelve scanners and 14 trailers.", None),
    ("The seminar of 4 May 2021 had twelve chapters on letters and nine on orders.", None),
    ("Two tenders, five vouchers and eleven posters were shown on 4 May 2021.", None),
    ("The survey presented on 4 May 2021 asked 1,200 residents.", None),
    ("On 4 May 2021, the police told the meeting that 14 drivers were arrested last week.", None),
    ("At the ceremony on 4 May 2021, the names of 26 people killed in the flood were read.", None),
    ("The meeting of 4 May 2021 heard that seven rangers had been wounded.", None),
    ("The room opened on 4 May 2021 has seats for 200 visitors.", None),
    ("They were chosen from 300 applicants and met on 4 May 2021.", None),
    ("On 4 May 2021 the Agency thanked the 40 workers of the dye works.", None),
    ("On 4 May 2021 the Mission took part in the handover of 24 badge readers.", None),
    ("They were 20, 22 and 25 years old when the meeting of 4 May 2021 opened.", None),
    ("On 4 May 2021 the court employed eight interpreters.", None),
    ("Founded by seven teachers, the school reopened on 4 May 2021.", None),
]


def counted(text: str, *, kind: str = "news item", language: str = "en") -> int | None:
    """Return how many the reader says took part in the event of a one-paragraph page."""
    title = "From the valley"
    whole = f"{title}\n{text}\n"
    blocks, at = [], len(title) + 1
    for paragraph in text.split("\n"):
        blocks.append(Block(Span(at, at + len(paragraph)), "paragraph"))
        at += len(paragraph) + 1
    page = Page(whole, kind, Span(0, len(title)), None, (), None, tuple(blocks), (), language, {})
    return read_facts(page).event.participants


@pytest.mark.parametrize(("text", "number"), CASES, ids=[c[0][:50] for c in CASES])
def test_participants(text, number):
    assert counted(text) == number


FOREIGN = [
    ("ru", "Тридцать два учителя обсудили 4 мая 2021 года в Ляме новый учебник.", 32),
    ("ru", "В семинаре 4 мая 2021 года участвовали двадцать пять следователей.", 25),
    ("fr", "Une trentaine de juges ont participé à l’atelier le 4 mai 2021.", 30),
    ("fr", "L’atelier du 4 mai 2021 a réuni une cinquantaine d’élus et de maires.", 50),
    ("fr", "Vingt-cinq policiers ont participé au séminaire le 4 mai 2021.", 25),
    ("de", "Am 4. Mai 2021 haben zweiunddreißig Lehrkräfte an der Tagung teilgenommen.", 32),
    ("de", "Rund sechzig Bürgermeister berieten am 4. Mai 2021 auf der Tagung.", 60),
    ("sr", "Dvadeset pet nastavnika učestvovalo je 4. maja 2021. na seminaru.", 25),
]


@pytest.mark.parametrize(("language", "text", "number"), FOREIGN, ids=[c[1][:40] for c in FOREIGN])
def test_participants_of_pages_in_other_languages(language, text, number):
    assert counted(text, language=language) == number


CALLS = [
    ("A course on seals.\nDates: 4-6 May 2021\nParticipants: 24\nLanguage: English", 24),
    ("A course on seals.\nDates: 4-6 May 2021\nNumber of participants: up to 18", 18),
    ("A course on seals.\nDates: 4-6 May 2021\nExpected participants: about 40 jurists", 40),
    ("A course on seals.\nDates: 4-6 May 2021\nParticipants: judges of two courts", None),
    ("A webinar on 4 May 2021.\nThe number of seats is limited to 200.", None),
    ("On 4 May 2021, the meeting will gather some 120 mayors and 30 youth delegates.", 150),
    ("The forum on 4 May 2021 will bring together 50 members of parliament and ten poets.", 60),
]


@pytest.mark.parametrize(("text", "number"), CALLS, ids=[c[0][:60] for c in CALLS])
def test_participants_of_what_is_to_come(text, number):
    assert counted(text, kind="event") == number
