"""Who said a quotation: by surname, pronoun, office, in the next words or not at all."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.people import people_on
from commonweal.library.engine.facts.quotes import quotes_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\n“The road is long,” the Ambassador said.",
        [("Ivo Bek", "The road is long")],
    ),
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\n“The road is long,” said Ruci.",
        [("Ana Ruci", "The road is long")],
    ),
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\n“The road,” Bek noted, “is long and winding.”",
        [("Ivo Bek", "The road")],
    ),
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\nRuci thanked the donors. “We needed new desks,” she said.",
        [("Ana Ruci", "We needed new desks")],
    ),
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\n“The road is long,” said the Head of the Academy. “We have begun to walk.”",
        [("Ana Ruci", "The road is long")],
    ),
    (
        "The course was opened by Ana Ruci, Head of the Police Academy, and Ivo Bek, Ambassador of Croatia.\n\nIn her closing remarks, Ruci stressed that “nobody should be left on the road”.",
        [("Ana Ruci", "nobody should")],
    ),
    (
        "“We lost two years,” said Mira Lang, a nurse. “Then we found a door.” Her colleague Otto Brandt agreed: “It was locked for most of us.”",
        [("Mira Lang", "We lost two years"), ("Otto Brandt", "It was locked")],
    ),
    ("“We lost two years,” said one of the participants.", []),
    (
        "“Before the course I was alone with the files,” said Lina Orlova, a lawyer from Riga. She added: “Now I have ten colleagues.”",
        [("Lina Orlova", "Before the course")],
    ),
    ("“Nobody asked us before,” said a villager who did not want to be named.", []),
    (
        "Mira Lang has worked as a nurse in Riga for ten years. She has seen many changes.\n\n“I begin at six. The ward is full by seven.”",
        [("Mira Lang", "I begin at six")],
    ),
    (
        "“Trust is built in small steps,” according to Otto Brandt, a mediator.",
        [("Otto Brandt", "Trust is built")],
    ),
    ("Judge Petra Kos: “The law is clear.”", [("Petra Kos", "The law is clear")]),
    (
        "The High Commissioner, Lars Holm, said: “Language is a bridge.” Minister Ivana Petrić replied that schools needed time.",
        [("Lars Holm", "Language is a bridge")],
    ),
    (
        "“Language is a bridge,” High Commissioner Holm said in Riga. Lars Holm was accompanied by Ana Ruci.",
        [("Lars Holm", "Language is a bridge")],
    ),
    ("The participants discussed the book “Long Roads” and the motto “Safe at Home”.", []),
    ("He described the law as “outdated”. The so-called “blue list” was abolished.", []),
    (
        "Ana Ruci, a teacher, called the plan “a first step, and not a small one”.",
        [("Ana Ruci", "a first step")],
    ),
    (
        "“My brother was told to wait,” recalls Timur Aliev, 34. “He waited for nine years.”",
        [("Timur Aliev", "My brother was told")],
    ),
    (
        "Ana Ruci, a teacher, and Ivo Bek, a judge, spoke after lunch. “A child cannot wait for a verdict,” said the judge.",
        [("Ivo Bek", "A child cannot wait")],
    ),
    (
        "Ana Ruci, a teacher, and Ivo Bek, a judge, spoke after lunch. “A child cannot wait for a verdict,” said the teacher, who runs a school in Lviv.",
        [("Ana Ruci", "A child cannot wait")],
    ),
    (
        "Ana Ruci and Ivo Bek met the students. “I will come back in spring,” Bek promised. “So will I,” Ruci added.",
        [("Ivo Bek", "I will come back"), ("Ana Ruci", "So will I")],
    ),
    (
        "“The dogs need sleep as well,” says Ruci’s trainer, Olga Lind.",
        [("Olga Lind", "The dogs need")],
    ),
    ("The report by Ana Ruci says: “Half of all files are closed too early.”", []),
    (
        "Speaking after the meeting with Ivo Bek, Minister Ana Ruci said: “We agreed on nine points.”",
        [("Ana Ruci", "We agreed on nine")],
    ),
    (
        "“We agreed on nine points,” Ana Ruci told Ivo Bek, a journalist.",
        [("Ana Ruci", "We agreed on nine")],
    ),
    (
        "“We agreed on nine points,” Ana Ruci, the Minister, told reporters after meeting Ivo Bek.",
        [("Ana Ruci", "We agreed on nine")],
    ),
    (
        "Ivo Bek, the mayor, was thanked by Ana Ruci, the Minister. “You kept your word to the children,” she said.",
        [("Ana Ruci", "You kept your word")],
    ),
    (
        "“It is a strange feeling,” says Olga Lind, who leads the team.\n\n“Sometimes the soil itself speaks.”\n\n“You only have to be silent,” she adds.",
        [
            ("Olga Lind", "It is a strange"),
            ("Olga Lind", "Sometimes the soil"),
            ("Olga Lind", "You only have"),
        ],
    ),
    (
        "“I was alone for a year.”\n\nThe words belong to Mira Lang, a nurse from Riga.",
        [("Mira Lang", "I was alone")],
    ),
    (
        "Otto Brandt, a mediator, invited three women. One of them, who asks to be called K., lost her shop. “I had nothing left to sell,” she says.",
        [],
    ),
    (
        "When Otto Brandt was nine, a teacher in his town told him that school was “not meant for people like you”.",
        [],
    ),
]


@pytest.mark.parametrize(("body", "quotes"), CASES)
def test_who_speaks(body: str, quotes: list[tuple[str, str]]) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{body}\n"
    sheet = sheet_of(page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode())))
    found = quotes_on(sheet, people=people_on(sheet))
    assert [q.speaker for q in found] == [name for name, _ in quotes]
    for quote, (_, words) in zip(found, quotes, strict=True):
        assert quote.text.lstrip("“").startswith(words)
