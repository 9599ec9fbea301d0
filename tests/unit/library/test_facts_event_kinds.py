"""Events of documents of many kinds: statements without one, checkpoints, sums of people, days without a year."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.clean.page import clean
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.types import Block, Dateline, Event, Loaded, Page


def page(body, *, title="News from the region", kind="news item", dateline=None):
    """Return a page of one paragraph; a dateline is (words, city, ISO date)."""
    start = len(title) + 1
    line = None
    if dateline:
        words, city, day = dateline
        line = Dateline(
            city, day, Span(start, start + len(words)), Span(start, start + len(city)), None
        )
    blocks = (Block(Span(start, start + len(body)), "paragraph"),)
    return Page(f"{title}\n{body}", kind, Span(0, len(title)), None, (), line, blocks, (), "en", {})


WITHOUT = [
    (
        "VIENNA, 21 July 2016 – OSCE Representative on Freedom of the Media Dunja Mijatović today condemned the killing of journalist Pavel Sheremet in Kyiv.",
        {
            "kind": "press release",
            "dateline": ("VIENNA, 21 July 2016 – ", "VIENNA", "2016-07-21"),
            "title": "OSCE Representative condemns killing of journalist in Ukraine",
        },
    ),
    (
        "WARSAW, 3 May 2010 – The director of ODIHR, Janez Lenarčič, expressed concern today over the execution of two men in Minsk on 18 March.",
        {
            "kind": "press release",
            "dateline": ("WARSAW, 3 May 2010 – ", "WARSAW", "2010-05-03"),
            "title": "OSCE human rights chief deplores executions in Belarus",
        },
    ),
    (
        "At 10:30 on 5 May 2015 the SMM heard 40 explosions at the Donetsk railway station.",
        {
            "kind": "news item",
            "title": "Spot Report by OSCE Special Monitoring Mission to Ukraine, 5 May 2015",
        },
    ),
    (
        "The High Commissioner welcomed the adoption of the law on languages by the parliament in Skopje on 11 January 2018.",
        {
            "kind": "press release",
            "dateline": ("The ", "SKOPJE", "2018-01-12"),
            "title": "High Commissioner welcomes law",
        },
    ),
    (
        "ODIHR published a legal opinion on the draft law on assemblies of Moldova on 3 March 2014.",
        {
            "kind": "news item",
            "title": "Draft law on assemblies should be improved, says ODIHR opinion",
        },
    ),
    (
        "Vienna, 8 April 2020 – On the occasion of International Roma Day, the Director called on States to protect Roma.",
        {
            "kind": "press release",
            "dateline": ("Vienna, 8 April 2020 – ", "Vienna", "2020-04-08"),
            "title": "International Roma Day: statement by the Director",
        },
    ),
]


@pytest.mark.parametrize(("body", "how"), WITHOUT)
def test_statements_tell_of_no_event(body, how):
    assert read_facts(page(body, **how)).event == Event()


def test_observers_of_an_election_tell_of_it_in_a_country_and_of_no_meeting():
    body = "TIRANA, 26 June 2017 – Fundamental freedoms were respected in the parliamentary elections in Albania on 25 June, international observers concluded in a statement."
    event = read_facts(
        page(
            body,
            kind="press release",
            dateline=("TIRANA, 26 June 2017 – ", "TIRANA", "2017-06-26"),
            title="Albania elections took place following agreement, international observers say",
        )
    ).event
    assert event == Event(type="other", country="Albania")


EVENTS = [
    (
        "The OSCE Chairperson-in-Office Sebastian Kurz ended a two-day visit to Kyiv today, where he met the President and condemned the attack on monitors.",
        {
            "kind": "press release",
            "dateline": ("The ", "KYIV", "2017-01-04"),
            "title": "OSCE Chairperson-in-Office condemns attack",
        },
        {
            "type": "visit",
            "start": "2017-01-03",
            "end": "2017-01-04",
            "place": "Kyiv",
            "country": "Ukraine",
            "participants": None,
        },
    ),
    (
        "The OSCE Mission to Montenegro donated 20 computers to the Police Academy in Danilovgrad on 4 March 2011.",
        {"kind": "news item", "title": "OSCE Mission donates computers"},
        {
            "type": "other",
            "start": "2011-03-04",
            "end": "2011-03-04",
            "place": "Danilovgrad",
            "country": "Montenegro",
            "participants": None,
        },
    ),
    (
        "An OSCE-supported table-top exercise for 32 officers was held on 6 and 7 May 2019 at the Kapikule border crossing point. The training is part of a project.",
        {"kind": "news item", "title": "OSCE trains officers"},
        {
            "type": "exercise",
            "start": "2019-05-06",
            "end": "2019-05-07",
            "place": "Kapikule",
            "country": None,
            "participants": 32,
        },
    ),
    (
        "The Head of the Centre visited Balkanabat on 3 March 2012 and met with 15 students of the university.",
        {"kind": "news item", "title": "Head of Centre visits Balkanabat"},
        {
            "type": "visit",
            "start": "2012-03-03",
            "end": "2012-03-03",
            "place": "Balkanabat",
            "country": "Turkmenistan",
            "participants": 15,
        },
    ),
    (
        "VILNIUS, 6 December 2011 – The foreign ministers gathered today for the Ministerial Council in the Lithuanian capital.",
        {
            "kind": "press release",
            "dateline": ("VILNIUS, 6 December 2011 – ", "VILNIUS", "2011-12-06"),
            "title": "OSCE Ministerial Council opens",
        },
        {
            "type": "meeting",
            "start": "2011-12-06",
            "end": "2011-12-06",
            "place": "Vilnius",
            "country": "Lithuania",
            "participants": None,
        },
    ),
    (
        "The Albanian Chairmanship of the OSCE opened a conference on 3 March 2020 with 200 participants from 57 countries.",
        {"kind": "news item", "title": "Conference on security"},
        {
            "type": "conference",
            "start": "2020-03-03",
            "end": "2020-03-03",
            "place": None,
            "country": None,
            "participants": 200,
        },
    ),
    (
        "The guide was translated into Albanian, Macedonian and English. It was launched on 3 March 2020 in Geneva.",
        {"kind": "news item", "title": "Guide launched"},
        {
            "type": "launch",
            "start": "2020-03-03",
            "end": "2020-03-03",
            "place": "Geneva",
            "country": "Switzerland",
            "participants": None,
        },
    ),
    (
        "A five-day study visit to Finland for 12 prosecutors from Kyrgyzstan ended in Helsinki on 14 June 2013.",
        {"kind": "news item", "title": "Prosecutors visit Finland"},
        {
            "type": "visit",
            "start": "2013-06-10",
            "end": "2013-06-14",
            "place": "Helsinki",
            "country": "Finland",
            "participants": 12,
        },
    ),
    (
        "The OSCE Office in Yerevan opened a new resource centre in the village of Tatev on 3 March 2012. Some 40 residents attended the opening.",
        {"kind": "news item", "title": "Centre opens in Syunik"},
        {
            "type": "launch",
            "start": "2012-03-03",
            "end": "2012-03-03",
            "place": "Tatev",
            "country": "Armenia",
            "participants": 40,
        },
    ),
    (
        "A memorandum of understanding between the OSCE Centre and the Ministry was signed on 3 March 2012 in Ashgabat.",
        {"kind": "news item", "title": "Memorandum signed"},
        {
            "type": "other",
            "start": "2012-03-03",
            "end": "2012-03-03",
            "place": "Ashgabat",
            "country": "Turkmenistan",
            "participants": None,
        },
    ),
    (
        "Over 60 members of the Civil Society attended an event in Vlorë on 5 May 2018, where 4 trainers and 3 experts spoke.",
        {"kind": "news item", "title": "Event in Vlora"},
        {
            "type": "other",
            "start": "2018-05-05",
            "end": "2018-05-05",
            "place": "Vlorë",
            "country": "Albania",
            "participants": 60,
        },
    ),
    (
        "KYIV, 12 May 2014 – The roundtable, held over two days in Kharkiv, ended yesterday. It brought together 30 women and 40 men.",
        {
            "kind": "press release",
            "dateline": ("KYIV, 12 May 2014 – ", "KYIV", "2014-05-12"),
            "title": "Roundtable in Kharkiv",
        },
        {
            "type": "roundtable",
            "start": "2014-05-10",
            "end": "2014-05-11",
            "place": "Kharkiv",
            "country": "Ukraine",
            "participants": 70,
        },
    ),
    (
        "Twenty-five border guards completed a three-week course on 28 June 2019 at the Mukachevo training centre.",
        {"kind": "news item", "title": "Course"},
        {
            "type": "training",
            "start": "2019-06-10",
            "end": "2019-06-28",
            "place": "Mukachevo",
            "country": "Ukraine",
            "participants": 25,
        },
    ),
    (
        "The webinar, held on 4 May 2021, was followed by 300 viewers on Facebook. Forty-five people attended.",
        {"kind": "news item", "title": "Webinar"},
        {
            "type": "seminar",
            "start": "2021-05-04",
            "end": "2021-05-04",
            "place": None,
            "country": None,
            "participants": 45,
        },
    ),
    (
        "A two-day training for 20 judges and 15 prosecutors from Osh took place in Batken on 5 and 6 May 2015.",
        {"kind": "news item", "title": "Training in Batken"},
        {
            "type": "training",
            "start": "2015-05-05",
            "end": "2015-05-06",
            "place": "Batken",
            "country": "Kyrgyzstan",
            "participants": 35,
        },
    ),
    (
        "The seminar, held at the Farap checkpoint on 12 June 2014, trained sixteen border officers.",
        {"kind": "news item", "title": "Border seminar"},
        {
            "type": "seminar",
            "start": "2014-06-12",
            "end": "2014-06-12",
            "place": "Farap",
            "country": "Turkmenistan",
            "participants": 16,
        },
    ),
    (
        "Thirty customs officers from Tajikistan and 20 from Afghanistan attended a course in Khorog on 12 June 2014.",
        {"kind": "news item", "title": "Customs course"},
        {
            "type": "training",
            "start": "2014-06-12",
            "end": "2014-06-12",
            "place": "Khorog",
            "country": "Tajikistan",
            "participants": 50,
        },
    ),
    (
        "The workshop was held near Lake Issyk-Kul from 3 to 5 August 2016. A total of 60 journalists participated.",
        {"kind": "news item", "title": "Workshop"},
        {
            "type": "workshop",
            "start": "2016-08-03",
            "end": "2016-08-05",
            "place": "Issyk-Kul",
            "country": "Kyrgyzstan",
            "participants": 60,
        },
    ),
    (
        "More than two hundred participants from 40 countries met in Vienna on 9 September 2019.",
        {"kind": "news item", "title": "Meeting of experts from the United States"},
        {
            "type": "meeting",
            "start": "2019-09-09",
            "end": "2019-09-09",
            "place": "Vienna",
            "country": "Austria",
            "participants": 200,
        },
    ),
    (
        "The conference in Vilnius on 3 June 2011 brought together 120 members of parliaments from 30 countries.",
        {"kind": "news item", "title": "Conference"},
        {
            "type": "conference",
            "start": "2011-06-03",
            "end": "2011-06-03",
            "place": "Vilnius",
            "country": "Lithuania",
            "participants": 120,
        },
    ),
    (
        "The handover of 15 computers and 3 vehicles took place in Lezhe on 2 March 2009.",
        {"kind": "news item", "title": "Handover"},
        {
            "type": "other",
            "start": "2009-03-02",
            "end": "2009-03-02",
            "place": "Lezhe",
            "country": "Albania",
            "participants": None,
        },
    ),
]


@pytest.mark.parametrize(("body", "how", "wanted"), EVENTS)
def test_events_of_many_kinds(body, how, wanted):
    event = read_facts(page(body, **how)).event
    assert {k: getattr(event, k) for k in wanted} == wanted


def test_a_headline_may_stand_over_its_date():
    text = "Start\nBericht: Zuhören. Was wir sahen\n\nWien, 25. September 2026\n\nAm 22. September 2026 trafen sich 85 Personen in Wien, um zu sprechen.\n"
    found = clean(Loaded("x.txt", text, "text/plain", "0" * 64, text.encode()))
    assert found.title.of(text) == "Bericht: Zuhören. Was wir sahen"
