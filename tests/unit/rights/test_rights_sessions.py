"""A session is new at sign-in, ends in time, and ends with the account, the role and the password."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from commonweal.rights.actions.grants import end_grant
from commonweal.rights.actions.sign_in import end_sessions, forget_ended_sessions, forget_sign_in
from commonweal.rights.models import Grant, Person, TrailEntry
from factories import PASSWORD, CoordinatorFactory, OrganisationFactory, PersonFactory, give

pytestmark = pytest.mark.django_db
HOUR = 3600


def signed_in(person: Person, *, agent: str = "a browser") -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/library/").status_code == 200


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> object:
    """Set the clock of the sessions some seconds on."""

    def set_on(seconds: float) -> None:
        now = time.time() + seconds
        monkeypatch.setattr("commonweal.rights.middleware.sessions.time.time", lambda: now)

    return set_on


def test_the_session_is_a_new_one_at_sign_in() -> None:
    client = Client()
    client.get("/accounts/login/")
    client.session["planted"] = True
    client.session.save()
    before = client.session.session_key
    client.post("/accounts/login/", {"login": PersonFactory().email, "password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_it_ends_twelve_hours_after_the_sign_in_however_busy(later: object) -> None:
    client = signed_in(PersonFactory())
    later(12 * HOUR - 60)
    assert is_in(client)
    later(12 * HOUR + 1)
    assert not is_in(client)
    assert b"a sign-in lasts half a day" in client.get("/accounts/login/").content


def test_it_ends_when_the_clock_was_set_back(later: object) -> None:
    client = signed_in(PersonFactory())
    later(-HOUR)
    assert not is_in(client)


def test_it_ends_after_the_idle_time_and_use_draws_it_out(later: object, settings: object) -> None:
    client = signed_in(PersonFactory())
    kept = Session.objects.get(session_key=client.session.session_key)
    assert abs((kept.expire_date - timezone.now()).total_seconds() - 2 * HOUR) < 60
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=30))
    later(90)
    assert is_in(client)
    kept.refresh_from_db()
    assert kept.expire_date > timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_it_ends_when_the_account_is_closed() -> None:
    person = PersonFactory()
    client = signed_in(person)
    person.is_active = False
    person.save()
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    assert not is_in(client)


def test_it_ends_with_the_last_role_and_not_before() -> None:
    person = PersonFactory()
    client = signed_in(person)
    other = give(person, role="partner", organisation=OrganisationFactory())
    own = Grant.objects.exclude(pk=other.pk).get(person=person)
    end_grant(None, own.pk, reason="moved")
    client.get("/library/")
    assert "_auth_user_id" in client.session
    end_grant(None, other.pk, reason="moved")
    client.get("/library/")
    assert "_auth_user_id" not in client.session


def test_it_ends_when_the_last_role_runs_out() -> None:
    person = PersonFactory()
    client = signed_in(person)
    Grant.objects.filter(person=person).update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    client.get("/library/")
    assert "_auth_user_id" not in client.session


def test_a_change_of_password_ends_all_others() -> None:
    person = PersonFactory()
    here, stolen = signed_in(person), signed_in(person)
    chosen = "another long password"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen},
    )
    assert is_in(here)
    assert not is_in(stolen)
    assert TrailEntry.objects.filter(verb="rights.password.changed").count() == 1


def test_end_all_others_ends_them_and_shows_where_they_were() -> None:
    person, agent = PersonFactory(), "<b>old browser</b>"
    stolen, here = signed_in(person, agent=agent), signed_in(person)
    page = here.get("/accounts/sessions/").content.decode()
    assert "&lt;b&gt;old browser&lt;/b&gt;" in page
    here.post("/accounts/sessions/")
    assert is_in(here)
    assert not is_in(stolen)


def test_somebody_else_s_sessions_are_not_shown_or_ended() -> None:
    theirs = signed_in(PersonFactory(), agent="their browser")
    here = signed_in(PersonFactory())
    assert b"their browser" not in here.get("/accounts/sessions/").content
    here.post("/accounts/sessions/")
    assert is_in(theirs)


def test_ending_a_person_s_sessions_is_recorded_with_how_many() -> None:
    person = PersonFactory()
    signed_in(person)
    client = signed_in(person)
    assert end_sessions(person, but=client.session.session_key) == 1
    assert is_in(client)
    entry = TrailEntry.objects.get(verb="rights.sessions.ended")
    assert entry.facts == {"count": 1}


def test_what_is_left_of_ended_sessions_goes() -> None:
    signed_in(PersonFactory())
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=3))
    going_on = signed_in(PersonFactory())
    assert forget_ended_sessions() == 1
    assert is_in(going_on)


def test_erasing_a_person_leaves_nothing_of_their_sign_in() -> None:
    person = PersonFactory()
    signed_in(person)
    forget_sign_in(person)
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_the_cookie_is_for_the_server_alone(client: Client) -> None:
    client.post("/accounts/login/", {"login": PersonFactory().email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    # It goes when the browser is closed.
    assert not cookie["max-age"]


def test_the_demonstration_s_door_makes_a_session_like_any_other(client: Client) -> None:
    person = CoordinatorFactory()
    client.force_login(person)
    client.get("/library/")
    assert client.session["began_at"] <= time.time()
