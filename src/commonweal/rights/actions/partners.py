"""Verbs on partners as such: rename one, take one out on which nothing rests."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.rights.actions.people import organisation_name
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Organisation, Person
from commonweal.rights.queries.people import organisations_needed, partners_here, people_act_for
from commonweal.rights.rules.roles import may_invite

ORGANISATION_RENAMED = verb("rights.organisation.renamed", gettext_lazy("renamed a partner"))
ORGANISATION_REMOVED = verb("rights.organisation.removed", gettext_lazy("took a partner out on which nothing rested"))  # fmt: skip

ORGANISATIONS_ADDED = verb("rights.organisations.added", gettext_lazy("added many partners"))
ORGANISATIONS_REMOVED = verb("rights.organisations.removed", gettext_lazy("took many partners out on which nothing rested"))  # fmt: skip
_MANY = Thing("rights.Organisation", "")


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
        Conflict: If something rests on it.
    """
    organisation = _locked(person, organisation_id)
    if organisations_needed([organisation_id]):
        raise Conflict(
            "rights.organisation.needed",
            _(
                "“%(name)s” stays: something rests on it, such as a role, a promise or somebody's words."
            )
            % {"name": organisation.name},
        )
    record(person, ORGANISATION_REMOVED, thing=organisation)
    organisation.delete()


@transaction.atomic
def add_organisations(person: Person | None, names: Sequence[str]) -> dict[str, UUID]:
    """Add many partners at once, none of whose names is known; return their ids by the folded name.

    Args:
        person: The co-ordinator; None for the command line.
        names: Each at most 200 characters.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If a name is empty or too long.
    """
    _permit(person)
    wanted = {name.casefold(): name for name in map(organisation_name, names)}
    made = Organisation.objects.bulk_create(Organisation(name=name) for name in wanted.values())
    if made:
        record(person, ORGANISATIONS_ADDED, thing=_MANY, facts={"count": len(made)})
    return {each.name.casefold(): each.pk for each in made}


@transaction.atomic
def remove_organisations(person: Person | None, keys: Sequence[UUID]) -> None:
    """Take many partners out on which nothing rests.

    Args:
        person: The co-ordinator; None for the command line.
        keys: Their ids.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        Conflict: If something rests on one of them.
    """
    _permit(person)
    if organisations_needed(keys):
        raise Conflict("rights.organisation.needed", _("Something rests on one of these partners."))
    if keys:
        Organisation.objects.filter(pk__in=keys).delete()
        record(person, ORGANISATIONS_REMOVED, thing=_MANY, facts={"count": len(keys)})


@transaction.atomic
def merge_organisation(organisation_id: UUID, *, into: UUID) -> list[UUID]:
    """Let a partner's name lead to another partner from now on; the act that asks records it.

    Args:
        organisation_id: Whose name.
        into: The partner that stays.

    Returns:
        Other names that led to it, and lead to the same one now.

    Raises:
        NotFound: If one of them is no partner.
        Conflict: If people act for the one whose name is to lead elsewhere.
    """
    rows = partners_here().select_for_update()
    found = {each.pk: each for each in rows.filter(pk__in=[organisation_id, into])}
    if set(found) != {organisation_id, into}:
        raise NotFound("rights.organisation", _("There is no such partner."))
    if people_act_for(organisation_id):
        raise Conflict(
            "rights.organisation.people",
            _("People act for “%(name)s”, or are invited to.")
            % {"name": found[organisation_id].name},
        )
    names = Organisation.objects.filter(merged_into_id=organisation_id)
    keys = list(names.values_list("pk", flat=True))
    names.update(merged_into_id=into)
    Organisation.objects.filter(pk=organisation_id).update(merged_into_id=into)
    return keys


@transaction.atomic
def part_organisation(organisation_id: UUID, *, names: Sequence[UUID]) -> None:
    """Let a merged name be a partner of its own again; the act that asks records it.

    Args:
        organisation_id: The partner that was merged.
        names: Other names that led to it before.
    """
    row = Organisation.objects.select_for_update().get(pk=organisation_id)
    kept = row.merged_into_id
    Organisation.objects.filter(pk=organisation_id).update(merged_into=None)
    Organisation.objects.filter(pk__in=names, merged_into_id=kept).update(
        merged_into_id=organisation_id
    )


def _permit(person: Person | None) -> None:
    if person is not None and not may_invite(person):
        raise NotAllowed("rights.organisation.change", _("Only the co-ordinator changes partners."))


def _locked(person: Person | None, organisation_id: UUID) -> Organisation:
    _permit(person)
    found = partners_here().select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("rights.organisation", _("There is no such partner."))
    return found
