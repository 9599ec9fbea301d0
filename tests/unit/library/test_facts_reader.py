"""Whole pages: event, participants, money, projects, texts, promises, quotations."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.commitment_rules import RULES as COMMITMENT_RULES
from commonweal.library.engine.facts.money_rules import RULES as MONEY_RULES
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.types import Block, Dateline, Page


def page(body, *, title="News from the region", kind="news item", dateline=None):
    """Return a page of the paragraphs of ``body``."""
    text, blocks = title + "\n", []
    for paragraph in body.split("\n"):
        blocks.append(Block(Span(len(text), len(text) + len(paragraph)), "paragraph"))
        text += paragraph + "\n"
    line = None
    if dateline:
        at = text.index(dateline[0])
        line = Dateline(
            dateline[1],
            dateline[2],
            Span(at, at + len(dateline[0])),
            Span(at, at + len(dateline[1])),
            None,
        )
    return Page(text, kind, Span(0, len(title)), None, (), line, tuple(blocks), (), "en", {})


EVENTS = [
    (
        "Forty-one women police officers met in Podgorica on 8 March 2023 for a roundtable.",
        {
            "type": "roundtable",
            "start": "2023-03-08",
            "end": "2023-03-08",
            "place": "Podgorica",
            "country": "Montenegro",
            "participants": 41,
        },
    ),
    (
        "A two-day workshop concluded on 23 November 2021 in Tirana.",
        {
            "type": "workshop",
            "start": "2021-11-22",
            "end": "2021-11-23",
            "place": "Tirana",
            "inferred": ("start",),
        },
    ),
    (
        "From 5 to 7 June, the OSCE Mission to Serbia held a training course in Novi Pazar.",
        {"type": "training", "start": None, "date_text": "From 5 to 7 June", "place": "Novi Pazar"},
    ),
    (
        "Some 35 officers from Bender took part in a seminar held in Vadul lui Voda, Moldova, on 6-8 October 2017.",
        {
            "place": "Vadul lui Voda",
            "country": "Moldova",
            "start": "2017-10-06",
            "end": "2017-10-08",
            "participants": 35,
            "participants_hedge": "Some",
        },
    ),
    (
        "The course was attended by 15 women and 12 men from police administrations in Novi Sad on 5 March 2019.",
        {"participants": 27, "country": "Serbia"},
    ),
    (
        "The survey, based on interviews with 1,200 residents, was presented in Bujanovac on 6 March 2008.",
        {"participants": None, "type": "launch"},
    ),
    (
        "Experts visited Tbilisi between 4 and 8 February 2019 to assess Georgia’s readiness.",
        {"type": "visit", "place": "Tbilisi", "country": "Georgia"},
    ),
    (
        "An online training course on hate crime for Ukrainian officers was held on 14 December 2020.",
        {"place": None, "country": None},
    ),
    (
        "The tabletop exercise took place in Zakopane, Poland, on 14–16 May 2013 and brought together 60 experts from 15 countries.",
        {"type": "exercise", "participants": 60, "end": "2013-05-16"},
    ),
    (
        "Twenty officers were trained in Mary from 2 to 6 October 2017, close to the borders of Turkmenistan.",
        {"place": "Mary", "country": "Turkmenistan", "participants": 20},
    ),
]


@pytest.mark.parametrize(("body", "wanted"), EVENTS, ids=[b[:40] for b, _ in EVENTS])
def test_events_are_read(body, wanted):
    event = read_facts(page(body)).event
    assert {k: getattr(event, k) for k in wanted} == wanted


def test_today_is_the_day_of_the_dateline():
    body = "BAKU, 14 October 2013 – A three-day seminar opened today in Baku."
    facts = read_facts(
        page(body, kind="press release", dateline=("BAKU, 14 October 2013 –", "BAKU", "2013-10-14"))
    )
    assert (facts.event.start, facts.event.end, facts.event.inferred) == (
        "2013-10-14",
        "2013-10-16",
        ("end",),
    )
    assert facts.evidence["event.start"].rule == "first day and duration"


def test_last_week_is_not_made_a_date():
    body = "CHISINAU, 12 July 2010 - Officers attended a course in Vadul lui Voda last week."
    facts = read_facts(
        page(
            body,
            kind="press release",
            dateline=("CHISINAU, 12 July 2010 -", "CHISINAU", "2010-07-12"),
        )
    )
    assert (facts.event.start, facts.event.date_text, facts.event.place) == (
        None,
        "last week",
        "Vadul lui Voda",
    )


MONEY = [
    ("The training is funded by the governments of Finland and Norway.", ["Finland", "Norway"]),
    ("It was developed with funding from the Austrian Government.", ["Austrian Government"]),
    (
        "It is part of a project to which France, Italy and the United States have contributed.",
        ["France", "Italy", "United States"],
    ),
    (
        "It was made possible thanks to the generous support of Denmark and the European Union.",
        ["Denmark", "European Union"],
    ),
    ("The course was held with the support of the OSCE Mission to Serbia.", []),
]


@pytest.mark.parametrize(("body", "names"), MONEY)
def test_payers_are_listed(body, names):
    assert [f.name for f in read_facts(page(body)).funders] == names


def test_projects_and_publications_are_told_apart():
    facts = read_facts(
        page(
            "The course took place within the initiative “Voices Without Hatred”, and is part of the Centre’s Police Reform Programme.\n"
            "The survey, Safe at Home? Community Safety in Three Municipalities, is based on interviews.\n"
            "Participants learnt about the Handbook on the Classification of Prisoners and the Handbook on Prisoner Transfers."
        )
    )
    assert [p.name for p in facts.projects] == ["Voices Without Hatred", "Police Reform Programme"]
    assert [p.name for p in facts.publications] == [
        "Safe at Home? Community Safety in Three Municipalities",
        "Handbook on the Classification of Prisoners",
        "Handbook on Prisoner Transfers",
    ]


def test_quotes_follow_he_and_she_and_belong_to_paragraphs():
    facts = read_facts(
        page(
            "“Trust is slow,” said Anna Berg, Head of the OSCE Mission to Serbia. “It needs years.”\n"
            "Ivan Petrov, a teacher from Osh, agreed. “We know our pupils,” he said.\n"
            "“Nobody asked us,” one participant said."
        )
    )
    assert [(q.speaker, q.text) for q in facts.quotes] == [
        ("Anna Berg", "“Trust is slow,”"),
        ("Ivan Petrov", "“We know our pupils,”"),
    ]


PROMISES = [
    ("They recommended that each municipality appoint a contact person.", "recommendation"),
    ("The Mission will publish the charts before the summer break.", "next step"),
    ("The mayor pledged that the council would test the forms in June.", "commitment"),
    ("A follow-up course for supervisors is scheduled for June.", "next step"),
]
NO_PROMISES = [
    "The equipment will be used to examine phones and computers.",
    "It will serve about 400 inspectors from the region.",
    "The seminar will bring together prosecutors and compliance officers.",
    "Participants learned how suspects should be treated.",
    "Resolution 2178 calls on all States to prevent the movement of fighters.",
]


@pytest.mark.parametrize(("body", "kind"), PROMISES)
def test_promises_are_whole_sentences(body, kind):
    (found,) = read_facts(page(body)).commitments
    assert (found.text, found.type) == (body, kind)


@pytest.mark.parametrize("body", NO_PROMISES)
def test_descriptions_are_no_promises(body):
    assert read_facts(page(body)).commitments == ()


@pytest.mark.parametrize("rule", [*COMMITMENT_RULES, *MONEY_RULES], ids=lambda r: r.name)
def test_every_rule_reads_its_own_example(rule):
    assert rule.pattern.search(rule.example)


def test_bodies_in_passing_are_left_out():
    facts = read_facts(
        page(
            "The OSCE Mission to Serbia and the Police Directorate co-hosted the event.\n"
            "Discussions were held on co-operation between institutions, such as the Ministry of Interior and the Ministry of Defence.\n"
            "The rules of the European Committee for the Prevention of Torture apply."
        )
    )
    assert [o.name for o in facts.organisations] == ["OSCE Mission to Serbia", "Police Directorate"]
