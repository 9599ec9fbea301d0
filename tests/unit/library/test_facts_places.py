"""Where it was, in the many ways in which news and invitations say so."""

from __future__ import annotations

import pytest

from commonweal.kernel.provenance import Span
from commonweal.library.engine.facts.reader import read_facts
from commonweal.library.engine.types import Block, Page

# title, text, place, country
CASES: list[tuple[str, str, str | None, str | None]] = [
    # a venue and its town
    ("Nurses sing", "About 40 nurses filled the theatre of Gori on 4 May 2021.", "Gori", "Georgia"),
    (
        "Pupils recite",
        "The pupils met on 4 May 2021 in the reading room of the Pljevlja town library.",
        "Pljevlja",
        "Montenegro",
    ),
    (
        "Pupils recite",
        "On 4 May 2021 the pupils recited poems in the Naryn public library.",
        "Naryn",
        "Kyrgyzstan",
    ),
    (
        "Rescuers climb",
        "Rescuers practised on 4 May 2021 in the courtyard of the Telavi fire station.",
        "Telavi",
        "Georgia",
    ),
    (
        "Judges debate",
        "The judges met on 4 May 2021 at the Bar secondary school in Montenegro.",
        "Bar",
        "Montenegro",
    ),
    (
        "Mayors meet",
        "The mayors met in Ravenmoor Town Hall, Scotland, on 4 May 2021.",
        "Ravenmoor",
        "United Kingdom",
    ),
    (
        "Clerks meet",
        "Clerks came together at a forum in Larkwell Village Hall on 4 May 2021, two British reporters wrote.",
        "Larkwell",
        "United Kingdom",
    ),
    (
        "Streets walked",
        "On 4 May 2021 guides walked the streets of Mtskheta with 20 officers.",
        "Mtskheta",
        "Georgia",
    ),
    # the first one was elsewhere
    (
        "Divers train",
        "On 4 May 2021 divers trained in Kavala. It was the third of such drills in Greece; the first one was held in Volos.",
        "Kavala",
        "Greece",
    ),
    (
        "Divers train",
        "The drill, held on 4 and 5 May 2021, was the second of its kind; the previous edition had taken place in Volos. Divers raised a buoy in Kavala, Greece.",
        "Kavala",
        "Greece",
    ),
    (
        "Divers train",
        "Divers trained in Kavala on 4 May 2021, after an earlier round held in Volos, Greece.",
        "Kavala",
        "Greece",
    ),
    (
        "Divers train",
        "On 4 May 2021, divers trained in Kavala, Greece. The next drill will be held in Volos.",
        "Kavala",
        "Greece",
    ),
    # a council tells its town
    (
        "Council adopts plan",
        "The town council of Ekvik decided on 4 May 2021 to plant limes. The Norwegian state pays.",
        "Ekvik",
        "Norway",
    ),
    (
        "Council adopts plan",
        "The municipal council of Brodek voted on 4 May 2021 for a new bridge, a Czech paper wrote.",
        "Brodek",
        "Czechia",
    ),
    # the country by capital, adjective, office
    (
        "Seminar on seals",
        "A seminar on seals was held on 4 May 2021 in the Turkmen capital.",
        "Ashgabat",
        "Turkmenistan",
    ),
    (
        "Seminar on seals",
        "The seminar took place on 4 May 2021 in Tajikistan’s capital.",
        "Dushanbe",
        "Tajikistan",
    ),
    (
        "Seminar on seals",
        "The seminar took place on 4 May 2021 in the capital of Georgia.",
        "Tbilisi",
        "Georgia",
    ),
    (
        "Seminar on seals",
        "The seminar was held on 4 May 2021 in the Armenian town of Sisavan.",
        "Sisavan",
        "Armenia",
    ),
    (
        "Seminar on seals",
        "The seminar was held on 4 May 2021 in the southern Albanian city of Përmet.",
        "Përmet",
        "Albania",
    ),
    # of several places, those of the event
    (
        "Two seminars",
        "Seminars took place in Osh on 4 May 2021 and in Naryn on 6 May.",
        "Osh",
        "Kyrgyzstan",
    ),
    (
        "Seminar on seals",
        "Clerks from Osh, Naryn and Talas attended a seminar on 4 May 2021 in Bishkek.",
        "Bishkek",
        "Kyrgyzstan",
    ),
    (
        "Seminar on seals",
        "Una Kos, who was born in Riga and teaches in Turin, led a seminar in Osh on 4 May 2021.",
        "Osh",
        "Kyrgyzstan",
    ),
    (
        "Seminar on seals",
        "The seminar of 4 May 2021, held in Osh, builds on the declaration adopted in Tallinn.",
        "Osh",
        "Kyrgyzstan",
    ),
    # on-line: nowhere
    (
        "Webinar on seals",
        "Some 80 clerks joined a webinar on seals on 4 May 2021. Una Kos spoke from Riga.",
        None,
        None,
    ),
    (
        "Seminar on seals",
        "The seminar of 4 May 2021 took place via videoconference.",
        None,
        None,
    ),
    (
        "Seminar on seals",
        "On 4 May 2021, clerks met virtually to discuss seals.",
        None,
        None,
    ),
    (
        "Seminar on seals",
        "The seminar was held in a hybrid format in Riga and online on 4 May 2021.",
        "Riga",
        "Latvia",
    ),
    # no country of a language, nor of one of several towns
    (
        "New course on seals",
        "The course is free. Versions in Ukrainian and Albanian will follow.",
        None,
        None,
    ),
    (
        "New course on seals",
        "The course can be taken in Georgian. Subtitles in Armenian and Azerbaijani are planned.",
        None,
        None,
    ),
    (
        "Grants for six towns",
        "Ghent, Porto and Brno will test benches. Tampere and Tartu will train guides.",
        None,
        None,
    ),
]


def page(title: str, text: str, *, kind: str = "news item") -> Page:
    """Return a page of paragraphs."""
    whole = f"{title}\n{text}\n"
    blocks, at = [], len(title) + 1
    for paragraph in text.split("\n"):
        blocks.append(Block(Span(at, at + len(paragraph)), "paragraph"))
        at += len(paragraph) + 1
    return Page(whole, kind, Span(0, len(title)), None, (), None, tuple(blocks), (), "en", {})


@pytest.mark.parametrize(
    ("title", "text", "place", "country"), CASES, ids=[c[1][:60] for c in CASES]
)
def test_places(title, text, place, country):
    event = read_facts(page(title, text)).event
    assert (event.place, event.country) == (place, country)


EVENTS = [
    ("Forum on seals\n24 - 26 June 2024\nOslo, Norway\nRoom 4, House of Seals", "Oslo", "Norway"),
    ("Forum on seals\n24 June 2024\nGeneva, Switzerland\nConcept note", "Geneva", "Switzerland"),
    ("Forum on seals\n24 June 2024\n10:00-12:00\nRoom 4, House of Seals, Riga", "Riga", "Latvia"),
    ("Forum on seals\n24 June 2024, 10:00\nSeal Museum, Osh, Kyrgyzstan", "Osh", "Kyrgyzstan"),
    ("Forum on seals\n24 June 2024\nOnline\nClerks will talk of seals in Oslo.", None, None),
    ("Forum on seals\n24 June 2024\nOnline event\nConcept note", None, None),
]


@pytest.mark.parametrize(("text", "place", "country"), EVENTS, ids=[e[0][15:60] for e in EVENTS])
def test_places_under_the_days_of_an_invitation(text, place, country):
    title, rest = text.split("\n", 1)
    event = read_facts(page(title, rest, kind="event")).event
    assert (event.place, event.country) == (place, country)
