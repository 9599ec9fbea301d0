"""What whoever runs the server does, as the trail tells it; and how long what restoring replaced is kept."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonweal.rights.public import FilesKeeping, keep_files, verb

BACKED_UP = verb("site.backup.made", _("made a backup of the whole workspace"))
RESTORED = verb("site.backup.restored", _("restored the workspace from a backup"))
DAYS_BEFORE_RESTORE = 30


def sweep_before_restore(older: datetime, *, is_dry: bool) -> int:
    """Remove folders with what a restored backup replaced, and return how many there were.

    Args:
        older: Only what was put aside before this.
        is_dry: Whether to count only.
    """
    folders = [
        folder
        for folder in Path(settings.DATA).glob("before-restore-*")
        if folder.is_dir() and folder.stat().st_ctime < older.timestamp()
    ]
    for folder in folders:
        if not is_dry:
            shutil.rmtree(folder, ignore_errors=True)
    return len(folders)


keep_files(
    FilesKeeping(
        key="config.before-restore",
        name=_("what a restored backup replaced"),
        why=_("For a month somebody may find that the wrong backup was restored."),
        days=DAYS_BEFORE_RESTORE,
        sweep=sweep_before_restore,
    )
)
