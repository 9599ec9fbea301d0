"""Fifty people at once for the last places: never more than there are, in the order of their numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from commonweal.partners.actions import registering, seats
from commonweal.partners.actions.letters import secret_of
from commonweal.partners.models import Registration, RegistrationForm
from factories import PersonFactory
from factories_registration import asked, opened, registered

IS_SQLITE = connection.vendor == "sqlite"
PEOPLE, PLACES = 50, 7
ROOT = Path(__file__).resolve().parents[3]
SCRIPT = f"""
import json, sys, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, interactive=False)
call_command("createcachetable", verbosity=0)
sys.path.insert(0, "tests")
from commonweal.partners.actions import registering
from commonweal.partners.models import Registration
from factories import PersonFactory
from factories_registration import asked, opened
form = opened(PersonFactory(), capacity={PLACES})
tokens = [asked(form, f"n{{n}}") for n in range({PEOPLE})]
start, failed = threading.Barrier({PEOPLE}), []
def come(token):
    try:
        start.wait()
        registering.prove(token)
    except Exception as error:
        failed.append(repr(error))
    finally:
        connection.close()
threads = [threading.Thread(target=come, args=(token,)) for token in tokens]
[one.start() for one in threads]
[one.join() for one in threads]
rows = list(Registration.objects.order_by("number").values_list("number", "state"))
print(json.dumps([rows, failed]))
"""


def is_right(rows: list[list[object]]) -> bool:
    """Numbers without a gap; the first have a place, all others stand in line."""
    states = ["confirmed"] * PLACES + ["waitlisted"] * (PEOPLE - PLACES)
    return [tuple(row) for row in rows] == list(enumerate(states, start=1))


def test_fifty_at_once_on_sqlite_get_no_more_than_there_is(tmp_path: Path) -> None:
    surroundings = {k: v for k, v in os.environ.items() if k != "COMMONWEAL_DATABASE_URL"}
    surroundings |= {
        "COMMONWEAL_DATA": str(tmp_path),
        "COMMONWEAL_DEMO": "0",
        "COMMONWEAL_SECRET_KEY": "a key for tests " * 4,
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows, failed = json.loads(done.stdout)
    assert failed == []
    assert is_right(rows)


@pytest.mark.skipif(IS_SQLITE, reason="threads share no SQLite in memory")
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_on_postgresql_get_no_more_than_there_is() -> None:
    form = opened(PersonFactory(), capacity=PLACES)
    tokens = [asked(form, f"n{n}") for n in range(PEOPLE)]
    _together([lambda token=token: registering.prove(token) for token in tokens])
    rows = Registration.objects.order_by("number").values_list("number", "state")
    assert is_right([list(row) for row in rows])


@pytest.mark.skipif(IS_SQLITE, reason="threads share no SQLite in memory")
@pytest.mark.django_db(transaction=True)
def test_withdrawals_offers_and_newcomers_at_once_hold_no_more_than_there_is() -> None:
    form = opened(PersonFactory(), capacity=5)
    here = [registered(form, f"h{n}") for n in range(15)]
    come = [asked(form, f"c{n}") for n in range(10)]
    acts = [lambda one=one: registering.withdraw(secret_of(one.pk)) for one in here[:4]]
    acts += [lambda token=token: registering.prove(token) for token in come]
    acts += [lambda: _expire(form) for _time in range(6)]
    _together(acts)
    held = form.registrations.filter(state__in=["confirmed", "offered"]).order_by("number")
    assert held.count() == 5
    numbers = list(held.values_list("number", flat=True))
    waiting = form.registrations.filter(state="waitlisted").order_by("number").first()
    assert waiting
    assert numbers[-1] < waiting.number


@pytest.mark.skipif(IS_SQLITE, reason="threads share no SQLite in memory")
@pytest.mark.django_db(transaction=True)
def test_an_offer_taken_by_two_hands_while_it_expires_is_one_place() -> None:
    form = opened(PersonFactory(), capacity=1)
    first, second, _third = (registered(form, name) for name in ("a", "b", "c"))
    registering.withdraw(secret_of(first.pk))
    ends_at = Registration.objects.get(pk=second.pk).offer_ends_at
    assert ends_at
    acts = [
        lambda: registering.take_place(secret_of(second.pk), now=ends_at - timedelta(seconds=1)),
        lambda: registering.take_place(secret_of(second.pk), now=ends_at - timedelta(seconds=1)),
        lambda: seats.expire_all(now=ends_at),
    ]
    _together(acts)
    assert form.registrations.filter(state__in=["confirmed", "offered"]).count() == 1


def _expire(form: RegistrationForm) -> None:
    seats.expire_all(now=timezone.now())
    assert form


def _together(acts: list[object]) -> None:
    start = threading.Barrier(len(acts))

    def run(act: object) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))
