"""Verbs around sign-in: what is recorded of it, and what ends a person's sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import NotFound
from commonweal.rights.actions.grants import given_reason
from commonweal.rights.actions.keys import revoke_all
from commonweal.rights.actions.trail import Thing, Verb, record, verb
from commonweal.rights.models import Person

SIGNED_IN = verb("rights.sign-in.done", gettext_lazy("signed in"))
SIGNED_OUT = verb("rights.sign-in.ended", gettext_lazy("signed out"))
LOCKED = verb("rights.sign-in.locked", gettext_lazy("was kept out after attempts that failed"))
STEP_FAILED = verb("rights.sign-in.step-failed", gettext_lazy("failed the second step"))
PASSWORD_CHANGED = verb("rights.password.changed", gettext_lazy("changed the password"))
PASSWORD_RESET = verb("rights.password.reset", gettext_lazy("chose a new password by mail"))
STEP_ADDED = verb("rights.second-step.added", gettext_lazy("added a second step"))
STEP_REMOVED = verb("rights.second-step.removed", gettext_lazy("removed a second step"))
CODES_MADE = verb("rights.recovery-codes.made", gettext_lazy("made new recovery codes"))
STEP_RESET = verb("rights.second-step.reset", gettext_lazy("took a lost second step away"))
SESSIONS_ENDED = verb("rights.sessions.ended", gettext_lazy("ended sessions"))

# In the session: when it began, in whole seconds since 1970.
BEGAN_AT = "began_at"
# A refusal is recorded at the first, the tenth, the hundredth ... of an hour: who tries ten thousand
# times must not fill the trail.
COUNTED_FOR_S = 3600


@transaction.atomic
def note(
    of: Person, act: Verb, *, by: Person | Literal["self"] | None = "self", kind: str = ""
) -> None:
    """Record something that happened to a person's sign-in.

    Args:
        of: Whose sign-in it is.
        act: One of this module's verbs.
        by: Who acted, where it was not they; None for whoever runs the server.
        kind: The kind of second step, where one is meant.
    """
    record(of if by == "self" else by, act, thing=of, facts={"kind": kind} if kind else {})


def note_locked(tried: str, *, of: str, whose: Q | None = None) -> None:
    """Record that somebody was kept out, with how often within an hour; nothing is kept in clear.

    Args:
        tried: What is counted: the address that was typed, or the network address.
        of: "account", "network" or "second step".
        whose: Selects the person whose account it is; asked only when something is recorded.
    """
    digest = salted_hmac("commonweal.sign-in", f"{of}:{tried.lower()}").hexdigest()[:16]
    key = f"sign-in-refused:{digest}"
    cache.add(key, 0, timeout=COUNTED_FOR_S)
    try:
        count = cache.incr(key)
    except ValueError:
        # The hour ended between the two lines.
        count = 1
    if str(count).strip("0") != "1":
        return
    person = Person.objects.filter(whose).first() if whose is not None else None
    on = person or Thing("rights.SignIn", digest)
    with transaction.atomic():
        record(None, LOCKED, thing=on, facts={"of": of, "refused": count})


@transaction.atomic
def end_sessions(person: Person, *, but: str | None = None) -> int:
    """End a person's sessions at once, and return how many there were.

    Args:
        person: Whose sessions end.
        but: The key of one session that goes on; None ends all.
    """
    found = UserSession.objects.filter(user=person).exclude(session_key=but)
    keys = list(found.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    found.delete()
    if keys:
        record(person, SESSIONS_ENDED, thing=person, facts={"count": len(keys)})
    return len(keys)


@transaction.atomic
def reset_second_step(email: str, *, reason: str) -> int:
    """Take away every second step of somebody who has lost theirs, end their sessions and revoke their keys.

    Only whoever runs the server can, from the command line. The person signs in with the password
    and sets up a new one.

    Args:
        email: The address they sign in with.
        reason: Why, and how it was made sure that it is they who ask; oversight reads it.

    Returns:
        How many second steps there were.

    Raises:
        NotFound: If nobody has the address.
        InvalidInput: If no reason is given.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise NotFound("rights.person", _("Nobody here has this address."))
    reason = given_reason(reason)
    found = Authenticator.objects.filter(user=person)
    count: int = found.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    found.delete()
    end_sessions(person)
    revoke_all(None, of=person)
    record(None, STEP_RESET, thing=person, facts={"count": count}, reason=reason)
    return count


@transaction.atomic
def forget_sign_in(person: Person) -> None:
    """Remove what sign-in keeps of a person: sessions, second steps, addresses, other accounts."""
    end_sessions(person)
    for kept in (Authenticator, EmailAddress, SocialAccount):
        kept.objects.filter(user=person).delete()


def forget_ended_sessions() -> int:
    """Remove what is left of sessions that ran out, with the network addresses in it; return how many."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    left = UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).filter(created_at__lt=timezone.now() - timedelta(minutes=1))
    count: int = left.delete()[0]
    return count
