"""How long what the machinery leaves is kept: the trail, runs, sessions, the queue, mails; and what has no period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.actions.expiry import MOST_YEARS, YEAR_DAYS, expire_segment
from commonweal.rights.actions.keeping import YEAR, rows_of
from commonweal.rights.engine.retention import Term
from commonweal.rights.models import (
    RetentionRun,
    TrailSegment,
)
from commonweal.rights.rules.keeping import (
    FilesKeeping,
    Keeping,
    goes_with,
    keep,
    keep_files,
    stays,
)


def segments_kept() -> QuerySet[Any]:
    """Return the sealed segments of the trail whose entries are still there."""
    return TrailSegment.objects.filter(closed_at__isnull=False, expired_at=None)


def expire_segments(keys: Sequence[Any]) -> None:
    """Replace segments of the trail by their sealed heads.

    Args:
        keys: Their numbers.
    """
    for number in sorted(keys):
        expire_segment(number, now=timezone.now())


def sweep_mail(older: datetime, *, is_dry: bool) -> int:
    """Remove mails that were written to files, and return how many there were.

    Args:
        older: Only what was written before this.
        is_dry: Whether to count only.
    """
    folder = Path(settings.DATA) / "mail"
    lost = [
        file
        for file in folder.rglob("*")
        if file.is_file() and file.stat().st_mtime < older.timestamp()
    ]
    for file in () if is_dry else lost:
        file.unlink(missing_ok=True)
    return len(lost)


def sweep_counts(older: datetime, *, is_dry: bool) -> int:
    """Remove counts of attempts that have run out from the shared cache; return how many there were.

    Args:
        older: Only what ran out before this.
        is_dry: Whether to count only.
    """
    name = str(settings.CACHES["default"].get("LOCATION", ""))
    is_ours = isinstance(caches["default"], DatabaseCache)
    if not is_ours or name not in connection.introspection.table_names():
        return 0
    table = connection.ops.quote_name(name)
    lost = f"FROM {table} WHERE expires < %s"
    at = connection.ops.adapt_datetimefield_value(older.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {lost}", [at])
        count = int(cursor.fetchone()[0])
        if not is_dry:
            cursor.execute(f"DELETE {lost}", [at])
    return count


keep(
    Keeping(
        thing="rights.Tombstone",
        name=_("what is left of erased records"),
        why=_("It shows that erasure happened, also to a later review."),
        term=Term(days=10 * YEAR, maximum=10 * YEAR),
        counts_from="erased_at",
        since=_("the record was erased"),
        erase=rows_of("rights.Tombstone"),
        is_content=False,
    )
)


keep(
    Keeping(
        thing="rights.RetentionRun",
        name=_("the daily runs"),
        why=_("Numbers only; they show that the daily task works."),
        term=Term(days=3 * YEAR, maximum=3 * YEAR),
        counts_from="started_at",
        since=_("the run began"),
        rows=lambda: RetentionRun.objects.filter(is_open=False),
        erase=rows_of("rights.RetentionRun"),
        is_content=False,
    )
)


keep(
    Keeping(
        thing="sessions.Session",
        name=_("signed-in sessions"),
        why=_("A session that has run out opens nothing."),
        term=Term(days=0, maximum=0),
        counts_from="expire_date",
        since=_("it ran out"),
        erase=rows_of("sessions.Session"),
        is_content=False,
    )
)


keep(
    Keeping(
        thing="django_tasks_database.DBTaskResult",
        name=_("what the worker did"),
        why=_("Long enough to look into a failure; its text may name a file."),
        term=Term(days=14, maximum=14),
        counts_from="enqueued_at",
        since=_("the work was asked for"),
        erase=rows_of("django_tasks_database.DBTaskResult"),
        is_content=False,
    )
)


keep(
    Keeping(
        thing="rights.TrailSegment",
        name=_("segments of the trail"),
        why=_(
            "Who did what can be questioned late. Its sealed head stays, so that the chain still holds."
        ),
        term=Term(
            days=round(settings.TRAIL_YEARS * YEAR_DAYS), maximum=round(MOST_YEARS * YEAR_DAYS)
        ),
        counts_from="closed_at",
        since=_("the segment was sealed"),
        maximum_from="opened_at",
        rows=segments_kept,
        erase=expire_segments,
        is_content=False,
    )
)


keep(
    Keeping(
        thing="usersessions.UserSession",
        name=_("the list of a person's sessions"),
        why=_("It holds network addresses; a session that was not used for a month is over."),
        term=Term(days=30, maximum=90),
        counts_from="last_seen_at",
        since=_("it was last used"),
        maximum_from="created_at",
        erase=rows_of("usersessions.UserSession"),
        is_content=False,
    )
)


for _part, _whole in (
    ("mfa.Authenticator", "rights.Person"),
    ("socialaccount.SocialAccount", "rights.Person"),
    ("socialaccount.SocialToken", "socialaccount.SocialAccount"),
    ("rights.Proposal", "the record it is about"),
    ("rights.Decision", "rights.Proposal"),
    ("rights.TrailEntry", "rights.TrailSegment"),
    ("rights.TrailWords", "the record they are about, or rights.TrailSegment"),
    ("rights.RecordKey", "the record it is of"),
    ("rights.Person_groups", "rights.Person"),
    ("rights.Person_user_permissions", "rights.Person"),
    ("account.EmailAddress", "rights.Person"),
    ("account.EmailConfirmation", "account.EmailAddress"),
):
    goes_with(_part, _whole)


for _thing, _reason in (
    ("rights.Organisation", _("Names of institutions, not of people.")),
    ("rights.TrailHead", _("One row: the number and the hash of the last entry.")),
    ("socialaccount.SocialApp", _("Settings of single sign-on.")),
    ("auth.Permission", _("Names of rights; part of the program.")),
    ("auth.Group", _("Not used.")),
    ("auth.Group_permissions", _("Not used.")),
    ("contenttypes.ContentType", _("Names of tables; part of the program.")),
):
    stays(_thing, _reason)


keep_files(
    FilesKeeping(
        key="rights.mail",
        name=_("mails written to files"),
        why=_(
            "Where no mail server is set up, whoever runs the workspace hands them over by hand."
        ),
        days=30,
        sweep=sweep_mail,
    )
)


keep_files(
    FilesKeeping(
        key="rights.counts",
        name=_("counts of attempts to guess, by keyed digest"),
        why=_("A limit is counted over an hour; then the count means nothing."),
        days=1,
        sweep=sweep_counts,
    )
)
