"""Verbs on keys for programs: make one, revoke one, and what revokes them all."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions.trail import record, verb
from commonweal.rights.engine.keys import SECRET_BYTES, digest_of, prefix_of, secret_from
from commonweal.rights.models import ApiKey, Person
from commonweal.rights.queries.keys import OpenKey, live_keys
from commonweal.rights.rules.keys import KEEP_KEY, scopes_open_to
from commonweal.rights.rules.people import live_grants
from commonweal.rights.rules.rule import EVERYTHING

MADE = verb("rights.key.made", gettext_lazy("made a key for a program"))
REVOKED = verb("rights.key.revoked", gettext_lazy("revoked a key for a program"))

LONGEST_KEY_DAYS = 366
LONGEST_NAME = 100
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class KeyDraft:
    """What a key is to be.

    Attributes:
        name: What it is for, in its person's words, 1 to 100 characters.
        scopes: What it may be used for; see ``rules.keys.SCOPES``.
        days: For how long, 1 to 366; a role that ends sooner ends the key.
    """

    name: str
    scopes: tuple[str, ...]
    days: int

    def checked(self, *, may: Iterable[str]) -> KeyDraft:
        """Return the draft with the blanks around the name trimmed and each scope once.

        Args:
            may: The scopes that the person may use.

        Raises:
            InvalidInput: If the name, the days or a scope cannot be used.
        """
        name, scopes = self.name.strip(), tuple(sorted(set(self.scopes)))
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise InvalidInput(
                "rights.key.name",
                _("Say what the key is for, in one line of 1 to %(most)s characters.")
                % {"most": LONGEST_NAME},
            )
        if not 1 <= self.days <= LONGEST_KEY_DAYS:
            raise InvalidInput(
                "rights.key.days",
                _("A key holds for 1 to %(most)s days; %(days)s were asked for.")
                % {"most": LONGEST_KEY_DAYS, "days": self.days},
            )
        if not scopes or not set(scopes) <= set(may):
            raise InvalidInput(
                "rights.key.scopes",
                _("A key is for one or more of: %(scopes)s.") % {"scopes": ", ".join(may)},
            )
        return KeyDraft(name=name, scopes=scopes, days=self.days)


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key with its secret, which nobody can ever be shown again."""

    key: ApiKey
    secret: str


@transaction.atomic
def make_key(person: Person, draft: KeyDraft, *, by_server: bool = False) -> MadeKey:
    """Make a key with which a person's program acts for the partner they act for now.

    Args:
        person: Whose key it is.
        draft: What it is to be.
        by_server: Whether whoever runs the server makes it, at the command line.

    Raises:
        NotAllowed: If the person holds no role for whom they act for, or has nothing a key is for.
        InvalidInput: If the draft cannot be used.
        Conflict: If they have twenty keys already that neither ran out nor were revoked.
    """
    now, may, partner = timezone.now(), scopes_open_to(person), person.organisation
    # Two at once would both see nineteen.
    Person.objects.select_for_update().get(pk=person.pk)
    until = _role_ends_at(person)
    if partner is None or until is None or not may:
        raise NotAllowed("rights.key.nothing", _("Your role has nothing that programs can use."))
    draft = draft.checked(may=may)
    if ApiKey.objects.filter(live_keys(now), person=person).count() >= MOST_KEYS:
        raise Conflict(
            "rights.key.many",
            _("You have %(most)s keys already; revoke one first.") % {"most": MOST_KEYS},
        )
    secret = secret_from(secrets.token_bytes(SECRET_BYTES))
    made = ApiKey.objects.create(
        person=person,
        organisation=partner,
        name=draft.name,
        prefix=prefix_of(secret),
        sha256=digest_of(secret),
        scopes=list(draft.scopes),
        made_at=now,
        expires_at=min(now + timedelta(days=draft.days), until),
    )
    facts = {"of": str(person.pk), "scopes": list(draft.scopes), "days": draft.days}
    record(None if by_server else person, MADE, thing=made, facts=facts)
    return MadeKey(key=made, secret=secret)


@transaction.atomic
def revoke_key(person: Person | None, key_id: UUID) -> ApiKey:
    """Revoke a key: it opens nothing from this moment on. To revoke it again does no harm.

    Args:
        person: Whose key it is; None for the command line, which whoever runs the server uses.
        key_id: The key.

    Raises:
        NotFound: If there is no such key, or it is not theirs.
    """
    may = EVERYTHING if person is None else KEEP_KEY.rows(person)
    found = ApiKey.objects.select_for_update().filter(may, pk=key_id).first()
    if found is None:
        raise NotFound("rights.key", _("There is no such key, or it is not yours."))
    if found.revoked_at is None:
        _revoke(person, [found])
    return found


def revoke_without_role(by: Person | None, *, of: Person) -> None:
    """Revoke a person's keys for partners for which they hold no role any more.

    A key would open nothing; but a role granted later must not bring it back to life.

    Args:
        by: Who ended the role; None for the command line.
        of: Whose keys.
    """
    held = of.grants.filter(live_grants()).values("organisation_id")
    _revoke(by, ApiKey.objects.filter(person=of, revoked_at=None).exclude(organisation__in=held))


def revoke_all(by: Person | None, *, of: Person) -> None:
    """Revoke all of a person's keys, as when their account is closed.

    Args:
        by: Who closed it.
        of: Whose keys.
    """
    _revoke(by, ApiKey.objects.filter(person=of, revoked_at=None))


def note_use(key: OpenKey) -> None:
    """Note on which day a key was last used; one write a day.

    Args:
        key: The key that was used.
    """
    today = timezone.localdate()
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.id).update(last_used_on=today)


def _revoke(by: Person | None, keys: Iterable[ApiKey]) -> None:
    for key in keys:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        record(by, REVOKED, thing=key, facts={"of": str(key.person_id)})


def _role_ends_at(person: Person) -> datetime | None:
    """Return until when the person holds a role for whom they act for; None where they hold none."""
    held = person.grants.filter(live_grants(), organisation=person.organisation)
    last: datetime | None = held.aggregate(last=Max("ends_at"))["last"]
    return last
