"""The words of a mail: how many things wait, and the way to them. No name, no title, no word of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.rights.public import Digest
from commonweal.today.rules import stop_token
from commonweal.ui.terminal import site_address

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def letter_to(person: Person, counts: Mapping[str, int], *, connection: Any) -> EmailMessage | None:
    """Return the mail that tells a person how much waits; None where they want or can have none any more.

    Args:
        person: Whose first page it is about.
        counts: How many things: ``waiting``, ``overdue``, ``due``, ``new``.
        connection: How it is sent.
    """
    if not person.is_active or person.digest == Digest.NONE or not person.email:
        return None
    stop = site_address() + reverse("today:stop_mail", args=[stop_token(person.pk)])
    return EmailMessage(
        subject=_("Something waits for you in Commonweal"),
        body=words_of(counts, how_often=person.digest, stop=stop),
        to=[person.email],
        connection=connection,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def words_of(counts: Mapping[str, int], *, how_often: str, stop: str) -> str:
    """Return a mail's words.

    Args:
        counts: How many things of each kind.
        how_often: ``daily`` or ``weekly``.
        stop: The address that stops the mails.
    """
    often = {
        Digest.DAILY.value: _("You asked for this mail every day, when something waits."),
        Digest.WEEKLY.value: _("You asked for this mail every week, when something waits."),
    }[how_often]
    here = site_address()
    return "\n".join(
        [
            *_lines(counts),
            "",
            _("What it is you see when you are signed in:"),
            here + reverse("today:home"),
            "",
            often,
            _("Change how often: %(address)s") % {"address": here + reverse("today:mail")},
            _("No more mail, without signing in: %(address)s") % {"address": stop},
            "",
        ]
    )


def _lines(counts: Mapping[str, int]) -> list[str]:
    waiting, overdue, due, new = (counts[kind] for kind in ("waiting", "overdue", "due", "new"))
    lines = (
        (waiting, ngettext("%(n)s thing waits for you.", "%(n)s things wait for you.", waiting)),
        (overdue, ngettext("%(n)s is overdue.", "%(n)s are overdue.", overdue)),
        (due, ngettext("%(n)s is due soon.", "%(n)s are due soon.", due)),
        (new, ngettext("%(n)s is new since your last visit.", "%(n)s are new since your last visit.", new)),
    )  # fmt: skip
    return [text % {"n": count} for count, text in lines if count]
