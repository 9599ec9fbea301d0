"""The directory: which partners there are, with filters; what each was asked, does, and is named in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language

from commonweal.library import public as library
from commonweal.partners.engine import languages
from commonweal.partners.models import (
    Action,
    Contact,
    Level,
    Meeting,
    Profile,
    Recommendation,
    Service,
    Source,
)
from commonweal.partners.rules.directory import SEE_PROFILE
from commonweal.partners.rules.meetings import SEE_MEETING
from commonweal.partners.rules.promises import SEE_ACTION, SEE_RECOMMENDATION
from commonweal.rights.public import partners_here, partners_named, shares_here

if TYPE_CHECKING:
    from uuid import UUID

    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

# What is listed of each sort on a partner's page; the board and the meetings have the rest.
SHOWN = 10
WORDS_MOST = 8


@dataclass(frozen=True, slots=True)
class WantedPartners:
    """What a person asks the directory for.

    Attributes:
        words: Words of names, mandate, services; each must be somewhere.
        kind: A kind of partner.
        level: Of what it offers.
        language: A code.
        area: Words of where it works or offers something.
        is_womens: Only women's organisations.
        is_youth: Only youth organisations.
    """

    words: str = ""
    kind: str = ""
    level: str = ""
    language: str = ""
    area: str = ""
    is_womens: bool = False
    is_youth: bool = False


def directory(person: Reader, wanted: WantedPartners) -> QuerySet[Organisation]:
    """Return the partners a person asks for, by name, with their entries and what they offer.

    Args:
        person: Who reads; nobody is listed for those who do not take part.
        wanted: Which of them.
    """
    if not shares_here(person):
        return partners_here().none()
    rows = partners_here().select_related("profile")
    for condition in _conditions(wanted):
        rows = rows.filter(condition)
    offered = Service.objects.filter(ended_at=None)
    return rows.prefetch_related(Prefetch("profile__services", offered, to_attr="offered"))


def _conditions(wanted: WantedPartners) -> list[Q]:
    found = [_with_word(word) for word in wanted.words.split()[:WORDS_MOST]]
    if wanted.kind:
        found.append(Q(profile__kind=wanted.kind))
    if wanted.level:
        found.append(_offering(Q(level=wanted.level)))
    if wanted.is_womens:
        found.append(Q(profile__is_womens=True))
    if wanted.is_youth:
        found.append(Q(profile__is_youth=True))
    if wanted.language:
        found.append(_speaking(wanted.language))
    for word in wanted.area.split()[:WORDS_MOST]:
        there = Q(profile__area__icontains=word) | Q(profile__country__icontains=word)
        found.append(there | _offering(Q(area__icontains=word)))
    return found


def _with_word(word: str) -> Q:
    of_entry = ("short_name", "other_names", "mandate", "area", "country")
    found = Q(name__icontains=word)
    for name in of_entry:
        found |= Q(**{f"profile__{name}__icontains": word})
    inside = Q(title__icontains=word) | Q(description__icontains=word) | Q(for_whom__icontains=word)
    return found | _offering(inside)


def _offering(condition: Q) -> Q:
    rows = Service.objects.filter(condition, ended_at=None).order_by()
    return Q(profile__in=rows.values("profile_id"))


def _speaking(code: str) -> Q:
    whole = Concat(Value(" "), F("languages"), Value(" "))
    rows = Profile.objects.annotate(spoken=whole).filter(spoken__contains=f" {code} ").order_by()
    return Q(profile__in=rows.values("pk"))


def languages_spoken() -> list[tuple[str, str]]:
    """Return the languages that partners named, as code and name, by name."""
    codes = {
        code
        for line in Profile.objects.exclude(languages="").order_by().values_list("languages", flat=True).distinct()
        for code in line.split()
    }  # fmt: skip
    return sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1])


def language_name(code: str) -> str:
    """Return what people call the language of a code; the code where it has no name here."""
    return languages.language_name(code, reading=reading())


def reading() -> str:
    """Return the code of the language in which the page is read."""
    return get_language() or "en"


def language_names(codes: str) -> str:
    """Return the names of languages kept as "sq en"."""
    return ", ".join(language_name(code) for code in codes.split())


@dataclass(frozen=True, slots=True)
class PartnersPart:
    """What a partner's page shows beside its entry.

    Attributes:
        services: What it offers now.
        ended: What it no longer offers.
        contacts: How to reach it.
        ended_contacts: Where nobody answers any more.
        asked: What it was asked, the newest first.
        does: What it does about it.
        meetings: Those it called, or was at.
    """

    services: list[Service]
    ended: list[Service]
    contacts: list[Contact]
    ended_contacts: list[Contact]
    asked: QuerySet[Recommendation]
    does: QuerySet[Action]
    meetings: QuerySet[Meeting]


def part_of(person: Reader, partner: Organisation) -> PartnersPart:
    """Return what a partner offers, was asked and does, as the reader may see it.

    Args:
        person: Who reads.
        partner: One they may see.
    """
    seen = Profile.objects.filter(SEE_PROFILE.rows(person), organisation=partner)
    services = list(Service.objects.filter(profile__in=seen))
    contacts = list(Contact.objects.filter(profile__in=seen))
    asked = Recommendation.objects.filter(
        SEE_RECOMMENDATION.rows(person), addressee=partner, withdrawn_at=None
    )
    does = Action.objects.filter(SEE_ACTION.rows(person), owner=partner)
    there = Q(convener=partner) | Q(pk__in=Meeting.objects.filter(partners=partner).values("pk"))
    meetings = Meeting.objects.filter(SEE_MEETING.rows(person)).filter(there)
    return PartnersPart(
        services=[each for each in services if each.ended_at is None],
        ended=[each for each in services if each.ended_at is not None],
        contacts=[each for each in contacts if each.ended_at is None],
        ended_contacts=[each for each in contacts if each.ended_at is not None],
        asked=asked.select_related("meeting")[:SHOWN],
        does=does.select_related("recommendation")[:SHOWN],
        meetings=meetings[:SHOWN],
    )


def sources_of(person: Reader, partner: Organisation) -> tuple[library.Named, ...]:
    """Return where the library names a partner, in documents the reader may see, the newest first.

    Args:
        person: Who reads.
        partner: One they may see.
    """
    keys = _keys_of(partner)
    # A document may name a body twice, such as for being there and for paying: it stands there once.
    named = library.named_in(keys, person=person, limit=3 * SHOWN) if keys else ()
    found: dict[UUID, library.Named] = {}
    for each in named:
        first = found.setdefault(each.document_id, each)
        if each.role not in first.role.split("; "):
            found[each.document_id] = replace(first, role=f"{first.role}; {each.role}")
    return tuple(found.values())[:SHOWN]


def bodies_of(person: Reader, partner: Organisation) -> list[library.Body]:
    """Return the bodies of the library that a partner is, as documents that nothing restricts name them.

    Args:
        person: Who reads.
        partner: One they may see.
    """
    keys = _keys_of(partner)
    return library.bodies_named(person, keys=keys)[: len(keys)] if keys else []


def _keys_of(partner: Organisation) -> list[str]:
    profile = getattr(partner, "profile", None)
    return list(profile.sources.values_list("body_key", flat=True)) if profile else []


def body_keys_taken() -> list[str]:
    """Return the keys of the library's bodies that are partners."""
    return list(Source.objects.values_list("body_key", flat=True))


def partner_of_body(person: Reader, body_key: str) -> UUID | None:
    """Return the partner that goes by a body's name exactly, whatever its capitals; None where there is none.

    Args:
        person: Who reads; only bodies that they may see count.
        body_key: The body's key.
    """
    found = library.bodies_named(person, keys=[body_key])[:1]
    named = partners_named([found[0].name]) if found else {}
    return named.get(found[0].name.casefold()) if found else None


def level_name(level: str) -> str:
    """Return the short name of a level of prevention."""
    return str(Level(level).label).partition(":")[0]
