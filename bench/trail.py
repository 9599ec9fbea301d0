"""The trail: how quick its page is, what an entry costs its act, how long verifying takes.

    python bench/trail.py [ENTRIES ...]        default 100000 1000000
    python tests/postgresql.py python bench/trail.py        the same on PostgreSQL

The entries are made: 400 people of 40 partners, verbs by Zipf's law, 20,000 records, three years; their
chain is a true one, in segments of 10,000. Pages are whole requests (sign-in, doors, the note that
oversight looked, template), each kind asked thirty times, the first one not counted.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from table import table

FOLDER = tempfile.mkdtemp(prefix="commonweal-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["COMMONWEAL_DATA"] = FOLDER
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
# The demonstration asks nobody for a second step, which no script can give.
os.environ["COMMONWEAL_DEMO"] = "1"

import django

django.setup()

# Only now: these need the settings.
# ruff: noqa: E402
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.rights.actions.trail import Thing, declared_verbs, record
from commonweal.rights.engine.chain import BEGINNING, hash_of
from commonweal.rights.engine.types import Link
from commonweal.rights.engine.verify import SEALED, rolled
from commonweal.rights.models import (
    Grant,
    Organisation,
    Person,
    Role,
    TrailEntry,
    TrailHead,
    TrailSegment,
)
from commonweal.rights.queries.verify import as_segment, verify

SEGMENT, PEOPLE, RECORDS, ASKED, ACTS = 10_000, 400, 20_000, 30, 400
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
ROLES = [role.value for role in Role if role != Role.DONOR]


def residents() -> list[Person]:
    partners = Organisation.objects.bulk_create(
        Organisation(name=f"Partner {n}") for n in range(40)
    )
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", name=f"Person {n}", organisation=partners[n % 40])
        for n in range(PEOPLE)
    )
    Grant.objects.bulk_create(
        Grant(
            person=person,
            organisation=person.organisation,
            role=ROLES[n % 40 % len(ROLES)],
            starts_at=BEGAN,
            ends_at=datetime(2099, 1, 1, tzinfo=UTC),
            reason="works here",
        )
        for n, person in enumerate(people)
    )
    return people


def links(first: int, last: int, people: list[Person], previous: str) -> Iterator[Link]:
    """Links that hold each other; the first of each segment but the first one seals the one before."""
    rng = np.random.default_rng(first)
    verbs = [one.key for one in declared_verbs() if not one.key.startswith("rights.trail.")]
    chance = 1 / np.arange(1, len(verbs) + 1)
    drawn = rng.choice(len(verbs), size=last - first + 1, p=chance / chance.sum())
    who, what = (
        rng.integers(0, PEOPLE, last - first + 1),
        rng.integers(0, RECORDS, last - first + 1),
    )
    for place, number in enumerate(range(first, last + 1)):
        person = people[who[place]]
        values = {
            "person_id": str(person.pk),
            "organisation_id": str(person.organisation_id),
            "roles": (ROLES[int(who[place]) % 40 % len(ROLES)],),
            "verb": verbs[drawn[place]],
            "thing": "library.Document",
            "thing_id": str(uuid.UUID(int=int(what[place]))),
            "facts": {"count": int(what[place])},
        }
        if number % SEGMENT == 1 and number > 1:
            values = sealing(number // SEGMENT)
        link = Link(
            entry=number,
            segment=(number - 1) // SEGMENT + 1,
            at=BEGAN + timedelta(seconds=number * 90),
            reason_digest="",
            before_digest="",
            after_digest="",
            previous=previous,
            hash="",
            **values,
        )
        previous = hash_of(link)
        yield Link(**{name: getattr(link, name) for name in Link.__slots__} | {"hash": previous})


def sealing(segment: int) -> dict[str, object]:
    heads = ""
    for row in TrailSegment.objects.filter(number__lte=segment).order_by("number"):
        heads = rolled(heads, as_segment(row))
    return {
        "person_id": None,
        "organisation_id": None,
        "roles": (),
        "verb": SEALED,
        "thing": "rights.TrailSegment",
        "thing_id": str(segment),
        "facts": {"segment": segment, "heads": heads},
    }


def grow(to: int, people: list[Person]) -> None:
    """Let the trail grow to so many entries, a segment at a time."""
    if connection.vendor == "sqlite":
        # For the growing alone: the connection that is measured is opened anew.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -600000")
    while (head := TrailHead.objects.get(pk=1)).entry < to:
        first = head.entry + 1
        last = min(to, (head.entry // SEGMENT + 1) * SEGMENT)
        seal_before((first - 1) // SEGMENT + 1)
        made = list(links(first, last, people, head.hash))
        TrailEntry.objects.bulk_create(
            (
                TrailEntry(
                    id=one.entry,
                    roles=list(one.roles),
                    facts=dict(one.facts),
                    **{
                        name: getattr(one, name)
                        for name in Link.__slots__
                        if name not in {"entry", "roles", "facts"}
                    },
                )
                for one in made
            ),
            batch_size=1_000,
        )
        number = made[-1].segment
        TrailSegment.objects.get_or_create(number=number, defaults={"opened_at": made[0].at})
        start = TrailEntry.objects.filter(segment=number).order_by("pk").first()
        TrailHead.objects.filter(pk=1).update(
            entry=last, hash=made[-1].hash, at=made[-1].at, segment=number, segment_from=start.pk
        )
    connection.close()


def seal_before(number: int) -> None:
    """Seal the segment before this one, where it is not sealed yet."""
    for open_one in TrailSegment.objects.filter(number__lt=number, closed_at=None):
        entries = TrailEntry.objects.filter(segment=open_one.number).order_by("pk")
        start, end = entries.first(), entries.last()
        TrailSegment.objects.filter(pk=open_one.pk).update(
            count=end.pk - start.pk + 1,
            first_entry=start.pk,
            last_entry=end.pk,
            first_hash=start.hash,
            last_hash=end.hash,
            closed_at=end.at,
        )


def milliseconds(act: Callable[[int], object], times: int) -> np.ndarray:
    """By the clock, and of the processor alone: others may be using the machine.

    What was loaded and made before is out of the collector's rounds, as in the served workspace (config/wsgi.py).
    """
    gc.collect()
    gc.freeze()
    taken = []
    for turn in range(times + 1):
        began = time.perf_counter(), time.process_time()
        act(turn)
        ended = time.perf_counter(), time.process_time()
        taken.append([(ended[0] - began[0]) * 1_000, (ended[1] - began[1]) * 1_000])
    return np.array(taken[1:])


def pages(entries: int) -> list[tuple[str, Callable[[int], str]]]:
    thing = "thing=library.Document&thing_id="
    authority = Grant.objects.filter(role=Role.POLICE).values_list("organisation_id", flat=True)[0]
    day = (BEGAN + timedelta(seconds=entries * 45)).date()
    return [
        ("the newest", lambda _n: ""),
        ("further back", lambda n: f"below={entries * (n + 1) // (ASKED + 2)}"),
        ("one act, usual", lambda _n: "verb=library.document.added"),
        ("one act, rare", lambda _n: "verb=rights.statement.taken"),
        ("one authority", lambda _n: f"partner={authority}"),
        ("one record", lambda n: thing + str(uuid.UUID(int=n))),
        ("one role", lambda _n: "role=police"),
        ("a role nobody has", lambda _n: "role=donor"),
        ("one room and role", lambda _n: "room=partners&role=mission"),
        ("a month", lambda _n: f"since={day}&until={day + timedelta(days=30)}"),
        ("a month, role, act", lambda _n: f"since={day}&until={day + timedelta(days=30)}"
         "&role=police&verb=library.document.added"),
    ]  # fmt: skip


def measured_pages(entries: int, client: Client) -> list[tuple[object, ...]]:
    rows, everything = [], []
    for name, query in pages(entries):

        def ask(turn: int, query: Callable[[int], str] = query) -> None:
            answer = client.get(f"/rights/trail/?{query(turn)}")
            assert answer.status_code == 200

        taken = milliseconds(ask, ASKED)
        with CaptureQueriesContext(connection) as caught:
            ask(1)
        everything.append(taken)
        rows.append((name, *figures(taken), len(caught)))
    together = figures(np.concatenate(everything))
    return [*rows, ("**all together**", *together, "")]


def figures(taken: np.ndarray) -> tuple[str, str, str]:
    clock, processor = taken[:, 0], taken[:, 1]
    return (
        f"{np.median(clock):.0f}",
        f"{np.quantile(clock, 0.95):.0f}",
        f"{np.quantile(processor, 0.95):.0f}",
    )


def measured_acts(person: Person) -> list[tuple[object, ...]]:
    """The same act with its entry and without, turn about, so that both meet the same machine."""
    verb = next(one for one in declared_verbs() if one.key == "rights.organisation.added")
    thing = Thing("rights.Organisation", "1")

    def act(turn: int, *, is_audited: bool, reason: str = "") -> float:
        began = time.perf_counter()
        with transaction.atomic():
            Organisation.objects.create(name=f"{uuid.uuid4()}")
            if is_audited:
                record(person, verb, thing=thing, facts={"turn": turn}, reason=reason)
        return (time.perf_counter() - began) * 1_000

    taken = np.array(
        [
            (
                act(turn, is_audited=False),
                act(turn, is_audited=True),
                act(turn, is_audited=True, reason="Why."),
            )
            for turn in range(ACTS)
        ][10:]
    )
    names = ("an act alone", "with its entry", "with its entry and a reason")
    alone = float(np.median(taken[:, 0]))
    return [
        (
            name,
            f"{median:.2f}",
            f"{np.quantile(taken[:, place], 0.95):.2f}",
            f"{median - alone:+.2f}",
        )
        for place, (name, median) in enumerate(zip(names, np.median(taken, axis=0), strict=True))
    ]


def each(seconds: float, entries: int) -> tuple[str]:
    return (f"{seconds / entries * 100_000:.1f}",)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [100_000, 1_000_000]
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        # Makes the first segment and the end of the chain.
        TrailSegment.objects.get_or_create(number=1, defaults={"opened_at": BEGAN})
        TrailHead.objects.get_or_create(pk=1, defaults={"hash": BEGINNING})
    people = residents()
    oversight = next(one for one in people if one.roles == {"oversight"})
    proofs = []
    for size in sizes:
        grow(size, people)
        began = time.perf_counter(), time.process_time()
        found = verify()
        taken, busy = time.perf_counter() - began[0], time.process_time() - began[1]
        assert found.broken is None, found.broken
        proofs.append((f"{size:,}", f"{taken:.1f}", *each(taken, size), *each(busy, size)))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"On {'SQLite' if connection.vendor == 'sqlite' else 'PostgreSQL'}.\n")
    print(
        table(("entries", "verified in, s", "for each 100,000, s", "of our processor, s"), proofs),
        "\n",
    )
    print("asking for pages ...", file=sys.stderr)
    client = Client(headers={"host": "localhost"})
    client.force_login(oversight)
    print(f"A page of the trail with {sizes[-1]:,} entries, milliseconds:\n")
    print(
        table(
            ("page", "median", "p95", "p95 of our processor time", "queries"),
            measured_pages(sizes[-1], client),
        ),
        "\n",
    )
    print("What an entry costs, milliseconds:\n")
    print(table(("act", "median", "p95", "beside the act"), measured_acts(people[0])))


if __name__ == "__main__":
    main()
