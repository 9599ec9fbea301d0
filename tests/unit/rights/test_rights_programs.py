"""What a key opens in the interface for programs, and that nothing else opens it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commonweal.config import programs
from commonweal.kernel.doors import PROGRAMS, door_of
from commonweal.rights.actions import grants
from commonweal.rights.actions.keys import revoke_key
from commonweal.rights.actions.limits import Limit, seconds_to_wait
from commonweal.rights.models import ApiKey, Role, TrailEntry
from commonweal.rights.rules.keys import SCOPES
from factories import OrganisationFactory, PersonFactory, give
from programs import Program
from walk import addresses

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-0000-0000-000000000007"
ROUTES = [one for one in addresses() if door_of(one.view) == PROGRAMS]
PATHS = sorted({one.filled({}) for one in ROUTES})
LISTS = {
    "library/documents": "library.read",
    "library/search?q=market": "library.read",
    f"library/documents/{NOBODY}": "library.read",
    f"library/intakes/{NOBODY}": "library.add",
    "partners/recommendations": "partners.read",
    "partners/actions": "partners.read",
    "rights/trail": "trail.read",
}


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def is_problem(answer: object, status: int) -> bool:
    told = answer.json()
    assert answer.status_code == status, answer.content
    return set(told) == {"code", "detail"} and bool(told["code"] and told["detail"])


# Who comes in


def test_there_are_routes_to_walk() -> None:
    assert len(PATHS) == 8


@pytest.mark.parametrize("path", PATHS)
def test_without_a_key_nothing_opens(path: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        if answer.status_code != 405:
            assert is_problem(answer, 401)
            assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", PATHS)
def test_a_session_opens_nothing(path: str) -> None:
    client = Client()
    client.force_login(PersonFactory(role=Role.COORDINATOR))
    assert is_problem(client.get(path), 401)


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Basic cwk_x", "Bearer cwk_wrong", "Bearer " + "x" * 5000, "Bearer \udcff"]
)  # fmt: skip
def test_what_is_no_key_opens_nothing(sent: str) -> None:
    answer = Client().get("/api/rights/me", headers={"Authorization": sent})
    assert is_problem(answer, 401)


def test_a_key_says_whom_it_acts_for_and_what_it_may() -> None:
    person = PersonFactory(role=Role.POLICE)
    program = Program(person, "library.read", "partners.read")
    told = program.get("rights/me").json()
    assert told["person_id"] == str(person.pk)
    assert told["partner"]["name"] == person.organisation.name
    assert told["roles"] == ["police"]
    assert told["scopes"] == ["library.read", "partners.read"]
    assert told["key"] == program.secret[:12]


def test_a_revoked_key_opens_nothing() -> None:
    program = Program(PersonFactory())
    assert program.get("rights/me").status_code == 200
    revoke_key(None, program.key.pk)
    assert is_problem(program.get("rights/me"), 401)


def test_a_key_that_has_run_out_opens_nothing() -> None:
    program = Program(PersonFactory())
    now = timezone.now()
    ApiKey.objects.update(made_at=now - timedelta(days=9), expires_at=now - timedelta(seconds=1))
    assert is_problem(program.get("rights/me"), 401)


def test_a_role_that_ended_takes_its_keys_along() -> None:
    person = PersonFactory()
    program = Program(person)
    grants.end_grant(None, person.grants.get().pk, reason="Left")
    assert is_problem(program.get("rights/me"), 401)


def test_a_closed_account_takes_its_keys_along() -> None:
    person = PersonFactory()
    program = Program(person)
    person.is_active = False
    person.save()
    assert is_problem(program.get("rights/me"), 401)


def test_it_acts_for_its_own_partner_only() -> None:
    person = PersonFactory()
    first, program = person.organisation, Program(person)
    second = OrganisationFactory()
    give(person, role=Role.PARTNER, organisation=second)
    grants.act_for(person, second.pk)
    assert program.get("rights/me").json()["partner"]["id"] == str(first.pk)


# What a key is for


@pytest.mark.parametrize(("path", "scope"), LISTS.items())
def test_each_route_needs_its_scope(path: str, scope: str) -> None:
    person = PersonFactory(role=Role.COORDINATOR)
    give(person, role=Role.OVERSIGHT)
    others = [one for one in SCOPES if one != scope]
    answer = Program(person, *others).get(path)
    assert is_problem(answer, 403)
    assert scope in answer.json()["detail"]
    assert Program(person, scope).get(path).status_code in {200, 404}
    refusal = TrailEntry.objects.get(verb="rights.page.refused")
    assert refusal.thing_id.startswith("programs:")
    assert refusal.facts["key"]


@pytest.mark.parametrize(("path", "scope"), LISTS.items())
def test_what_its_person_may_no_longer_is_not_there(path: str, scope: str) -> None:
    person = PersonFactory(role=Role.COORDINATOR)
    give(person, role=Role.OVERSIGHT)
    give(person, role=Role.ADMINISTRATOR)
    program = Program(person)
    person.grants.exclude(role=Role.ADMINISTRATOR).update(ended_at=timezone.now())
    answer = program.get(path)
    assert is_problem(answer, 404)
    assert answer.json() == Program(PersonFactory()).get("no/such/route").json()


def test_to_read_is_not_to_add() -> None:
    program = Program(PersonFactory(), "library.read")
    assert is_problem(program.post("library/documents"), 403)


# One shape


def test_every_refusal_has_one_shape() -> None:
    program = Program(PersonFactory())
    assert is_problem(program.get("no/such/route"), 404)
    assert is_problem(program.get("library/documents/7"), 404)
    assert is_problem(program.get("library/intakes/7", limit=0), 404)
    assert is_problem(program.get("library/documents", limit=0), 422)
    assert is_problem(program.get("library/documents", cursor="bm8"), 422)
    assert is_problem(program.get("library/documents", kind="\0"), 422)
    assert is_problem(program.get("library/documents", contry="Austria"), 422)
    assert is_problem(program.post("library/documents"), 422)
    refused = program.client.delete("/api/library/documents", headers=program.headers)
    assert is_problem(refused, 405)
    assert set(refused["Allow"].split(", ")) == {"GET", "POST"}


def test_too_much_is_refused_before_it_is_read() -> None:
    program = Program(PersonFactory())
    answer = program.client.post(
        "/api/library/documents", headers=program.headers, CONTENT_LENGTH="999999999999"
    )
    assert is_problem(answer, 413)
    assert is_problem(program.client.get("/api/rights/me", CONTENT_LENGTH="-1"), 413)


def test_a_fault_of_ours_is_said_in_the_same_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("secret detail")

    program = Program(PersonFactory(role=Role.OVERSIGHT))
    monkeypatch.setattr("commonweal.rights.api.routes.trail_page", broken)
    answer = program.get("rights/trail")
    assert is_problem(answer, 500)
    assert b"secret" not in answer.content


def test_answers_are_kept_by_nobody_on_the_way() -> None:
    answer = Program(PersonFactory()).get("rights/me")
    assert answer["Cache-Control"] == "no-store, private"
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies


# How often


def test_a_key_may_ask_so_often_and_then_waits(settings: object) -> None:
    settings.API_PER_MINUTE = 3
    person = PersonFactory()
    program, other = Program(person), Program(person)
    answers = [program.get("rights/me") for _ in range(4)]
    # A minute may end between two of them.
    answers += [program.get("rights/me") for _ in range(4)]
    late = next(one for one in answers if one.status_code == 429)
    assert [one.status_code for one in answers[:3]] == [200, 200, 200]
    assert is_problem(late, 429)
    assert 1 <= int(late["Retry-After"]) <= 60
    assert other.get("rights/me").status_code == 200


def test_a_key_may_add_less_often(settings: object) -> None:
    settings.API_ADDS_PER_MINUTE = 1
    program = Program(PersonFactory())
    statuses = [program.post("library/documents").status_code for _ in range(4)]
    assert statuses[0] == 422
    assert 429 in statuses
    assert program.get("library/documents").status_code == 200


def test_wrong_keys_from_one_address_are_not_looked_at_for_ever() -> None:
    person = PersonFactory()
    program = Program(person)
    wrong = {"Authorization": "Bearer cwk_wrong"}
    statuses = [Client().get("/api/rights/me", headers=wrong).status_code for _ in range(65)]
    assert set(statuses) == {401, 429}
    assert statuses.index(429) >= 30
    # From there the right key is not looked at either; from elsewhere it is.
    assert is_problem(program.get("rights/me"), 429)
    elsewhere = program.client.get(
        "/api/rights/me", headers=program.headers, REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 200
    assert TrailEntry.objects.filter(verb="rights.sign-in.locked", facts__of="key").exists()


def test_to_ask_whether_it_is_too_often_counts_for_nothing() -> None:
    limit = Limit("test", 1)
    assert [seconds_to_wait(limit, by="a", takes=False) for _ in range(3)] == [0, 0, 0]
    waits = [seconds_to_wait(limit, by="a") for _ in range(4)]
    assert waits[0] == 0
    assert any(waits)
    assert seconds_to_wait(limit, by="b") == 0


def test_an_address_is_counted_without_being_kept() -> None:
    Client().get(
        "/api/rights/me", headers={"Authorization": "Bearer cwk_x"}, REMOTE_ADDR="203.0.113.9"
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM config_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert keys
    assert not [key for key in keys if "203.0.113.9" in key]


# The trail


def test_what_a_key_does_is_recorded_with_the_key() -> None:
    program = Program(PersonFactory())
    program.get("library/search", q="market")
    entry = TrailEntry.objects.get(verb="library.search.asked")
    assert entry.facts["key"] == str(program.key.pk)
    assert entry.roles == ["partner"]


def test_the_day_of_the_last_use_is_kept() -> None:
    program = Program(PersonFactory())
    assert program.key.last_used_on is None
    program.get("rights/me")
    program.key.refresh_from_db()
    assert program.key.last_used_on == timezone.localdate()


def test_oversight_takes_the_trail_out_without_identities_and_that_is_an_export() -> None:
    person = PersonFactory(name="Mira Unmistakable", role=Role.CIVIL_SOCIETY)
    for _ in range(26):
        revoke_key(person, Program(person).key.pk)
    program = Program(PersonFactory(role=Role.OVERSIGHT), "trail.read")
    first = program.get("rights/trail").json()
    told = json.dumps(first)
    assert len(first["items"]) == 50
    assert "Unmistakable" not in told
    assert str(person.pk) not in told
    assert str(ApiKey.objects.filter(person=person).first().pk) not in told
    second = program.get("rights/trail", below=first["next"]).json()
    assert second["items"][0]["number"] < first["items"][-1]["number"]
    verbs = TrailEntry.objects.filter(person_id=program.key.person_id).values_list(
        "verb", flat=True
    )
    assert [one for one in verbs if "trail" in one] == ["rights.trail.exported"] * 2
    only = program.get("rights/trail", verb="rights.key.revoked").json()["items"]
    assert {one["verb"] for one in only} == {"rights.key.revoked"}


# What is told about it


def test_each_route_says_its_scope_and_is_told_on_our_page() -> None:
    told = programs.description()
    page = Client().get("/api/").content.decode()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert operation["security"] == [{"Key": []}]
            assert operation.get("x-scope", "library.read") in SCOPES
            assert operation["summary"] in page
        assert path in page
    assert {f"/api/{path.split('?')[0]}" for path in LISTS} <= {
        path.replace("{document_id}", NOBODY).replace("{intake_id}", NOBODY)
        for path in told["paths"]
    }


def test_each_route_has_an_example_in_the_guide() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text()
    paths = [re.sub(r"{\w+}", "<id>", path) for path in programs.description()["paths"]]
    assert [path for path in paths if path not in guide] == []
    assert [scope for scope in SCOPES if f"| `{scope}` |" not in guide] == []


def test_the_description_and_the_page_come_from_here_alone() -> None:
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.")
    page = Client().get("/api/").content.decode()
    assert "://" not in page.replace("http://testserver", "").replace("http://www.w3.org", "")
