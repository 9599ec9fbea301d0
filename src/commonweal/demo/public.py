"""What the frame of the pages shows of the demo: its log-ins, and the way to the letters it sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from commonweal.demo.city import PASSWORD, RESIDENTS

DEMO_ADDRESSES = tuple(one.email for one in RESIDENTS)


@dataclass(frozen=True, slots=True)
class Login:
    """One demo log-in, offered by job."""

    job: str
    name: str
    organisation: str
    email: str


@dataclass(frozen=True, slots=True)
class Logins:
    """Every demo log-in with the password they share and the address that lets them in.

    Attributes:
        people: Civil society first.
        password: The same for all.
        address: Where a form posts ``email`` (and, if wanted, ``next``) to.
    """

    people: tuple[Login, ...]
    password: str
    address: str


def demo_logins() -> Logins | None:
    """Return the log-ins to show while signed out, or None outside demo mode."""
    if not settings.DEMO:
        return None
    people = tuple(
        Login(job=one.job, name=one.name, organisation=one.organisation, email=one.email)
        for one in RESIDENTS
    )
    return Logins(people=people, password=PASSWORD, address=reverse("demo:enter"))


def demo_letters() -> str:
    """Return where the letters that were sent can be read; empty outside demo mode."""
    return reverse("demo:letters") if settings.DEMO else ""
