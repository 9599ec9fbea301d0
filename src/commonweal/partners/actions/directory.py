"""The directory: a partner's entry, what it offers, how to reach it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput, NotAllowed, NotFound
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.engine.languages import in_one_line, language_codes
from commonweal.partners.models import Contact, Level, PartnerKind, Profile, Service
from commonweal.partners.queries.entry_rows import contact_of, partner_of, service_of
from commonweal.partners.rules.directory import CHANGE_CONTACT, CHANGE_SERVICE, describes
from commonweal.rights.public import add_organisation, coordinates, partner_named, record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.directory import ContactDraft, EntryDraft, ServiceDraft
    from commonweal.rights.models import Person

DESCRIBED = verb("partners.profile.described", gettext_lazy("wrote a partner's entry"))
CHECKED = verb("partners.profile.checked", gettext_lazy("said that a partner's entry is still right"))  # fmt: skip
SERVICE_ADDED = verb("partners.service.added", gettext_lazy("added what a partner offers"))
SERVICE_CHANGED = verb("partners.service.changed", gettext_lazy("changed what a partner offers"))
SERVICE_ENDED = verb("partners.service.ended", gettext_lazy("said that something is no longer offered"))  # fmt: skip
SERVICE_BACK = verb("partners.service.back", gettext_lazy("said that something is offered again"))
CONTACT_ADDED = verb("partners.contact.added", gettext_lazy("added a way to reach a partner"))
CONTACT_CHANGED = verb("partners.contact.changed", gettext_lazy("changed a way to reach a partner"))
CONTACT_ENDED = verb("partners.contact.ended", gettext_lazy("ended a way to reach a partner"))
CONTACT_BACK = verb("partners.contact.back", gettext_lazy("put a way to reach a partner back"))

OTHER_NAMES_LIMIT = 20
NAME_CHARACTERS = 200
DIGITS_LEAST = 3
Part = TypeVar("Part", Service, Contact)


@transaction.atomic
def add_partner(
    person: Person, name: str, draft: EntryDraft, *, now: datetime | None = None
) -> UUID:
    """Add a partner with its entry, and return its id; people are invited to act for it apart.

    Raises:
        NotAllowed: If the person is no co-ordinator.
        InvalidInput: If a value cannot be used, or the name is some partner's already.
    """
    if not coordinates(person):
        raise NotAllowed("partners.directory.add", _("Only the co-ordinator adds partners."))
    if partner_named(name) is not None:
        raise InvalidInput(
            "partners.directory.known",
            _("“%(name)s” is in the directory already. Open its page and change it there.")
            % {"name": " ".join(name.split())},
        )
    partner = add_organisation(person, name=name)
    describe(person, partner.pk, draft, now=now)
    return partner.pk


@transaction.atomic
def describe(
    person: Person,
    partner_id: UUID,
    draft: EntryDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> Profile:
    """Write a partner's entry, or change it.

    Args:
        person: Somebody who speaks for the partner, or the co-ordinator.
        partner_id: The partner.
        draft: The whole entry.
        seen: The version the person saw; 0 where there was none yet; None if nobody was shown it.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such partner, or not for this person.
        NotAllowed: If it is another partner's entry.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    profile = _locked(person, partner_id, now=now)
    unchanged(profile, seen=seen)
    facts = entry_facts(draft)
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.version += 1
    profile.checked_at = now or timezone.now()
    profile.save()
    record(person, DESCRIBED, thing=profile)
    return profile


@transaction.atomic
def say_still_right(person: Person, partner_id: UUID, *, now: datetime | None = None) -> Profile:
    """Say that everything in a partner's entry is still right.

    Raises:
        NotFound: If there is no such entry, or not for this person.
        NotAllowed: If it is another partner's entry.
    """
    profile = _locked(person, partner_id, now=now)
    if not profile.version:
        raise NotFound("partners.not-found", _("There is no such page, or not for you."))
    profile.checked_at = now or timezone.now()
    profile.save(update_fields=["checked_at"])
    record(person, CHECKED, thing=profile)
    return profile


