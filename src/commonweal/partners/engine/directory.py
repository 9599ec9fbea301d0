"""What a partner says of itself: its entry in the directory, what it offers, how to reach it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A partner's entry as a person describes it.

    Attributes:
        short_name: Such as "HWA"; may be empty.
        other_names: Other names it goes by, in any language.
        kind: One of ``PartnerKind``'s values, or empty where nobody has said.
        is_womens: Whether it is a women's organisation.
        is_youth: Whether it is a youth organisation.
        mandate: What it is there for.
        area: Where it works, in words.
        country: Short English name, or empty; nobody is forced into one.
        languages: Codes such as ``sq`` or ``sr-Latn``.
        website: An http or https address, or empty.
    """

    short_name: str = ""
    other_names: tuple[str, ...] = ()
    kind: str = ""
    is_womens: bool = False
    is_youth: bool = False
    mandate: str = ""
    area: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    website: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """Something a partner offers; the service is described, never a person who uses it.

    Attributes:
        level: ``primary``, ``secondary`` or ``tertiary``.
        title: 1 to 200 characters.
        pathway: How one gets there.
    """

    level: str
    title: str
    description: str = ""
    for_whom: str = ""
    pathway: str = ""
    area: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach a partner, by what it is for.

    Attributes:
        function: Such as "school liaison"; no person's name.
        hours: When somebody answers.
    """

    function: str
    email: str = ""
    phone: str = ""
    hours: str = ""


# Where people have addresses of their own.
OWN_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com",
    "proton.me", "protonmail.com", "gmx.net", "gmx.de", "web.de", "mail.ru", "yandex.ru",
})  # fmt: skip


def looks_personal(function: str, email: str) -> tuple[str, ...]:
    """Return what in a contact looks like one person's own, to be looked at twice; it may be wrong.

    Args:
        function: What the contact is for: "School liaison"; two words with capitals look like a name.
        email: An address, or nothing.
    """
    words = function.split()
    is_name = len(words) in {2, 3} and all(each[:1].isupper() and each[1:].islower() for each in words)  # fmt: skip
    is_own = email.rpartition("@")[2].lower() in OWN_MAIL
    return tuple(each for each, looks in ((function, is_name), (email, is_own)) if looks)
