"""Review: how quick its pages are with a hundred thousand values that wait, and two hundred decided in one document.

    python bench/reviews.py [VALUES]        default 100000
    python tests/postgresql.py python bench/reviews.py        the same on PostgreSQL

Each made document has twenty values that wait, with confidences drawn at random; in one of five, four
values were decided. One more document has two hundred decided values: accepted, corrected, rejected,
and added by people. Pages are whole requests by one reviewer, each asked thirty times; the first one is
not counted.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import numpy as np

from trail import (  # isort: skip  sets Django up, and must come first
    ASKED,
    BEGAN,
    CaptureQueriesContext,
    Client,
    Grant,
    Person,
    Role,
    call_command,
    connection,
    figures,
    milliseconds,
    residents,
    table,
    transaction,
)

from django.utils import timezone

from commonweal.library.engine.values import values_of
from commonweal.library.engine.version import READER_VERSION
from commonweal.library.models import Document, KeptReading, Rereading, Waiting
from commonweal.library.queries.reviews import KIND, THING
from commonweal.rights.models import Decision, Proposal

EACH, DECIDED, BATCH = 20, 200, 500
WORDS = "Ana Wald{n}, Chair of the Market Association{n}, met the council. "


def reading(number: int, people: int, rng: np.random.Generator) -> tuple[str, dict[str, Any]]:
    """Return a text and a record with so many people and as many bodies."""
    text, persons, bodies = f"Council {number}\n\n", [], []
    for n in range(people):
        said = WORDS.format(n=n)
        start = len(text)
        body = start + said.index("Market")
        name, association = f"Ana Wald{n}", f"Market Association{n}"
        sure, unsure = np.round(rng.uniform(0.4, 1, 2), 3)
        persons.append(
            {"name": name, "role": "Chair", "organisation": association, "span": [start, start + len(name)],
             "confidence": float(sure), "rule": "speech"}
        )  # fmt: skip
        bodies.append(
            {"name": association, "short_name": None, "span": [body, body + len(association)],
             "confidence": float(unsure), "rule": "named"}
        )  # fmt: skip
        text += said
    return text, {"people": persons, "organisations": bodies, "event": {}, "evidence": {}}


def document(number: int, people: int, rng: np.random.Generator) -> Document:
    text, record = reading(number, people, rng)
    return Document(
        sha256=f"{number:064x}",
        media_type="text/plain",
        size_bytes=len(text),
        text=text,
        record=record,
        reader_version=READER_VERSION if number % 2 else "0.1",
        blocks=[[0, len(text), "paragraph"]],
        title=f"Council {number}",
        kind="press release",
    )


def waiting(row: Document) -> Waiting:
    parts: dict[str, float] = {}
    values = values_of(row.record)
    for one in sorted(values, key=lambda one: one.sureness):
        parts.setdefault(one.part, one.sureness)
    unsure = sum(1 for one in values if one.sureness < 0.9)
    least = min(parts.values())
    return Waiting(document=row, count=len(values), unsure=unsure, least=least, parts=parts)


def decide(rows: list[Document], count: int, people: list[Person]) -> None:
    """Let people decide about the first values of documents: accepted, corrected, rejected, added in turn."""
    proposals, decisions = [], []
    for row in rows:
        for n, one in enumerate(values_of(row.record)[:count]):
            state = ("accepted", "corrected", "rejected", "corrected")[n % 4]
            right = {**one.value, "name": one.value["name"] + " of Halvera"}
            settled = {"accepted": one.value, "corrected": right}.get(state)
            spans = [[span.start, span.end] for span in one.spans]
            proposals.append(
                Proposal(
                    kind=KIND, thing=THING, thing_id=str(row.pk), key=one.key, state=state, settled=settled,
                    value=one.value, reasons=[{"rule": one.rule, "detail": "", "spans": spans}],
                    confidence=one.confidence, machine=READER_VERSION,
                )
            )  # fmt: skip
            by = people[n % len(people)]
            decisions.append(
                Decision(
                    proposal=proposals[-1], state=state, value=right if state == "corrected" else None,
                    proposed=None if n % 4 == 3 else one.value, by=by, organisation=by.organisation,
                    why="The text says so.", machine=READER_VERSION,
                )
            )  # fmt: skip
    Proposal.objects.bulk_create(proposals, batch_size=BATCH)
    Decision.objects.bulk_create(decisions, batch_size=BATCH)


def make(values: int, people: list[Person]) -> tuple[Document, Rereading]:
    """Make the documents; return the one with two hundred decided values, and a run over the older half."""
    rng = np.random.default_rng(7)
    count = values // EACH
    for first in range(0, count, BATCH):
        rows = [
            document(n, EACH // 2, rng) for n in range(first + 1, min(first + BATCH, count) + 1)
        ]
        Document.objects.bulk_create(rows)
        Waiting.objects.bulk_create(map(waiting, rows))
        decide(rows[::5], 4, people)
    long = document(count + 1, DECIDED // 2, rng)
    long.save()
    decide([long], DECIDED, people)
    Waiting.objects.create(document=long)
    now = timezone.now()
    run = Rereading.objects.create(
        person=people[0], reader_version=READER_VERSION, total=count, done=count - 60, kept=60,
        state="stopped", ended_at=now + timedelta(hours=1),
    )  # fmt: skip
    KeptReading.objects.bulk_create(
        KeptReading(rereading=run, document=row, why="Passages of it are cited.")
        for row in Document.objects.only("pk").order_by("pk")[:60]
    )
    return long, run


def measured(reviewer: Person, long: Document, run: Rereading) -> list[tuple[object, ...]]:
    client = Client(headers={"host": "localhost"})
    client.force_login(reviewer)
    key = values_of(long.record)[0].key
    row = Waiting.objects.filter(least__lt=0.9).order_by("least")[0]
    first = min(values_of(row.document.record), key=lambda one: one.sureness).key
    pages = (
        ("the queue, least certain first", "/library/review/"),
        ("the queue, all values", "/library/review/?sure=all"),
        ("the queue, people alone", "/library/review/?part=people"),
        ("the queue, page 100", "/library/review/?sure=all&page=100"),
        (
            "one value of the queue, and which is next",
            f"/library/{row.document_id}/values/{first}/?queue=unsure&part=&at={row.least!r}",
        ),
        ("a document with 200 decided values", long.get_absolute_url()),
        ("one of its values, with its history", f"{long.get_absolute_url()}values/{key}/"),
        (
            "adding what is missing in it, its words found",
            f"{long.get_absolute_url()}missing/?part=people&words=council",
        ),
        ("a run over all documents, 60 kept", run.get_absolute_url()),
        ("how often the reader is right", "/about/reading/"),
    )
    rows = []
    for name, address in pages:

        def ask(_turn: int, address: str = address) -> None:
            assert client.get(address).status_code == 200, address

        taken = milliseconds(ask, ASKED)
        with CaptureQueriesContext(connection) as caught:
            ask(0)
        rows.append((name, *figures(taken), len(caught)))
    return rows


def main() -> None:
    values = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    people = residents()
    person = people[0]
    far = timezone.now() + timedelta(days=900)
    Grant.objects.get_or_create(
        person=person, organisation=person.organisation, role=Role.REVIEWER,
        defaults={"starts_at": BEGAN, "ends_at": far, "reason": "reviews"},
    )  # fmt: skip
    with transaction.atomic():
        long, run = make(values, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    print(f"Review with {values:,} values that wait on {name}, milliseconds:\n")
    print(
        table(
            ("page", "median", "p95", "p95 of the processor alone", "queries"),
            measured(person, long, run),
        )
    )


if __name__ == "__main__":
    main()
