"""Why somebody sees a record or does not, in one plain sentence for each role."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Role
from commonweal.rights.rules.roles import holds, works_here
from commonweal.rights.rules.rule import Rule

SEES: tuple[tuple[str, str | Promise], ...] = (
    (Role.OVERSIGHT, _("Sees every decision and its reasons, without the names of persons.")),
    (Role.DONOR, _("Reads published documents.")),
    (Role.ADMINISTRATOR, _("Keeps accounts and roles.")),
)
SEES_NOT: tuple[tuple[str, str | Promise], ...] = (
    (Role.DONOR, _("A donor reads published documents and public pages only.")),
    (Role.ADMINISTRATOR, _("The administrator keeps accounts and settings and sees no content.")),
    (Role.OVERSIGHT, _("Oversight sees decisions and their reasons, and nothing else.")),
)


def usual_reason(reader: Any, *, sees: bool) -> str | Promise:
    """Return the reason that follows from somebody's role alone.

    Args:
        reader: A person, a stranger or a stand-in.
        sees: Whether they see the record.
    """
    if not reader.is_authenticated:
        return _("Public.") if sees else _("The public sees public pages only.")
    if works_here(reader):
        if sees:
            return _("Takes part in the work, and partners share it.")
        return _("It belongs to other partners.")
    known = SEES if sees else SEES_NOT
    found = next((text for role, text in known if holds(reader, role)), None)
    return found or _("Holds no role for this.")


def reason_of(rule: Rule, reader: Any, row: Any) -> str | Promise:
    """Return why a reader sees a row, or does not: in the rule's own words where it has some."""
    if rule.why is not None:
        return rule.why(reader, row)
    return usual_reason(reader, sees=rule.allows(reader, row))
