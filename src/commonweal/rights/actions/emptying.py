"""Empty an account: the person's row stays for what points at it, without anything of the person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.rights.actions.erasure import forget_traces
from commonweal.rights.models import ApiKey, DataRequest, Grant, Invitation, Person

NOWHERE = "erased.invalid"
# Tables of the sign-in package that hold something of one account.
BELONGINGS = (
    "account.EmailAddress",
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "usersessions.UserSession",
)


def empty_accounts(keys: Sequence[Any]) -> None:
    """Take name, address, job, password, factors, sessions and keys out of accounts.

    What the people did stays with their partner; the trail keeps ids only.

    Args:
        keys: The persons' ids.
    """
    for person in Person.objects.filter(pk__in=keys, erased_at=None):
        _forget_address(person.email)
        _end_sessions(person)
        for table in BELONGINGS:
            QuerySet(apps.get_model(table)).filter(user_id=person.pk).delete()
        ApiKey.objects.filter(person=person).delete()
        _forget_words(person)
        _empty_row(person)


def _empty_row(person: Person) -> None:
    person.set_unusable_password()
    person.groups.clear()
    person.user_permissions.clear()
    Person.objects.filter(pk=person.pk).update(
        email=f"{uuid.uuid4().hex}@{NOWHERE}",
        name=_("Erased person"),
        job="",
        password=person.password,
        is_active=False,
        is_superuser=False,
        digest="none",
        digest_sent_at=None,
        today_read_at=None,
        last_login=None,
        erased_at=timezone.now(),
    )


def _forget_words(person: Person) -> None:
    """End the roles, and take out what was written about the person when they were granted."""
    now = timezone.now()
    grants = Grant.objects.filter(person=person)
    grants.filter(ended_at=None, ends_at__gt=now).update(ended_at=now)
    grants.update(reason=_("erased with the account"), ended_reason="")
    forget_traces(Grant._meta.label, grants.values_list("pk", flat=True))
    asked = DataRequest.objects.filter(person=person)
    forget_traces(DataRequest._meta.label, list(asked.values_list("pk", flat=True)))
    asked.update(person=None, text="", answer="", extended_reason="", contact="")


def _forget_address(address: str) -> None:
    """Take the address out of invitations, requests from outside, and mails in the data folder."""
    outside = DataRequest.objects.filter(person=None, contact__iexact=address)
    forget_traces(DataRequest._meta.label, list(outside.values_list("pk", flat=True)))
    outside.update(text="", answer="", extended_reason="", contact="")
    asked = Invitation.objects.filter(email__iexact=address)
    forget_traces(Invitation._meta.label, asked.values_list("pk", flat=True))
    asked.update(email=f"nobody@{NOWHERE}", job="", reason="")
    for file in (Path(settings.DATA) / "mail").rglob("*"):
        if file.is_file() and address.encode() in file.read_bytes():
            file.unlink(missing_ok=True)


def _end_sessions(person: Person) -> None:
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
