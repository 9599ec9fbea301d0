"""Bring a workspace that was just unpacked up to date: tables, erasures, search, and proof of the trail."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from commonweal.config.acts import RESTORED
from commonweal.config.backup import THING
from commonweal.kernel.errors import Conflict
from commonweal.library.public import reindex
from commonweal.rights.public import (
    Thing,
    erase_again,
    hash_at,
    lines_in,
    list_file,
    record,
    trail_end,
    verify_trail,
)


def settle(
    name: str, *, entry: int, end_hash: str, is_broken_trail_taken: bool
) -> dict[str, object]:
    """Bring the tables up to date, erase again, prove the trail, and make everything findable.

    Args:
        name: The backup's id.
        entry: The number of the trail's newest entry when the backup was made.
        end_hash: Its hash.
        is_broken_trail_taken: Whether to go on where the trail does not hold.

    Raises:
        Conflict: If the trail does not hold, or does not end as the backup says.
    """
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if entry and hash_at(entry) != end_hash:
        raise Conflict(
            "site.restore.end",
            f"The trail in the backup does not end with entry {entry} as its manifest says.",
        )
    if not is_broken_trail_taken:
        _prove()
    about = Thing(THING, name)
    # Whoever was signed in then signs in again.
    Session.objects.all().delete()
    again = erase_again(lines_in(list_file(Path(settings.DATA))), about=about, now=timezone.now())
    with transaction.atomic():
        record(None, RESTORED, thing=about, facts={"entry": entry, "erased": again.erased})
    return {
        "erased": again.erased,
        "problems": list(again.problems),
        "documents": reindex(),
        "entries": trail_end()[0],
    }


def _prove() -> None:
    found = verify_trail()
    if found.broken:
        raise Conflict(
            "site.restore.trail",
            f"The trail in the backup is broken at entry {found.broken.entry}: {found.broken.why} "
            "To restore it all the same, add --broken-trail; first find out who changed it.",
        )
