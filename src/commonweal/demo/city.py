"""Halvera, a fictional city: its partners, and one person for each of them.

The city, the organisations and the people are invented. Every address ends in example.org, which
belongs to nobody. Civil society comes first, here as at the table.
"""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Halvera"

# Shared by all demo people and printed on purpose: there is nothing to protect in a fictional city.
PASSWORD = "river-market-lantern"  # noqa: S105  a demo password that everybody may know


@dataclass(frozen=True, slots=True)
class Resident:
    """One demo person, who acts for one demo partner.

    Attributes:
        key: How the story calls the person: the partner in one word.
        organisation: The partner's name.
        name: The person's name, invented.
        job: What the person does there; log-ins are shown by job.
        is_coordinator: Whether the person may invite others and convenes the meetings.
    """

    key: str
    organisation: str
    name: str
    job: str
    is_coordinator: bool = False

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@example.org"


WOMEN = Resident(
    "women", "Halvera Women's Association", "Nadia Orsel", "Chair of a women's association"
)
YOUTH = Resident("youth", "Halvera Youth Network", "Luka Aventi", "Youth worker")
INTERFAITH = Resident(
    "interfaith",
    "Interfaith Council of Halvera",
    "Ester Navarin",
    "Secretary of an interfaith council",
)
TEACHERS = Resident(
    "teachers", "Teachers' Association of Halvera", "Jonas Hale", "Teacher and trainer"
)
UNIVERSITY = Resident(
    "university",
    "University of Halvera, Chair of Peace and Community Studies",
    "Elias Tornau",
    "University researcher",
)
RADIO = Resident("radio", "Radio Riverside", "Dalia Reeve", "Editor of a local radio")
SUPPORTERS = Resident(
    "supporters", "Halvera United Supporters' Club", "Oskar Venn", "Football supporters' liaison"
)
TRADERS = Resident(
    "traders", "Market Traders' Association of Halvera", "Hana Belisle", "Market manager"
)
COORDINATOR = Resident(
    "coordinator",
    "City Co-ordinator's Office",
    "Mira Solen",
    "City prevention co-ordinator",
    is_coordinator=True,
)
POLICE = Resident(
    "police", "Halvera Police Service", "Tomas Ardell", "Police inspector, community policing"
)
HEALTH = Resident("health", "Health and Social Service of Halvera", "Sefa Dormand", "Social worker")
OMBUDSPERSON = Resident(
    "ombudsperson", "Office of the Ombudsperson of Halvera", "Ilse Corrigan", "Ombudsperson"
)
DONOR = Resident("donor", "Open Square Foundation", "Priya Marlow", "Programme officer of a donor")
MISSION = Resident("mission", "RCCO Mission to Halvera", "Anders Quill", "Mission officer")

RESIDENTS = (
    WOMEN,
    YOUTH,
    INTERFAITH,
    TEACHERS,
    UNIVERSITY,
    RADIO,
    SUPPORTERS,
    TRADERS,
    COORDINATOR,
    POLICE,
    HEALTH,
    OMBUDSPERSON,
    DONOR,
    MISSION,
)


def resident(email: str) -> Resident | None:
    """Return the demo person with this address, or None if it is nobody's in Halvera."""
    return next((one for one in RESIDENTS if one.email == email.strip().lower()), None)
