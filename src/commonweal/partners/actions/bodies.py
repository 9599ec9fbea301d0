"""Bodies that the library read become partners, with their sources; a partner gets another name, or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
from commonweal.library import public as library
from commonweal.partners.actions.directory import entry_of
from commonweal.partners.actions.keeping_directory import erase_profiles
from commonweal.partners.actions.permit import lock_partner, overtaken
from commonweal.partners.models import Profile, Source
from commonweal.partners.queries.entry_rows import partner_of
from commonweal.rights.public import (
    add_organisation,
    coordinates,
    record,
    remove_organisation,
    rename_organisation,
    verb,
)

if TYPE_CHECKING:
    from commonweal.rights.models import Person

TAKEN = verb("partners.body.taken", gettext_lazy("took a body of the library over as a partner"))
LET_GO = verb("partners.body.let-go", gettext_lazy("said that a body of the library is another one"))  # fmt: skip


@transaction.atomic
def rename(person: Person, partner_id: UUID, *, name: str, seen: str | None = None) -> None:
    """Give a partner another name.

    Args:
        person: The co-ordinator.
        partner_id: The partner.
        name: Its name from now on.
        seen: The name that the person saw.

    Raises:
        NotFound: If there is no such partner.
        NotAllowed: If the person is no co-ordinator.
        Conflict: If somebody renamed it meanwhile, or the name is taken.
        InvalidInput: If the name is empty or too long.
    """
    lock_partner(partner_id)
    if seen is not None and partner_of(person, partner_id).name != seen:
        raise overtaken()
    rename_organisation(person, partner_id, name=name)


@transaction.atomic
def take_over(person: Person, body_key: str, *, partner_id: UUID | None = None) -> UUID:
    """Make a partner of a body that documents name, or say which partner it is; return the partner's id.

    Nothing is copied but the name: the documents that name it are looked up each time, for each reader.

    Args:
        person: A co-ordinator.
        body_key: The body's key.
        partner_id: Which partner it is; None for the one of its name, added where there is none.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If no document that nothing restricts names such a body, or there is no such partner.
        Conflict: If it was taken over already.
        InvalidInput: If its name cannot be a partner's.
    """
    _coordinator(person)
    found = library.bodies_named(person, keys=[body_key])[:1]
    if not found:
        raise NotFound("partners.body", _("There is no such body, or not for you."))
    if Source.objects.filter(body_key=body_key).exists():
        raise Conflict("partners.body.taken", _("This body was taken over already."))
    body = found[0]
    if partner_id is None:
        partner_id = add_organisation(person, name=body.name).pk
    profile = entry_of(person, partner_id)
    if not profile.short_name and body.short_name:
        profile.short_name = body.short_name[:60]
        profile.save(update_fields=["short_name"])
    Source.objects.create(profile=profile, body_key=body_key)
    record(person, TAKEN, thing=profile)
    return partner_id


@transaction.atomic
def let_go(person: Person, partner_id: UUID, body_key: str) -> None:
    """Say that a body of the library is not this partner; its documents no longer stand on the page.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If there is no such partner, or it was not taken from this body.
    """
    _coordinator(person)
    partner_of(person, partner_id)
    found = Source.objects.filter(profile__organisation_id=partner_id, body_key=body_key)
    source = found.select_related("profile").first()
    if source is None:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    record(person, LET_GO, thing=source.profile)
    source.delete()


@transaction.atomic
def remove_partner(person: Person, partner_id: UUID) -> None:
    """Take a partner out with its entry; refused where anything else rests on it.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        NotFound: If there is no such partner.
        Conflict: If something rests on it.
    """
    _coordinator(person)
    partner_of(person, partner_id)
    erase_profiles(list(Profile.objects.filter(organisation_id=partner_id).values_list("pk", flat=True)))  # fmt: skip
    remove_organisation(person, partner_id)


def _coordinator(person: Person) -> None:
    if not coordinates(person):
        raise NotAllowed("partners.directory.add", _("Only the co-ordinator keeps the directory."))
