"""What sign-in reports, written to the trail. Connected once, when the room starts."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from commonweal.rights.actions import sign_in
from commonweal.rights.actions.keys import revoke_all
from commonweal.rights.models import Person


def connect() -> None:
    """Connect every receiver of this module."""
    user_logged_in.connect(_signed_in, dispatch_uid="rights.signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="rights.signed-out")
    password_changed.connect(_password_changed, dispatch_uid="rights.password-changed")
    password_reset.connect(_password_reset, dispatch_uid="rights.password-reset")
    authentication_failed.connect(_step_failed, dispatch_uid="rights.step-failed")
    # allauth tells of these only after its transaction; the trail is written inside it.
    post_save.connect(_step_added, sender=Authenticator, dispatch_uid="rights.step-added")
    post_delete.connect(_step_removed, sender=Authenticator, dispatch_uid="rights.step-removed")
    post_save.connect(_closed, sender=Person, dispatch_uid="rights.closed")


def _signed_in(*, request: HttpRequest, user: Person, **_: Any) -> None:
    request.session[sign_in.BEGAN_AT] = int(time.time())
    sign_in.note(user, sign_in.SIGNED_IN)


def _signed_out(*, user: Person | None, **_: Any) -> None:
    if user is not None:
        sign_in.note(user, sign_in.SIGNED_OUT)


def _password_changed(*, request: HttpRequest, user: Person, **_: Any) -> None:
    sign_in.note(user, sign_in.PASSWORD_CHANGED)
    sign_in.end_sessions(user, but=request.session.session_key)


def _password_reset(*, user: Person, **_: Any) -> None:
    sign_in.note(user, sign_in.PASSWORD_RESET)
    sign_in.end_sessions(user)
    # Whoever had the old password may have made keys with it.
    revoke_all(user, of=user)


def _step_failed(*, user: Person, authenticator: Authenticator, **_: Any) -> None:
    sign_in.note(user, sign_in.STEP_FAILED, kind=authenticator.type)


def _step_added(*, instance: Authenticator, created: bool, **_: Any) -> None:
    if not created:
        return
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        sign_in.note(instance.user, sign_in.CODES_MADE)
    else:
        sign_in.note(instance.user, sign_in.STEP_ADDED, kind=instance.type)


def _step_removed(*, instance: Authenticator, **_: Any) -> None:
    # Codes go when new ones come, or with the last step; that is said by the other entry.
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        sign_in.note(
            instance.user, sign_in.STEP_REMOVED, by=_actor(instance.user), kind=instance.type
        )


def _actor(person: Person) -> Person | None:
    """Return the person if this is their own request; None for whoever runs the server."""
    user = getattr(context.request, "user", None)
    return person if user is not None and user.pk == person.pk else None


def _closed(*, instance: Person, created: bool, **_: Any) -> None:
    if not created and not instance.is_active:
        sign_in.end_sessions(instance)
