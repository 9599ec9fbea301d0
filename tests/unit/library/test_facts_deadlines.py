"""The last day to register, in the many ways in which invitations say so."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    (
        "Applications, with one page on a seal and a letter that says why, can be submitted until 3 May 2021.",
        True,
    ),
    ("Please fill in the form at https://seals.example/form by 3 May 2021.", True),
    ("Please complete the online form no later than 3 May 2021.", True),
    ("Places can be booked at the harbour office until 3 May 2021.", True),
    ("Sign-up closes on 3 May 2021.", True),
    ("Accreditation is possible until 3 May 2021.", True),
    ("Clerks wishing to attend should write to Una Kos by 3 May 2021.", True),
    ("Clerks wishing to attend should write to Una Kos by mail on 3 May 2021.", False),
    ("The clerks completed the harbour wall by 3 May 2021.", False),
    ("The harbour must fill in the old dock by 3 May 2021.", False),
    ("Delegations are asked to submit the names of their experts no later than 3 May 2021.", True),
    ("The names of participants should be sent to the Secretariat by 3 May 2021.", True),
    ("Applications (form and one letter) must reach the school by 3 May 2021.", True),
    ("Applicants should apply through the portal before 3 May 2021.", True),
    ("The closing date for applications is 3 May 2021.", True),
    ("Please send your CV to seals@example.org by 3 May 2021.", True),
    ("The deadline to register is 3 May 2021.", True),
    ("Last day to register: 3 May 2021", True),
    ("Expressions of interest are due by 3 May 2021.", True),
    ("Interested clerks may submit an application with two references until 3 May 2021.", True),
    ("Deadline for registration: Monday, 3 May 2021 (seals.example)", True),
    ("RSVP to seals@example.org by 3 May 2021.", True),
    ("Registration is open at https://seals.example/form until 3 May 2021.", True),
    ("Nominations must be received not later than 3 May 2021.", True),
    ("The closing date for proposals is 3 May 2021.", False),
    ("Deadline for submitting papers: 3 May 2021", False),
    ("The parties must register the deed with the court. It met on 3 May 2021.", False),
    ("The Ministry will apply the new tariff in all ports by 3 May 2021.", False),
    ("The candidates were elected on 3 May 2021.", False),
    ("The Agency agreed to forward the form to all ports by 3 May 2021.", False),
]


@pytest.mark.parametrize(("text", "is_one"), CASES, ids=[c[0][:60] for c in CASES])
def test_deadlines(text, is_one):
    whole = f"Event\nA course on seals and deeds\nClerks learn of seals in Osh.\n{text}\nSeals are old.\n"
    page = page_of(Loaded("a.txt", whole, "text/plain", "", b""))
    found = deadline_of(sheet_of(page))
    assert (found[0] if found else None) == ("2021-05-03" if is_one else None)
