"""Everything the fact readers find in a page, in the order in which one needs the other."""

from __future__ import annotations

from dataclasses import replace

from commonweal.kernel.provenance import Evidence
from commonweal.library.engine.facts.commitments import commitments_on
from commonweal.library.engine.facts.confidence import certainty
from commonweal.library.engine.facts.countries import country_of_text, mentioned_countries
from commonweal.library.engine.facts.deadlines import deadline_of
from commonweal.library.engine.facts.event_dates import when_of
from commonweal.library.engine.facts.event_types import type_of
from commonweal.library.engine.facts.event_when import When
from commonweal.library.engine.facts.lists import event_name_of, links_on, topics_on
from commonweal.library.engine.facts.money import funders_on
from commonweal.library.engine.facts.organisations import organisations_on
from commonweal.library.engine.facts.participants import participants_of
from commonweal.library.engine.facts.people import people_on
from commonweal.library.engine.facts.places import place_of
from commonweal.library.engine.facts.projects import projects_on
from commonweal.library.engine.facts.publications import publications_on
from commonweal.library.engine.facts.quotes import quotes_on
from commonweal.library.engine.facts.sentences import Sheet, sheet_of
from commonweal.library.engine.facts.statements import (
    is_election,
    is_speech_at_event,
    is_without_event,
)
from commonweal.library.engine.types import Event, Facts, Named, Page


def read_facts(page: Page) -> Facts:
    """Return the facts of a page: event, people, bodies, money, texts, promises and quotations.

    Args:
        page: A document with its furniture set apart.

    Returns:
        The facts; every value's words and confidence are in its evidence.
    """
    sheet = sheet_of(page)
    event, evidence = read_event(sheet)
    people = people_on(sheet)
    payers = funders_on(sheet)
    bodies = organisations_on(sheet, people=people, payers=payers)
    projects = projects_on(sheet)
    acting = {b.name for b in bodies if b.evidence.rule != "named"}
    return Facts(
        event=event,
        people=people,
        organisations=tuple(
            b for b in bodies if b.name in acting or b.name not in {p.name for p in projects}
        ),
        projects=tuple(
            p for p in projects if not any(_within(p, b) for b in bodies if b.name in acting)
        ),
        funders=payers,
        publications=publications_on(sheet),
        topics=topics_on(sheet),
        commitments=commitments_on(sheet),
        quotes=quotes_on(sheet, people=people),
        links=links_on(sheet),
        evidence=evidence,
    )


def _within(project: Named, body: Named) -> bool:
    """Say whether a project's name is a body's, or lies inside it where both were read."""
    inside = body.evidence.spans[0].covers(project.evidence.spans[0])
    return project.name == body.name or inside


def read_event(sheet: Sheet) -> tuple[Event, dict[str, Evidence]]:
    """Return the event of a document and the evidence for each of its values, under ``event.<field>``."""
    if is_speech_at_event(sheet):
        sheet = replace(sheet, page=replace(sheet.page, kind="press release"))
    elif is_without_event(sheet):
        return Event(), {}
    if _lists(sheet):
        return Event(type="other"), {
            "event.type": Evidence((), certainty("event.type", "none"), "none")
        }
    if is_election(sheet):
        return _of_election(sheet)
    sheet = _told(sheet)
    kind = type_of(sheet)
    when = when_of(sheet, kind=kind.type)
    where = place_of(sheet, when=when)
    count = participants_of(sheet, when=when)
    deadline = deadline_of(sheet)
    name = event_name_of(sheet)
    event = Event(
        type=kind.type,
        name=name[0] if name else None,
        start=when.start,
        end=when.end,
        date_text=when.date_text,
        place=where.place,
        country=where.country,
        participants=count.number if count else None,
        participants_hedge=count.hedge if count else None,
        registration_deadline=deadline[0] if deadline else None,
        inferred=when.inferred,
    )
    evidence = {"event.type": kind.evidence} | _dates_evidence(when)
    singles = {
        "event.place": where.place_evidence,
        "event.country": where.country_evidence,
        "event.participants": count.evidence if count else None,
        "event.participants_hedge": count.evidence if count and count.hedge else None,
        "event.registration_deadline": deadline[1] if deadline else None,
        "event.name": Evidence((name[1],), certainty("event.name", "name"), "name")
        if name
        else None,
    }
    return event, evidence | {k: v for k, v in singles.items() if v is not None}


def _lists(sheet: Sheet) -> bool:
    """Say whether a page lists other pages, or presents a project: what it names was held elsewhere, at several times."""
    why = sheet.page.evidence.get("kind")
    return why is not None and why.rule in {"kind.listing", "kind.project-page"}


def _told(sheet: Sheet) -> Sheet:
    """Return the sheet without the captions of its pictures, which may show another day and another place."""
    told = tuple(p for p in sheet.paragraphs if p.kind != "caption")
    if not told or len(told) == len(sheet.paragraphs):
        return sheet
    return replace(sheet, paragraphs=told)


def _of_election(sheet: Sheet) -> tuple[Event, dict[str, Evidence]]:
    """Return what observers watched: an election, in a country, with no place and no day that somebody chose for a meeting."""
    about = country_of_text(sheet, mentioned=mentioned_countries(sheet))
    evidence = {"event.type": Evidence((), certainty("event.type", "election"), "election")}
    if about is None:
        return Event(type="other"), evidence
    rule = "country in the text"
    evidence["event.country"] = Evidence((about[1],), certainty("event.country", rule), rule)
    return Event(type="other", country=about[0].name), evidence


def _dates_evidence(when: When) -> dict[str, Evidence]:
    if when.evidence is None:
        return {}
    fields = {"event.start": when.start, "event.end": when.end, "event.date_text": when.date_text}
    return {
        field: Evidence(
            when.evidence.spans, certainty(field, when.evidence.rule), when.evidence.rule
        )
        for field, value in fields.items()
        if value
    }
