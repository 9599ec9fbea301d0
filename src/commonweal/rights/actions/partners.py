"""Verbs on partners as such: rename one, take one out on which nothing rests."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import ForeignObjectRel, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions.people import organisation_name
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.models import Organisation, Person
from commonweal.rights.queries.people import partners_here
from commonweal.rights.rules.roles import may_invite

ORGANISATION_RENAMED = verb("rights.organisation.renamed", gettext_lazy("renamed a partner"))
ORGANISATION_REMOVED = verb("rights.organisation.removed", gettext_lazy("took a partner out on which nothing rested"))  # fmt: skip


@transaction.atomic
def rename_organisation(person: Person | None, organisation_id: UUID, *, name: str) -> str:
    """Give a partner another name, and return the one it had; everything of it stays.

    Args:
        person: The co-ordinator; None for the command line.
        organisation_id: The partner.
        name: At most 200 characters.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If there is no such partner.
        Conflict: If another partner has the name.
        InvalidInput: If the name is empty or too long.
    """
    organisation = _locked(person, organisation_id)
    name = organisation_name(name)
    if Organisation.objects.filter(name__iexact=name).exclude(pk=organisation_id).exists():
        raise Conflict(
            "rights.organisation.named",
            _("“%(name)s” is another partner's name. If it is the same partner, merge the two.")
            % {"name": name},
        )
    before = organisation.name
    if name != before:
        organisation.name = name
        organisation.save(update_fields=["name"])
        record(person, ORGANISATION_RENAMED, thing=organisation, change=(before, name))
    return before


@transaction.atomic
def remove_organisation(person: Person | None, organisation_id: UUID) -> None:
    """Take a partner out on which nothing rests: no person, no role, no word, no promise.

    Args:
        person: The co-ordinator; None for the command line.
        organisation_id: The partner.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If there is no such partner.
        Conflict: If something rests on it; the message says what.
    """
    organisation = _locked(person, organisation_id)
    kept = sorted({str(each) for each in _resting_on(organisation)})
    if kept:
        raise Conflict(
            "rights.organisation.needed",
            _("“%(name)s” stays: something rests on it (%(what)s).")
            % {"name": organisation.name, "what": ", ".join(kept[:5])},
        )
    record(person, ORGANISATION_REMOVED, thing=organisation)
    organisation.delete()


def _resting_on(organisation: Organisation) -> list[str]:
    """Return what kinds of rows name a partner."""
    ways = [
        each
        for each in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(each, ForeignObjectRel) and not each.many_to_many
    ]
    return [
        str(way.related_model._meta.verbose_name)
        for way in ways
        if QuerySet(way.related_model).filter(**{way.field.name: organisation}).exists()
    ]


def _locked(person: Person | None, organisation_id: UUID) -> Organisation:
    if person is not None and not may_invite(person):
        raise NotAllowed("rights.organisation.change", _("Only the co-ordinator changes partners."))
    found = partners_here().select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("rights.organisation", _("There is no such partner."))
    return found