@transaction.atomic
def add_service(
    person: Person, partner_id: UUID, draft: ServiceDraft, *, now: datetime | None = None
) -> Service:
    """Add what a partner offers; an empty entry is begun where there is none.

    Raises:
        NotFound: If there is no such partner, or not for this person.
        NotAllowed: If it is another partner's entry.
        InvalidInput: If a value cannot be used.
    """
    facts = service_facts(draft)
    profile = entry_of(person, partner_id, now=now)
    when = now or timezone.now()
    row = Service.objects.create(profile=profile, added_by=person, added_at=when, **facts)
    record(person, SERVICE_ADDED, thing=row)
    return row


@transaction.atomic
def change_service(
    person: Person, service_id: UUID, draft: ServiceDraft, *, seen: int | None = None
) -> Service:
    """Change what a partner offers.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's entry.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    Service.objects.select_for_update().filter(pk=service_id).first()
    row = service_of(person, service_id)
    permit(CHANGE_SERVICE, person, row)
    _write(row, service_facts(draft), seen=seen)
    record(person, SERVICE_CHANGED, thing=row)
    return row


@transaction.atomic
def end_service(person: Person, service_id: UUID, *, is_over: bool = True) -> Service:
    """Say that something is no longer offered, or that it is again.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's entry.
    """
    row = service_of(person, service_id)
    permit(CHANGE_SERVICE, person, row)
    if _end(row, is_over=is_over):
        record(person, SERVICE_ENDED if is_over else SERVICE_BACK, thing=row)
    return row


@transaction.atomic
def add_contact(
    person: Person, partner_id: UUID, draft: ContactDraft, *, now: datetime | None = None
) -> Contact:
    """Add a way to reach a partner, by what it is for.

    Raises:
        NotFound: If there is no such partner, or not for this person.
        NotAllowed: If it is another partner's entry.
        InvalidInput: If a value cannot be used, or there is neither address nor number.
    """
    facts = contact_facts(draft)
    profile = entry_of(person, partner_id, now=now)
    when = now or timezone.now()
    row = Contact.objects.create(profile=profile, added_by=person, added_at=when, **facts)
    record(person, CONTACT_ADDED, thing=row)
    return row


@transaction.atomic
def change_contact(
    person: Person, contact_id: UUID, draft: ContactDraft, *, seen: int | None = None
) -> Contact:
    """Change a way to reach a partner.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's entry.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    Contact.objects.select_for_update().filter(pk=contact_id).first()
    row = contact_of(person, contact_id)
    permit(CHANGE_CONTACT, person, row)
    _write(row, contact_facts(draft), seen=seen)
    record(person, CONTACT_CHANGED, thing=row)
    return row


@transaction.atomic
def end_contact(person: Person, contact_id: UUID, *, is_over: bool = True) -> Contact:
    """Say that nobody answers there any more, or that somebody does again.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If it is another partner's entry.
    """
    row = contact_of(person, contact_id)
    permit(CHANGE_CONTACT, person, row)
    if _end(row, is_over=is_over):
        record(person, CONTACT_ENDED if is_over else CONTACT_BACK, thing=row)
    return row


def entry_of(person: Person, partner_id: UUID, *, now: datetime | None = None) -> Profile:
    """Return a partner's entry, locked and right as of now; an empty one is begun where there is none.

    Raises:
        NotFound: If there is no such partner, or not for this person.
        NotAllowed: If it is another partner's entry.
    """
    profile = _locked(person, partner_id, now=now)
    profile.checked_at = now or timezone.now()
    profile.version = max(profile.version, 1)
    profile.save()
    return profile


def entry_facts(draft: EntryDraft) -> dict[str, Any]:
    """Return an entry as its row keeps it.

    Raises:
        InvalidInput: If a value cannot be used.
    """
    if draft.kind and draft.kind not in PartnerKind.values:
        raise InvalidInput(
            "partners.kind", _("%(kind)r is no kind of partner; choose one from the list.") % {"kind": draft.kind}
        )  # fmt: skip
    return {
        "short_name": within(draft.short_name, name=_("the short form"), limit=60),
        "other_names": _names(draft.other_names),
        "kind": draft.kind,
        "is_womens": draft.is_womens,
        "is_youth": draft.is_youth,
        "mandate": within(draft.mandate, name=_("the mandate")),
        "area": within(draft.area, name=_("where it works"), limit=300),
        "country": within(draft.country, name=_("the country"), limit=100),
        "languages": _languages(draft.languages),
        "website": website_of(draft.website),
    }


