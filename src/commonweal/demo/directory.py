"""What the partners of Halvera say of themselves: entries, what they offer, contacts by function. Invented."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.demo.city import (
    COORDINATOR,
    DONOR,
    HEALTH,
    INTERFAITH,
    MISSION,
    NAME,
    OMBUDSPERSON,
    POLICE,
    RADIO,
    SUPPORTERS,
    TEACHERS,
    TRADERS,
    UNIVERSITY,
    WOMEN,
    YOUTH,
    Resident,
)
from commonweal.partners.public import ContactDraft, EntryDraft, ServiceDraft


@dataclass(frozen=True, slots=True)
class Entry:
    """One partner's entry.

    Attributes:
        who: The person who writes it.
        by: Who writes it in their place, where they only read here.
    """

    who: Resident
    draft: EntryDraft
    services: tuple[ServiceDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    by: Resident | None = None


def _entry(kind: str, mandate: str, **more: object) -> EntryDraft:
    return EntryDraft(kind=kind, mandate=mandate, country=NAME, **more)  # type: ignore[arg-type]  # names of its fields


ENTRIES = (
    Entry(
        WOMEN,
        _entry(
            "civil society",
            "Brings women of all quarters together, and says in the council what they need.",
            short_name="HWA",
            other_names=("Udruženje žena Halvere",),
            is_womens=True,
            area="All quarters, most in Riverside",
            languages=("en", "sr-Latn", "sq"),
            website="https://women.example.org/",
        ),
        services=(
            ServiceDraft(
                level="secondary",
                title="The first door",
                description="A conversation with two trained members, in one's own language, about "
                "somebody one worries about.",
                for_whom="Mothers, sisters, friends",
                pathway="Ring at the door on Tuesday evenings, or ask any member. No name is written "
                "down. With your yes a member goes with you to the health service.",
                area="Riverside library",
                languages=("en", "sr-Latn", "sq"),
            ),
        ),
        contacts=(
            ContactDraft("first door", phone="0 55 01 01", hours="Tuesday, 18 to 21"),
            ContactDraft("press", email="press.women@example.org"),
        ),
    ),
    Entry(
        YOUTH,
        _entry(
            "civil society",
            "Lets young people shape the city's plan, and meets them where they are.",
            is_youth=True,
            area="All secondary schools and two youth houses",
            languages=("en", "sq"),
        ),
        services=(
            ServiceDraft(
                level="primary",
                title="Seven questions",
                description="Lessons by members on how to check what one reads online.",
                for_whom="Pupils of 13 to 18 years",
                pathway="A teacher writes to us; two members come for two lessons, free of charge.",
                area="Schools of Halvera",
                languages=("en", "sq"),
            ),
        ),
        contacts=(ContactDraft("lessons", email="lessons.youth@example.org"),),
    ),
    Entry(
        INTERFAITH,
        _entry(
            "religious community",
            "Speaks for the city's congregations together, and keeps their doors open to each other.",
            area="Halvera",
        ),
        contacts=(ContactDraft("office", email="office.interfaith@example.org"),),
    ),
    Entry(
        TEACHERS,
        _entry("school", "Stands up for teachers, and trains them.", area="Thirteen schools"),
        services=(
            ServiceDraft(
                level="primary",
                title="Who Says So?",
                description="A course of two days in media and information literacy.",
                for_whom="Teachers of secondary schools",
                pathway="The school's head signs two teachers up, until the end of September.",
            ),
        ),
    ),
    Entry(UNIVERSITY, _entry("academia", "Studies how communities live together in peace."), by=COORDINATOR),
    Entry(RADIO, _entry("media", "Local radio, in three languages.", languages=("en", "sq", "sr"))),
    Entry(SUPPORTERS, _entry("civil society", "Keeps the stands loud and safe.", area="The stadium")),
    Entry(TRADERS, _entry("private sector", "Runs the Old Market together with the city.", area="Old Market")),
    Entry(
        COORDINATOR,
        _entry(
            "local government",
            "Builds the city's prevention plan with the partners, and answers for it.",
            area="Halvera",
        ),
        contacts=(
            ContactDraft(
                "questions about rumours", phone="0 55 02 02", hours="Every day until 22"
            ),
        ),
    ),
    Entry(
        POLICE,
        _entry("police", "Community policing, and the Public Councils of the quarters.", short_name="HPS"),
        contacts=(
            ContactDraft("school liaison", email="schools.police@example.org", phone="0 55 03 03"),
            ContactDraft("Public Councils", email="councils.police@example.org"),
        ),
    ),
    Entry(
        HEALTH,
        _entry("local government", "Health and social care for everybody in the city."),
        services=(
            ServiceDraft(
                level="tertiary",
                title="The way back",
                description="Advice, a trade and a place to live for people who want to leave a "
                "violent movement, and for their families.",
                for_whom="Whoever asks, and their families",
                pathway="Telephone, or through the first door. Only with the person's yes, which they "
                "can take back. Nothing of it is kept in this workspace.",
                area="Halvera and the villages around",
                languages=("en", "sr", "sq"),
            ),
        ),
        contacts=(ContactDraft("the way back", phone="0 55 04 04", hours="Day and night"),),
    ),
    Entry(OMBUDSPERSON, _entry("government", "Hears complaints about authorities."), by=COORDINATOR),
    Entry(DONOR, _entry("civil society", "Gives grants for open squares."), by=COORDINATOR),
    Entry(
        MISSION,
        _entry("international organisation", "Reports impartially on what is agreed and done.", short_name="RCCO"),
    ),
)  # fmt: skip
# The same partner, added a second time by its own name for itself: waits to be looked at.
TWICE = EntryDraft(short_name="HWA", kind="civil society", country=NAME)
TWICE_NAME = "Association of the Women of Halvera"
# Whose names the documents hold: their sources are shown on their pages.
TAKEN_OVER = (POLICE, YOUTH, WOMEN)
