"""Move a workspace from SQLite to PostgreSQL: every row as it is, in one transaction; the files stay."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from commonweal.config.environment import database_at
from commonweal.kernel.errors import Conflict, InvalidInput, NoAnswer

TARGET = "target"
BATCH = 500
# What the tables of a fresh database hold from the start.
GIVEN = ("contenttypes.ContentType", "auth.Permission")
PEOPLE, ENTRIES = "rights.Person", "rights.TrailEntry"


def move(address: str, *, progress: Callable[[str, int], None]) -> int:
    """Copy every row into an empty PostgreSQL database, and return how many there were.

    Args:
        address: The new database's address.
        progress: Told each table and how many rows of it there are.

    Raises:
        InvalidInput: If the workspace is on PostgreSQL already, or the address is of another kind.
        NoAnswer: If the tables cannot be made there.
        Conflict: If there is a workspace at the address already, or a table did not arrive whole.
    """
    if connection.vendor != "sqlite":
        raise InvalidInput("site.move.from", "This workspace is on PostgreSQL already.")
    _connect(address)
    _make_tables(address)
    if any(_rows(apps.get_model(label), TARGET).exists() for label in (PEOPLE, ENTRIES)):
        raise Conflict("site.move.there", "There is a workspace at this address already.")
    with transaction.atomic(), transaction.atomic(using=TARGET):
        # The first lock keeps others from writing here meanwhile.
        models = list(_tables())
        for label in reversed(GIVEN):
            _rows(apps.get_model(label), TARGET).delete()
        total = 0
        for model in models:
            count = _copied(model)
            total += count
            progress(model._meta.label, count)
        _set_counters(models)
    return total


def _make_tables(address: str) -> None:
    """Make the tables in a process of its own: steps of tables know one database only."""
    environment = os.environ | {"COMMONWEAL_DATABASE_URL": address, "COMMONWEAL_DEMO": "0"}
    environment.pop("COMMONWEAL_DATABASE_URL_FILE", None)
    words = [sys.executable, "-m", "commonweal.cli", "site", "migrate"]
    done = subprocess.run(  # noqa: S603  our own program
        words, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason was given"]
        raise NoAnswer("site.move.tables", lines[-1].removeprefix("Error: "))


def _connect(address: str) -> None:
    given = {"default": settings.DATABASES["default"], TARGET: database_at(address)}
    connections.settings[TARGET] = connections.configure_settings(given)[TARGET]


def _tables() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _rows(model: type[Model], using: str) -> Any:
    return model._base_manager.using(using)  # noqa: SLF001  every row


def _copied(model: type[Model]) -> int:
    fields = list(model._meta.concrete_fields)
    batch: list[Model] = []
    for row in _rows(model, "default").order_by("pk").iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            _insert(model, batch, fields)
            batch = []
    _insert(model, batch, fields)
    before, after = _rows(model, "default").count(), _rows(model, TARGET).count()
    if before != after:
        raise Conflict(
            "site.move.count",
            f"Of {before} rows of {model._meta.label} {after} arrived. Nothing was moved.",
        )
    return int(after)


def _insert(model: type[Model], batch: list[Model], fields: list[Any]) -> None:
    """Write rows as they are: times that are set by saving would be set anew otherwise."""
    keys = [row.pk for row in batch]
    # A fresh database has the beginning of a trail: its rows become ours.
    there = set(_rows(model, TARGET).filter(pk__in=keys).values_list("pk", flat=True))
    for row in batch:
        if row.pk in there:
            row.save_base(raw=True, using=TARGET, force_update=True)
    new = [row for row in batch if row.pk not in there]
    if new:
        _rows(model, TARGET).all()._insert(new, fields=fields, using=TARGET, raw=True)  # noqa: SLF001


def _set_counters(models: list[type[Model]]) -> None:
    target = connections[TARGET]
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
