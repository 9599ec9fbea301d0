"""Where attempts are counted: a table of the database, for all processes together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class LastingCounts(DatabaseCache):
    """A cache whose entries go when their time is over, and never because there are many.

    Django's own throws entries away as soon as the table is full, whatever they are: whoever tries many
    addresses would wash out that an account is locked, or that a code was used. Its size is held by time:
    no count is kept for more than a day, and the daily run removes what has run out.
    """

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        """Remove what has run out, and nothing else."""
        ops = connections[db].ops
        table = ops.quote_name(self._table)  # type: ignore[attr-defined]  # not in the stubs
        expires = ops.quote_name("expires")
        at = ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [at])  # noqa: S608  our own names
