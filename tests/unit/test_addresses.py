"""Every address as a stranger: the public ones answer, all others send to the sign-in or do not exist."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# Open to everyone on purpose; a new address that is not listed here must refuse a stranger.
PUBLIC = {
    "today:home",
    "partners:agreed",
    "partners:public_room",
    "partners:feedback",
    "partners:feedback_thanks",
    "partners:institution_page",
    "partners:institution_pages",
    "partners:raised_page",
    "partners:raised_pages",
    "partners:raised_pdf",
    "ui:styles",
    "demo:seeds",
    "library:reading",
    "demo:enter",
    "demo:letters",
    "rights:accept",
    "rights:ask",
    "partners:public_meetings",
    "partners:public_calendar",
    "partners:calendar",
    "partners:register",
    "partners:registered",
    "partners:my_registration",
    "partners:change_registration",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "health_live",
    "health_ready",
    "programs:page",
    "programs:openapi",
}


def addresses(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            name = ":".join(filter(None, [space, entry.namespace]))
            yield from addresses(entry, route, name)
        elif isinstance(entry, URLPattern):
            yield ":".join(filter(None, [space, entry.name or ""])), route


def filled(route: str) -> str:
    parts = route.split("<")
    path = parts[0]
    for part in parts[1:]:
        argument, rest = part.split(">", 1)
        path += str(uuid.UUID(int=7)) if argument.startswith("uuid") else "1"
        path += rest
    return "/" + path.replace("^", "").replace("$", "")


ALL = sorted(addresses(get_resolver()))


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "route"), [(n, r) for n, r in ALL if n not in PUBLIC])
def test_a_stranger_is_refused(name: str, route: str, method: str, client: Client) -> None:
    answer = getattr(client, method)(filled(route))
    # Without a key the interface for programs says so: 401.
    refusals = {401, 404, 405} if name.startswith("programs:") else {302, 404, 405}
    assert answer.status_code in refusals, name
    if answer.status_code == 302:
        assert answer["Location"].startswith("/accounts/login/")


def test_the_list_of_public_addresses_is_true() -> None:
    assert PUBLIC - {name for name, _ in ALL} == set()
