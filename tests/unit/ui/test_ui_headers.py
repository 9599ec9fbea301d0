"""The outer wall: headers, hosts, origins, and the words of a refusal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from factories import CoordinatorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
PAGES = ["/", "/accounts/login/", "/styles/", "/no/such/page/"]
SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_keeps_the_browser_to_us(client: Client, page: str) -> None:
    headers = client.get(page).headers
    assert {name: headers.get(name) for name in SAID} == SAID
    policy = headers["Content-Security-Policy"]
    for directive in (
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ):
        assert directive in policy
    assert "unsafe" not in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_pages_for_somebody_are_kept_nowhere(client: Client) -> None:
    client.force_login(CoordinatorFactory())
    for page in ("/", "/library/", "/partners/", "/accounts/", "/no/such/page/"):
        assert "no-store" in client.get(page)["Cache-Control"], page


def test_static_files_may_be_kept(client: Client) -> None:
    client.force_login(CoordinatorFactory())
    assert "no-store" not in client.get("/static/ui/ui.css").headers.get("Cache-Control", "")


def test_a_forged_host_gets_our_400(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert b"We could not read this request" in answer.content
    assert b"evil.example" not in answer.content


def test_a_form_from_elsewhere_is_refused_in_our_words() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert b"This form has expired" in answer.content


def test_a_foreign_origin_is_refused_even_with_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")
    token = client.cookies["csrftoken"].value
    sent = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": token}
    for origin, status in (
        ("https://evil.example", 403),
        ("null", 403),
        ("http://testserver", 200),
    ):
        answer = client.post("/accounts/login/", sent, headers={"Origin": origin})
        assert answer.status_code == status, origin


def test_no_way_out_through_next(client: Client) -> None:
    person = CoordinatorFactory()
    sent = {"login": person.email, "password": "a long enough password"}
    for next_page in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post("/accounts/login/", sent | {"next": next_page})
        assert "evil" not in answer["Location"]
        assert "javascript" not in answer["Location"]
        client.logout()


ASK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
behind = {"X-Forwarded-Proto": "https"}
page = Client().get("/styles/", headers=behind)
plain = Client().get("/styles/")
print(json.dumps({
    "hsts": page.headers.get("Strict-Transport-Security"),
    "plain": [plain.status_code, plain.headers.get("Location")],
    "session": settings.SESSION_COOKIE_NAME,
    "csrf": settings.CSRF_COOKIE_NAME,
    "flags": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "domain": [settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
}))
"""


def test_with_tls_cookies_and_pages_are_https_only(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "COMMONWEAL_DATA": str(tmp_path),
        "COMMONWEAL_TLS": "1",
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings_test",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found == {
        "hsts": "max-age=31536000",
        "plain": [301, "https://testserver/styles/"],
        "session": "__Host-session",
        "csrf": "__Host-csrf",
        "flags": [True, True],
        "domain": [None, "/"],
    }
