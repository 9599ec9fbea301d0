"""The demo city begins again: everything is removed, and loaded anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.demo.load import load
from commonweal.demo.people import strangers
from commonweal.kernel.errors import Conflict, NotAllowed
from commonweal.rights.public import let_everything_go


def check_reset() -> None:
    """Raise unless this is a demo in which nobody but demo people works.

    Raises:
        NotAllowed: If COMMONWEAL_DEMO is not 1.
        Conflict: If there are other people, whose work would be lost.
    """
    if not settings.DEMO:
        raise NotAllowed(
            "demo.reset",
            _("Reset removes everything, so it works only where COMMONWEAL_DEMO is 1."),
        )
    count = strangers()
    if count:
        raise Conflict(
            "demo.strangers",
            ngettext(
                "%(count)s person who is not of the demo city works here; reset would remove their work.",
                "%(count)s people who are not of the demo city work here; reset would remove their work.",
                count,
            )
            % {"count": count},
        )


def reset(*, say: Callable[[str], None], now: datetime | None = None) -> None:
    """Remove everything from the workspace and load the demo city again.

    Args:
        say: Tells the person who waits what is going on.
        now: The day from which the story counts; the present if None.

    Raises:
        NotAllowed: If COMMONWEAL_DEMO is not 1.
        Conflict: If people who are not of the demo city work here.
    """
    check_reset()
    say(_("Removing everything ..."))
    with let_everything_go():
        call_command("flush", verbosity=0, interactive=False)
    for folder in folders():
        shutil.rmtree(folder, ignore_errors=True)
    load(say=say, now=now)


def folders() -> tuple[Path, ...]:
    """Return where the rooms keep files beside the database: originals, search index, evidence, sent letters."""
    return (
        Path(settings.MEDIA_ROOT),
        Path(settings.SEARCH_FOLDER),
        Path(settings.DATA) / "evidence",
        Path(settings.DATA) / "incoming",
        Path(settings.DATA) / "mail",
    )