def service_facts(draft: ServiceDraft) -> dict[str, Any]:
    """Return something offered as its row keeps it.

    Raises:
        InvalidInput: If a value cannot be used.
    """
    if draft.level not in Level.values:
        raise InvalidInput(
            "partners.level", _("Choose the level of prevention: primary, secondary or tertiary.")
        )
    return {
        "level": draft.level,
        "title": written(draft.title, name=_("what is offered"), limit=200),
        "description": within(draft.description, name=_("the description")),
        "for_whom": within(draft.for_whom, name=_("for whom it is"), limit=300),
        "pathway": within(draft.pathway, name=_("how one gets there")),
        "area": within(draft.area, name=_("where it is"), limit=300),
        "languages": _languages(draft.languages),
    }


def contact_facts(draft: ContactDraft) -> dict[str, Any]:
    """Return a way to reach a partner as its row keeps it.

    Raises:
        InvalidInput: If a value cannot be used, or there is neither address nor number.
    """
    email, phone = draft.email.strip(), draft.phone.strip()
    if not email and not phone:
        raise InvalidInput(
            "partners.contact", _("Write an e-mail address or a telephone number; one is enough.")
        )
    if phone and sum(each.isdigit() for each in phone) < DIGITS_LEAST:
        raise InvalidInput(
            "partners.contact.phone",
            _("“%(phone)s” is no telephone number: it has fewer than %(count)s digits. Write the number, or leave it empty.")
            % {"phone": phone[:60], "count": DIGITS_LEAST},
        )  # fmt: skip
    if email:
        _valid(validate_email, email, _("%(value)r is no e-mail address."))
    return {
        "function": written(draft.function, name=_("what the contact is for"), limit=100),
        "email": within(email, name=_("the e-mail address"), limit=254),
        "phone": within(phone, name=_("the telephone number"), limit=60),
        "hours": within(draft.hours, name=_("when somebody answers"), limit=200),
    }


def _locked(person: Person, partner_id: UUID, *, now: datetime | None) -> Profile:
    """Return a partner's entry, locked; a new one, of version 0 and not saved yet, where there is none."""
    partner = partner_of(person, partner_id)
    if not describes(person, partner.pk):
        raise NotAllowed(
            "partners.profile.change",
            _("The partner's own people, and the co-ordinator, write its entry."),
        )
    found = Profile.objects.select_for_update().filter(organisation_id=partner.pk).first()
    return found or Profile(
        organisation_id=partner.pk, added_by=person, added_at=now or timezone.now(), version=0
    )


def _write(row: Part, facts: dict[str, Any], *, seen: int | None) -> None:
    unchanged(row, seen=seen)
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _end(row: Part, *, is_over: bool) -> bool:
    """End a part of an entry, or take it up again; say whether that changed anything."""
    if (row.ended_at is not None) == is_over:
        return False
    row.ended_at = timezone.now() if is_over else None
    row.version += 1
    row.save(update_fields=["ended_at", "version"])
    return True


def _names(names: tuple[str, ...]) -> str:
    kept = list(dict.fromkeys(" ".join(each.split()) for each in names if each.strip()))
    if len(kept) > OTHER_NAMES_LIMIT:
        raise InvalidInput(
            "partners.names",
            _("A partner has at most %(limit)s other names; these are %(count)s.")
            % {"limit": OTHER_NAMES_LIMIT, "count": len(kept)},
        )
    return "\n".join(within(each, name=_("another name"), limit=NAME_CHARACTERS) for each in kept)


def _languages(codes: tuple[str, ...]) -> str:
    return within(in_one_line(language_codes(", ".join(codes))), name=_("the languages"), limit=200)


def website_of(address: str) -> str:
    """Return the address of a website as it is kept; nothing where none is given.

    Raises:
        InvalidInput: If it is no http or https address, or too long.
    """
    address = within(address, name=_("the website"), limit=500)
    if address:
        check = URLValidator(schemes=["http", "https"])
        _valid(check, address, _("%(value)r is no address of a website; write one such as https://example.org."))  # fmt: skip
    return address


def _valid(check: Callable[[str], object], value: str, words: str) -> None:
    try:
        check(value)
    except ValidationError as error:
        raise InvalidInput("partners.value", words % {"value": value}) from error
