"""The key that programs show: ``Authorization: Bearer cwk_...``. Sessions and cookies open nothing here.

Each route says what its key must be for: ``@router.get("/documents", **scoped("library.read"))``. The
routes of other rooms import this module; their values come from their own room's queries.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.security.http import HttpAuthBase

from commonweal.rights.actions.keys import note_use
from commonweal.rights.actions.limits import Limit, network_of, seconds_to_wait
from commonweal.rights.actions.refusals import record_refusal
from commonweal.rights.actions.sign_in import note_locked
from commonweal.rights.models import Person
from commonweal.rights.queries.keys import OpenKey, opened_by
from commonweal.ui.problems import Problem
from commonweal.ui.programs import Refusal

# Wrong keys from one network address within a minute; then none is looked at any more.
WRONG_KEYS = Limit("wrong key", 30)
ADDING = "library.add"
LONGEST_SECRET = 200


class ByKey(HttpRequest):
    """A request that a key let through; only ever the type of one."""

    user: Person
    auth: OpenKey


class Key(HttpAuthBase):
    """A key made on the page "Keys for programs"."""

    openapi_scheme = "bearer"

    def __init__(self, scope: str | None) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> OpenKey:
        """Let a request through in the name of the key's person, or refuse it.

        Raises:
            Refusal: If there is no key, it opens nothing, is not for this, or is used too often.
            Http404: If the person may not do this now: the same as for their pages.
        """
        key = _opened(request)
        _slow_down(Limit("key", settings.API_PER_MINUTE), by=str(key.id))
        self._check(request, key)
        if self.scope == ADDING and request.method == "POST":
            _slow_down(Limit("add", settings.API_ADDS_PER_MINUTE), by=str(key.id))
        note_use(key)
        request.user = key.person
        return key

    def _check(self, request: HttpRequest, key: OpenKey) -> None:
        if self.scope is None or self.scope in key.scopes:
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        record_refusal(key.person, page=name)
        if self.scope in key.made_for:
            raise Http404
        detail = _("This key is not for that: it lacks %(scope)s.") % {"scope": self.scope}
        raise Refusal(Problem(code="rights.key.scope", detail=detail), status=403)


def scoped(scope: str | None) -> dict[str, Any]:
    """Return what a route needs to ask for a key, for ``@router.get(...)``.

    Args:
        scope: One of ``rules.keys.SCOPES``; None where any key will do.
    """
    extra = {"x-scope": scope} if scope else {}
    return {"auth": Key(scope), "openapi_extra": extra}


def _opened(request: HttpRequest) -> OpenKey:
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret:
        raise _unknown(_("Send a key: Authorization: Bearer cwk_…"))
    address = network_of(request)
    wait = seconds_to_wait(WRONG_KEYS, by=address, takes=False)
    if wait:
        note_locked(address, of="key")
        raise _too_many(wait)
    key = opened_by(secret) if len(secret) <= LONGEST_SECRET else None
    if key is None:
        seconds_to_wait(WRONG_KEYS, by=address)
        raise _unknown(
            _(
                "This key opens nothing: it is wrong, has run out or was revoked, or its person holds "
                "no role for its partner any more, or must first set up a second step."
            )
        )
    return key


def _slow_down(limit: Limit, *, by: str) -> None:
    wait = seconds_to_wait(limit, by=by)
    if wait:
        raise _too_many(wait)


def _unknown(detail: str) -> Refusal:
    problem = Problem(code="rights.key.unknown", detail=detail)
    return Refusal(problem, status=401, headers={"WWW-Authenticate": "Bearer"})


def _too_many(wait_s: int) -> Refusal:
    detail = _("That was too often. Ask again in %(seconds)s seconds.") % {"seconds": wait_s}
    problem = Problem(code="rights.key.too-often", detail=detail)
    return Refusal(problem, status=429, headers={"Retry-After": str(wait_s)})
