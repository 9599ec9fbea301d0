"""Today: how quick each role's first page is with a long trail and many promises.

    python bench/today.py [ENTRIES] [RECOMMENDATIONS]        default 1000000 20000
    python tests/postgresql.py python bench/today.py        the same on PostgreSQL

The trail is bench/trail.py's. Of the recommendations 400 meetings ask 40 partners; four of five are
answered, each of those has an action, half of them evidence, a third a confirmation. Pages are whole
requests, by one person of each role, each asked thirty times; the first one, which notes the visit, is
not counted. Seen last 30 days ago, so that there is something new.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import numpy as np

from trail import (  # isort: skip  sets Django up, and must come first
    ASKED,
    BEGAN,
    BEGINNING,
    CaptureQueriesContext,
    Client,
    Grant,
    Organisation,
    Person,
    Role,
    TrailHead,
    TrailSegment,
    call_command,
    connection,
    figures,
    grow,
    milliseconds,
    residents,
    table,
    transaction,
)

from django.utils import timezone

from commonweal.partners.models import (
    Action,
    Answer,
    Confirmation,
    Evidence,
    Meeting,
    Recommendation,
)

MEETINGS, WORDS = 400, "Keep the north entrance of the Old Market step-free on market days. "


def promises(count: int, people: list[Person]) -> None:
    """Make so many recommendations with what became of them."""
    rng = np.random.default_rng(7)
    partners = list(Organisation.objects.all())
    now = timezone.now()
    meetings = Meeting.objects.bulk_create(
        Meeting(
            title=f"Council {n}",
            recorder=partners[n % 40],
            convener=partners[n % 40],
            start=(now - timedelta(days=n * 2)).date(),
            added_by=people[n % len(people)],
        )
        for n in range(MEETINGS)
    )
    asked = Recommendation.objects.bulk_create(
        (
            Recommendation(
                meeting=meetings[n % MEETINGS],
                number=n // MEETINGS + 1,
                type="recommendation",
                text=f"{WORDS}{n}",
                addressee=partners[int(rng.integers(40))],
                marked_by=people[n % len(people)],
                marked_at=now - timedelta(minutes=60 * n),
                published_at=now - timedelta(minutes=60 * n) if n % 3 == 0 else None,
            )
            for n in range(count)
        ),
        batch_size=500,
    )
    answered = [row for n, row in enumerate(asked) if n % 5]
    Answer.objects.bulk_create(
        (
            Answer(
                recommendation=row,
                number=1,
                position="supported",
                person=people[n % len(people)],
                organisation=row.addressee,
                at=row.marked_at + timedelta(days=2),
            )
            for n, row in enumerate(answered)
        ),
        batch_size=500,
    )
    states = ("planned", "ongoing", "done", "done")
    actions = Action.objects.bulk_create(
        (
            _action(row, people[n % len(people)], partners[int(rng.integers(40))], states[n % 4])
            for n, row in enumerate(answered)
        ),
        batch_size=500,
    )
    Evidence.objects.bulk_create(
        (
            Evidence(
                action=row,
                kind="link",
                title="The page",
                link="https://city.example/",
                person=row.added_by,
                organisation=row.owner,
                at=row.added_at + timedelta(days=9),
            )
            for row in actions[::2]
        ),
        batch_size=500,
    )
    Confirmation.objects.bulk_create(
        (
            Confirmation(
                action=row,
                kind="confirms",
                owner=row.owner,
                person=row.added_by,
                organisation=partners[(partners.index(row.owner) + 1) % 40],
                at=row.added_at + timedelta(days=20),
            )
            for row in actions
            if row.state == "done" and rng.random() < 0.66
        ),
        batch_size=500,
    )


def _action(row: Recommendation, person: Person, owner: Organisation, state: str) -> Action:
    due_on = (row.marked_at + timedelta(days=90)).date()
    reported = {"reported_by": person, "reported_for": owner, "reported_at": row.marked_at}
    return Action(
        recommendation=row,
        title=WORDS[:80],
        owner=owner,
        due_on=due_on,
        first_due_on=due_on,
        state=state,
        added_by=person,
        added_at=row.marked_at,
        **(reported if state == "done" else {}),
    )


def measured() -> list[tuple[object, ...]]:
    rows, everything = [], []
    seen = timezone.now() - timedelta(days=30)
    for role in Role.values:
        grant = Grant.objects.filter(role=role).select_related("person").first()
        if grant is None:
            continue
        Person.objects.filter(pk=grant.person_id).update(today_read_at=seen)
        client = Client(headers={"host": "localhost"})
        client.force_login(grant.person)

        def ask(_turn: int, client: Client = client) -> None:
            assert client.get("/").status_code == 200

        taken = milliseconds(ask, ASKED)
        with CaptureQueriesContext(connection) as caught:
            ask(0)
        everything.append(taken)
        rows.append((role, *figures(taken), len(caught)))
    return [*rows, ("**all together**", *figures(np.concatenate(everything)), "")]


def main() -> None:
    entries, count = [int(word) for word in sys.argv[1:]] or (1_000_000, 20_000)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        TrailSegment.objects.get_or_create(number=1, defaults={"opened_at": BEGAN})
        TrailHead.objects.get_or_create(pk=1, defaults={"hash": BEGINNING})
    people = residents()
    donor = Person.objects.create(
        email="d@example.org", name="D", organisation=people[0].organisation
    )
    far = timezone.now() + timedelta(days=900)
    Grant.objects.create(
        person=donor, organisation=donor.organisation, role=Role.DONOR, starts_at=BEGAN, ends_at=far, reason="pays"
    )  # fmt: skip
    grow(entries, people)
    with transaction.atomic():
        promises(count, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print("asking for pages ...", file=sys.stderr)
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    print(
        f"Today with {entries:,} entries and {count:,} recommendations on {name}, milliseconds:\n"
    )
    print(table(("role", "median", "p95", "p95 of the processor alone", "queries"), measured()))


if __name__ == "__main__":
    main()
