"""What council's pages copied of concerns, taken out of them again: a quote, or the whole row."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from commonweal.partners.models import RaisedPage


def drop_quote(concern_id: UUID) -> None:
    """Take somebody's own words off every page that shows them.

    Args:
        concern_id: The concern they belong to.
    """
    key = str(concern_id)

    def without(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"quote": ""} if row["id"] == key else row

    for page in _pages_with({key}):
        for content in page.content.values():
            content["rows"] = [without(row) for row in content["rows"]]
        page.save()


def drop_rows(concern_ids: Collection[UUID]) -> None:
    """Take concerns off every page that shows them.

    Args:
        concern_ids: The concerns.
    """
    keys = {str(each) for each in concern_ids}
    for page in _pages_with(keys):
        for content in page.content.values():
            content["rows"] = [row for row in content["rows"] if row["id"] not in keys]
        page.concern_ids = [key for key in page.concern_ids if key not in keys]
        page.save()


def _pages_with(keys: set[str]) -> list[RaisedPage]:
    # A council has a handful of pages; JSON lists are not searched alike by both databases.
    rows = RaisedPage.objects.select_for_update().all()
    return [page for page in rows if keys & set(page.concern_ids)]
