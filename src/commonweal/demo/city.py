"""Halvera, a fictional city: its partners, and one person for each of them.

The city, the organisations and the people are invented. Every address ends in example.org, which
belongs to nobody. Civil society comes first, here as at the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.rights.public import Role

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
        role: What the person may see and do.
        also: Another partner that the person acts for at times, and in which role.
    """

    key: str
    organisation: str
    name: str
    job: str
    role: str = Role.PARTNER
    also: tuple[str, str] | None = None

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@example.org"


WOMEN = Resident(
    "women",
    "Halvera Women's Association",
    "Nadia Orsel",
    "Chair of a women's association",
    role=Role.CIVIL_SOCIETY,
)
YOUTH = Resident(
    "youth", "Halvera Youth Network", "Luka Aventi", "Youth worker", role=Role.CIVIL_SOCIETY
)
INTERFAITH = Resident(
    "interfaith",
    "Interfaith Council of Halvera",
    "Ester Navarin",
    "Secretary of an interfaith council",
    role=Role.CIVIL_SOCIETY,
)
TEACHERS = Resident(
    "teachers",
    "Teachers' Association of Halvera",
    "Jonas Hale",
    "Teacher and trainer",
    role=Role.CIVIL_SOCIETY,
)
UNIVERSITY = Resident(
    "university",
    "University of Halvera, Chair of Peace and Community Studies",
    "Elias Tornau",
    "University researcher",
    role=Role.CIVIL_SOCIETY,
    also=("City Co-ordinator's Office", Role.REVIEWER),
)
RADIO = Resident(
    "radio",
    "Radio Riverside",
    "Dalia Reeve",
    "Editor of a local radio",
    role=Role.CIVIL_SOCIETY,
)
SUPPORTERS = Resident(
    "supporters",
    "Halvera United Supporters' Club",
    "Oskar Venn",
    "Football supporters' liaison",
    role=Role.CIVIL_SOCIETY,
)
TRADERS = Resident(
    "traders",
    "Market Traders' Association of Halvera",
    "Hana Belisle",
    "Market manager",
    role=Role.PLACE,
)
COORDINATOR = Resident(
    "coordinator",
    "City Co-ordinator's Office",
    "Mira Solen",
    "City prevention co-ordinator",
    role=Role.COORDINATOR,
)
POLICE = Resident(
    "police",
    "Halvera Police Service",
    "Tomas Ardell",
    "Police inspector, community policing",
    role=Role.POLICE,
)
HEALTH = Resident("health", "Health and Social Service of Halvera", "Sefa Dormand", "Social worker")
OMBUDSPERSON = Resident(
    "ombudsperson",
    "Office of the Ombudsperson of Halvera",
    "Ilse Corrigan",
    "Ombudsperson",
    role=Role.OVERSIGHT,
)
DONOR = Resident(
    "donor",
    "Open Square Foundation",
    "Priya Marlow",
    "Programme officer of a donor",
    role=Role.DONOR,
)
MISSION = Resident(
    "mission", "RCCO Mission to Halvera", "Anders Quill", "Mission officer", role=Role.MISSION
)
ADMINISTRATOR = Resident(
    "administrator",
    "City Computing Centre of Halvera",
    "Bela Ostrander",
    "Administrator of the workspace",
    role=Role.ADMINISTRATOR,
)

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
    ADMINISTRATOR,
)


def resident(email: str) -> Resident | None:
    """Return the demo person with this address, or None if it is nobody's in Halvera."""
    return next((one for one in RESIDENTS if one.email == email.strip().lower()), None)
