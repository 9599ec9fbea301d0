"""Registration: fifty clients at once at the served workspace, and the places that are given.

    python bench/registration.py [PEOPLE]        default 300
    python tests/postgresql.py python bench/registration.py        the same on PostgreSQL

One process of the web server with four threads, one worker; each client has a network address of its own,
opens the page, waits as long as a person must, sends the form, opens the link of the mail and presses the
button there. A third of the people find a place. Beside it the same people, fifty at once, where nobody
holds the form's row: each counts the places, and takes one if there is one.
"""

from __future__ import annotations

import atexit
import http.client
import os
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import numpy as np

from table import table

FOLDER = tempfile.mkdtemp(prefix="commonweal-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["COMMONWEAL_DATA"] = FOLDER
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
os.environ["COMMONWEAL_DEMO"] = "0"
# Whom a request comes from is told by a proxy: here by each client of itself.
os.environ["COMMONWEAL_PROXIES"] = "1"

import django

django.setup()

# Only now: these need the settings.
# ruff: noqa: E402
from django.db import connection
from django.utils import timezone

from commonweal.config import serving
from commonweal.partners.actions import planning, registration_forms
from commonweal.partners.actions.letters import secret_of
from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.engine.registration_types import FormDraft
from commonweal.partners.models import Registration, RegistrationForm
from commonweal.rights.models import Grant, Organisation, Person, Role

CLIENTS, HOST, ZONE = 50, "127.0.0.1", "Europe/Vienna"
QUICKEST_S = 4
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BEGAN = re.compile(r'name="began" value="([^"]+)"')


class Visitor:
    """One person's browser: an address, a cookie, what stood on the last page."""

    def __init__(self, number: int, port: int) -> None:
        self.number, self.port = number, port
        self.address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        self.cookie, self.page = "", ""

    def ask(self, method: str, path: str, **values: str) -> int:
        caller = http.client.HTTPConnection(HOST, self.port, timeout=120)
        headers = {"X-Forwarded-For": self.address, "Cookie": self.cookie}
        body = None
        if method == "POST":
            token = TOKEN.search(self.page)
            body = urlencode(values | {"csrfmiddlewaretoken": token[1] if token else ""})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        caller.request(method, path, body, headers)
        answer = caller.getresponse()
        self.page = answer.read().decode()
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        caller.close()
        return answer.status


def opened(capacity: int, *, title: str) -> RegistrationForm:
    """A meeting with so many places, open to everybody."""
    person = Person.objects.get()

    def wall(days: float) -> object:
        return wall_of(timezone.now() + timedelta(days=days), zone=ZONE)

    draft = PlanDraft(title=title, starts=wall(20), ends=wall(20.1), zone=ZONE)
    meeting = planning.plan_meeting(person, draft)
    planning.move_on(person, meeting.pk, "announced")
    form = FormDraft(
        opens=wall(-1), closes=wall(10), consent_text="Kept.", capacity=capacity, is_public=True
    )
    return registration_forms.keep_form(person, meeting.pk, form)


def at_once(act: Callable[[Visitor], int], visitors: list[Visitor]) -> tuple[float, np.ndarray]:
    """Let fifty act at a time; return the seconds of all and the milliseconds of each."""

    def timed(visitor: Visitor) -> float:
        began = time.perf_counter()
        status = act(visitor)
        assert status in {200, 303}, (status, visitor.page[:2000])
        return (time.perf_counter() - began) * 1000

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        each = list(pool.map(timed, visitors))
    return time.perf_counter() - began, np.array(each)


def served(people: int, form: RegistrationForm) -> list[tuple[object, ...]]:
    """Everybody registers at the served workspace; one row a step."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    page = f"/meetings/{form.meeting_id}/"
    links: dict[int, str] = {}
    with serving.running(HOST, port) as (server, _workers):
        serving.wait_for(server, HOST, port)
        visitors = [Visitor(n, port) for n in range(people)]

        def send(visitor: Visitor) -> int:
            began = BEGAN.search(visitor.page)
            return visitor.ask(
                "POST", page, name=f"Person {visitor.number}", email=f"p{visitor.number}@example.org",
                body_kind="civil", listed="nobody", agrees="on", website="", began=began[1] if began else "",
            )  # fmt: skip

        steps: list[tuple[str, Callable[[Visitor], int]]] = [
            ("open the page", lambda one: one.ask("GET", page)),
            ("send the form", send),
            ("open the link of the mail", lambda one: one.ask("GET", links[one.number])),
            ("press: the place is given", lambda one: one.ask("POST", links[one.number], do="prove")),
        ]  # fmt: skip
        rows = []
        for name, act in steps:
            if act is send:
                time.sleep(QUICKEST_S)
            seconds, each = at_once(act, visitors)
            rows.append((name, f"{people / seconds:.0f}", *_shown(each)))
            if act is send:
                for key, email in Registration.objects.filter(form=form).values_list("pk", "email"):
                    links[int(email[1:].split("@")[0])] = f"/registrations/{secret_of(key)}/"
                connection.close()
    return rows


def unlocked(people: int, form: RegistrationForm) -> None:
    """The same people without the lock: each counts the places and takes one if there is one."""
    rows = Registration.objects.bulk_create(
        Registration(
            form=form, state="pending", email=f"p{n}@example.org", name=f"Person {n}",
            link_sha256=f"{n:064}", keep_until=form.closes_at,
        )
        for n in range(people)
    )  # fmt: skip

    def take(row: Registration) -> None:
        held = Registration.objects.filter(form=form, state="confirmed").count()
        state = "confirmed" if held < (form.capacity or 0) else "waitlisted"
        Registration.objects.filter(pk=row.pk).update(state=state)

    def run(chunk: list[Registration]) -> None:
        for row in chunk:
            take(row)
        connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(run, (rows[n::CLIENTS] for n in range(CLIENTS))))


def _shown(each: np.ndarray) -> tuple[str, str]:
    return f"{np.median(each):.0f}", f"{np.percentile(each, 95):.0f}"


def given(form: RegistrationForm) -> int:
    return Registration.objects.filter(form=form, state="confirmed").count()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    places = people // 3
    serving.prepare()
    partner = Organisation.objects.create(name="Youth network")
    person = Person.objects.create(email="host@example.org", name="Host", organisation=partner)
    now = timezone.now()
    Grant.objects.create(
        person=person, organisation=partner, role=Role.CIVIL_SOCIETY, reason="works here",
        starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=365),
    )  # fmt: skip
    form = opened(places, title="Locked")
    connection.close()
    rows = served(people, form)
    other = opened(places, title="Not locked")
    unlocked(people, other)
    numbered = list(
        Registration.objects.filter(form=form).order_by("number").values_list("number", "state")
    )
    states = ["confirmed"] * places + ["waitlisted"] * (people - places)
    is_kept = numbered == list(enumerate(states, start=1))
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    print(f"{people} people, {CLIENTS} at once, for {places} places, on {name}:\n")
    print(table(("step", "requests a second", "median ms", "p95 ms"), rows))
    print()
    outcome = [
        ("with the lock, served", places, given(form), "yes" if is_kept else "no"),
        ("without it: count, then take", places, given(other), "not asked"),
    ]
    print(table(("way", "places", "given", "in the order of the numbers"), outcome))
    assert given(form) == places
    assert is_kept


if __name__ == "__main__":
    main()
