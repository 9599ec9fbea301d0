"""How long the directory is kept: an entry that nobody says is still right goes; what is left is the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.partners.models import Contact, Profile, Service, Source, TableImport
from commonweal.rights.public import Keeping, Link, Term, keep, stays

YEAR = 365


def erase_profiles(keys: Sequence[Any]) -> None:
    """Remove entries with what is offered, contacts and sources; the partner's name stays.

    Args:
        keys: The entries' ids.
    """
    for model in (Service, Contact, Source):
        model.objects.filter(profile__in=keys).delete()
    Profile.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.Profile",
        name=_("partners' entries, with services and contacts"),
        why=_("An entry that nobody has looked at for three years leads people to closed doors."),
        term=Term(days=3 * YEAR, maximum=5 * YEAR),
        counts_from="checked_at",
        since=_("it was last written, or said to be still right"),
        erase=erase_profiles,
        remains=("organisation_id", "added_at", "kind"),
        parts=(
            Link("partners.Service", "profile_id"),
            Link("partners.Contact", "profile_id"),
            Link("partners.Source", "profile_id"),
        ),
        partner="organisation_id",
    )
)


def erase_imports(keys: Sequence[Any]) -> None:
    """Remove imports of tables with their lines; what was imported stays, and can no longer be taken back.

    Args:
        keys: The imports' ids.
    """
    TableImport.objects.filter(pk__in=keys).delete()


keep(
    Keeping(
        thing="partners.TableImport",
        name=_("imports of tables, with their lines"),
        why=_("For a year somebody may find that a table was wrong, and take the import back."),
        term=Term(days=YEAR, maximum=YEAR),
        counts_from="added_at",
        since=_("the file was handed in"),
        erase=erase_imports,
        remains=("total", "bad", "asked_for_id"),
        parts=(Link("partners.ImportLine", "table_import_id"),),
        partner="asked_for_id",
    )
)
stays(
    "partners.Merge", _("Ids of rows that moved when two partners were found to be one, no words.")
)
