"""Recommendations, commitments and next steps: who acts decides between the last two."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.commitments import commitments_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Commitment, Loaded

CASES = [
    ("The Ministry of Interior plans to open three shelters by 2025.", "commitment"),
    ("The Mission intends to repeat the training in autumn.", "commitment"),
    ("The OSCE Office will organize two further workshops in Osh.", "next step"),
    ("The municipality will hire two mediators next year.", "commitment"),
    ("Participants agreed to meet again in spring.", "commitment"),
    ("“We will translate the handbook,” said Petrov.", "commitment"),
    ("The next course is being prepared.", "next step"),
    ("It's expected to be piloted in two towns in 2024.", "next step"),
    ("The next call will open on 15 September.", "next step"),
    ("Captain Berg offered to second an officer to the joint centre.", "commitment"),
    ("“They’ll report on each file by March,” said the prosecutor.", "commitment"),
    ("The authorities are encouraged to set up a hotline.", "recommendation"),
    ("Speakers stressed the need for closer co-operation with schools.", "recommendation"),
    ("Prison services should recruit outside mentors and pay them.", "recommendation"),
    ("“Disciplinary bodies have to explain their decisions,” he urged.", "recommendation"),
    ("Participants called for closer co-operation.", "recommendation"),
    ("Goodwill doesn't pay for winter boots.", None),
    ("It will hold up to 300 tonnes of ammunition.", None),
    ("The meeting ended with a call for joint plans.", None),
    ("“One of you has promised to repair a playground.”", None),
    ("The Commission has asked her to train its staff.", None),
    ("She said that she would never forget the day.", None),
    ("It should've been the other way around.", None),
    ("The course will cover risk analysis.", None),
]


def read(body: str) -> tuple[Commitment, ...]:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{body}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    return commitments_on(sheet_of(page))


@pytest.mark.parametrize(("sentence", "kind"), CASES)
def test_what_a_sentence_is(sentence: str, kind: str | None) -> None:
    assert [c.type for c in read(sentence)] == ([kind] if kind else [])


def test_items_under_a_line_of_recommendations() -> None:
    body = (
        "The course ended today.\n\nTwenty judges met. The participants made the following recommendations:\n"
        "- Publish the findings every year;\n- Train new staff in schools.\n\nThe course was held in English."
    )
    assert [c.type for c in read(body)] == ["recommendation", "recommendation"]
