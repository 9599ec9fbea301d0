"""The board: how quick its views are with many recommendations, and whether their queries grow.

    python bench/board.py [RECOMMENDATIONS]        default 20000
    python tests/postgresql.py python bench/board.py        the same on PostgreSQL

The recommendations are bench/today.py's. Pages are whole requests (sign-in, doors, filters, the template) by a co-ordinator,
each asked thirty times; the first one is not counted. Beside the list, the same page with how far each recommendation is
derived from its actions and views when it is asked for, as the board did before it was kept with each act.
"""

from __future__ import annotations

import sys

import numpy as np

from trail import (  # isort: skip  sets Django up, and must come first
    ASKED,
    BEGAN,
    BEGINNING,
    CaptureQueriesContext,
    Client,
    Grant,
    Organisation,
    Role,
    TrailHead,
    TrailSegment,
    call_command,
    connection,
    figures,
    milliseconds,
    residents,
    table,
    transaction,
)

from django.utils import timezone

from commonweal.partners.actions.standing import settle_all
from commonweal.partners.models import Recommendation
from commonweal.partners.queries import board as queries
from commonweal.partners.queries.progress import with_progress
from today import promises

VIEWS = (
    ("list", ""),
    ("list, page 200", "page=200"),
    ("list, overdue", "overdue=on"),
    ("list, one addressee", "organisation={partner}"),
    ("list, two words", "words=north+market"),
    ("board", "view=board"),
    ("timeline", "view=timeline"),
    ("by addressee", "view=addressees"),
)


def measured(client: Client, name: str, query: str) -> tuple[object, ...]:
    address = f"/partners/?{query}"

    def ask(_turn: int) -> None:
        assert client.get(address).status_code == 200

    taken = milliseconds(ask, ASKED)
    with CaptureQueriesContext(connection) as caught:
        ask(0)
    return name, *figures(taken), len(caught)


def derived(client: Client) -> tuple[object, ...]:
    """Measure the list with everything derived, and put the board back."""
    kept = queries.with_kept

    def with_all(rows: object, *, today: object) -> object:
        found = with_progress(rows, today=today)
        return found

    queries.with_kept = with_all
    try:
        return measured(client, "list, everything derived", "")
    finally:
        queries.with_kept = kept


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        TrailSegment.objects.get_or_create(number=1, defaults={"opened_at": BEGAN})
        TrailHead.objects.get_or_create(pk=1, defaults={"hash": BEGINNING})
    people = residents()
    with transaction.atomic():
        promises(count, people)
        settle_all(Recommendation.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    grant = Grant.objects.filter(role=Role.COORDINATOR).select_related("person").first()
    client = Client(headers={"host": "localhost"})
    client.force_login(grant.person)
    partner = Organisation.objects.order_by("pk").first().pk
    print("asking for pages ...", file=sys.stderr)
    rows = [measured(client, name, query.format(partner=partner)) for name, query in VIEWS]
    rows.append(derived(client))
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    print(
        f"The board with {count:,} recommendations on {name}, {timezone.localdate()}, milliseconds:\n"
    )
    print(table(("page", "median", "p95", "p95 of the processor alone", "queries"), rows))
    worst = max(float(row[2]) for row in rows[:-1])
    print(f"\nThe slowest p95 is {np.round(worst):.0f} ms; the target is 200.")


if __name__ == "__main__":
    main()
