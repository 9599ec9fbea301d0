"""Publications by their titles: with marks and without, before and after the noun."""

from __future__ import annotations

import pytest

from commonweal.library.engine.facts.publications import publications_on
from commonweal.library.engine.facts.sentences import sheet_of
from commonweal.library.engine.reading import page_of
from commonweal.library.engine.types import Loaded

CASES = [
    (
        "What was learned is told in Paper Boats: A Manual in Six Steps, which is free.",
        "Paper Boats: A Manual in Six Steps",
    ),
    (
        "The evaluation Lamps at Work: An Evaluation, prepared by the school, found gaps.",
        "Lamps at Work: An Evaluation",
    ),
    (
        "The Guidance Document on the Harbour Rules has examples.",
        "Guidance Document on the Harbour Rules",
    ),
    (
        "The result, Songs from Our Pier, was printed in two languages.",
        "Songs from Our Pier",
    ),
    ("The result, Una Kos said, was printed on a board.", ""),
    (
        "“Salt and Rope: Notes for Divers” was written by two sailors.",
        "Salt and Rope: Notes for Divers",
    ),
    ("The report, titled In the Queue, rests on 90 visits.", "In the Queue"),
    ("It follows the study Wet Feet, published by the Trust in 2010.", "Wet Feet"),
    ("An evaluation, Dry Feet, was published in May.", "Dry Feet"),
    ("The study Una Kos, a jurist, wrote was long.", ""),
    (
        "We use the OSCE Best Practice Guides, which were updated in 2021.",
        "OSCE Best Practice Guides",
    ),
    (
        "She presented the Status Report on the implementation of the 2003 Harbour Plan and left.",
        "Status Report on the implementation of the 2003 Harbour Plan",
    ),
    (
        "They wrote policy briefs. The best of these, “Slow Rivers”, by Una Kos, will be printed.",
        "Slow Rivers",
    ),
    ("Una Kos is the author of “Silent Rivers” and of two novels.", "Silent Rivers"),
    ("Its Trial Monitoring Report 2018 found long delays.", "Trial Monitoring Report 2018"),
    (
        "The city published the Handbook of Good Practices on Small Boats in 2003.",
        "Handbook of Good Practices on Small Boats",
    ),
    ("Judges were given the Bench Book on Bail.", "Bench Book on Bail"),
    (
        "The handbook Policing and Roma: Good Practices was launched.",
        "Policing and Roma: Good Practices",
    ),
    (
        "It issued a brochure called “Your Rights in Custody” and a leaflet entitled “Stop and Search”.",
        "Your Rights in Custody|Stop and Search",
    ),
    (
        "They received the OSCE Guidebook on Intelligence-Led Policing.",
        "OSCE Guidebook on Intelligence-Led Policing",
    ),
    (
        "The study, titled Trust in the Police in Eastern Serbia, is new.",
        "Trust in the Police in Eastern Serbia",
    ),
    (
        "A textbook for police cadets, Introduction to Criminology, has been printed.",
        "Introduction to Criminology",
    ),
    (
        "“Gender in Security Reform”, a toolkit for trainers, was presented.",
        "Gender in Security Reform",
    ),
    ("A study published in March, “Nobody Listening”, found four gaps.", "Nobody Listening"),
    (
        "The manuals “First Response” and “Second Thoughts” were donated.",
        "First Response|Second Thoughts",
    ),
    ("The Trafficking in Persons Report was quoted.", "Trafficking in Persons Report"),
    (
        "The OSCE's Self-Study Guide on Gender-Responsive Policing is out.",
        "Self-Study Guide on Gender-Responsive Policing",
    ),
    ("Students use the curriculum “Living Together” in class.", "Living Together"),
    (
        "The Bolzano Recommendations on National Minorities were cited.",
        "Bolzano Recommendations on National Minorities",
    ),
    (
        "A guide to small harbours, made by the Agency with the help of many and printed in three languages under the title Every Boat Counts, was given to all.",
        "Every Boat Counts",
    ),
    (
        "She showed a comparison of ferries in nine ports, published by the Office under the title “One Deck, Open Hold”.",
        "One Deck, Open Hold",
    ),
    (
        "The Office's report Farmers at Sea: Trends in the Lake Region will be launched in May.",
        "Farmers at Sea: Trends in the Lake Region",
    ),
    (
        "It is described in a short guide by the Mission, Talking about Rivers: Village Walks in Practice, which others can use.",
        "Talking about Rivers: Village Walks in Practice",
    ),
    ("And read our 2019 survey, ‘Who Sows, Who Reaps’, twice.", "Who Sows, Who Reaps"),
    ("The group is working with Windows, the manual on quarrels between neighbours.", "Windows"),
    (
        "According to the risk profile “Halvera 2030: Hail and Frost”, which the Institute published in May, 40 farms are in danger.",
        "Halvera 2030: Hail and Frost",
    ),
    (
        "She quoted “Hail over Halvera”, published by the Institute in May.",
        "Hail over Halvera",
    ),
    ("The law “On Rivers”, which the parliament published in May, was discussed.", ""),
    ("They travelled to Tirana, the guide for the group said.", ""),
    ("The programme was renamed and is known under the name Blue Lamp.", ""),
    ("The report Judges and Prosecutors of Serbia wrote was late.", ""),
    ("He spoke to Marko, the guide for visitors.", ""),
    ("The song “Hail over Halvera” was sung. It was printed in May.", ""),
    ("She described the report as “an important step forward”.", ""),
    ("The report said: “Police Reform Must Continue.”", ""),
    ("The workshop entitled “Handbook on Victims” gathered 20 judges.", ""),
    ("The film “A Survey of Silence” was shown.", ""),
    ("They discussed the Law on Police and the Strategy on Terrorism.", ""),
    ("The report on the meeting will be published by the Ministry of Interior.", ""),
]


@pytest.mark.parametrize(("sentence", "titles"), CASES)
def test_publications_by_title(sentence: str, titles: str) -> None:
    text = f"A workshop is held in Skopje\nIssued on: 4 May 2021\n\n{sentence}\n"
    page = page_of(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    found = [p.name for p in publications_on(sheet_of(page))]
    assert found == [t for t in titles.split("|") if t]
