"""What must hold before others may reach the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner

from commonweal.cli import commonweal
from commonweal.config import deploy, serving
from commonweal.demo.city import COORDINATOR
from commonweal.kernel.errors import NotAllowed
from factories import PersonFactory

pytestmark = pytest.mark.django_db
HERE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.fixture
def sound(settings: object, tmp_path: Path) -> Path:
    """A workspace as it should be, with somebody in the oversight role."""
    tmp_path.chmod(0o700)
    settings.DATA = tmp_path
    settings.DEMO, settings.TLS, settings.HOSTED_BY = False, True, "City of Lumen"
    settings.ALLOWED_HOSTS = ["commonweal.example.org"]
    settings.SECRET_KEY = "0123456789abcdefghij" * 3
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    TOTP.activate(PersonFactory(role="oversight"), "JBSWY3DPEHPK3PXP")
    return tmp_path


def codes(*, errors: bool) -> set[str]:
    return {found.code for found in deploy.problems() if found.is_error is errors}


def test_a_sound_workspace_has_no_problems(sound: Path) -> None:
    assert deploy.problems() == ()


WRONG: dict[str, Callable[[object], None]] = {
    "demo-mode": lambda s: setattr(s, "DEMO", True),
    "debug": lambda s: setattr(s, "DEBUG", True),
    "key": lambda s: setattr(s, "SECRET_KEY", "short"),
    "tls": lambda s: setattr(s, "TLS", False),
    "hosts": lambda s: setattr(s, "ALLOWED_HOSTS", ["*"]),
    "hosts-here-only": lambda s: setattr(s, "ALLOWED_HOSTS", HERE),
    "hosted-by": lambda s: setattr(s, "HOSTED_BY", ""),
    "mail": lambda s: setattr(
        s, "EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
    ),
}


@pytest.mark.parametrize("code", sorted(WRONG))
def test_each_fault_is_named_with_its_remedy(sound: Path, settings: object, code: str) -> None:
    WRONG[code](settings)
    assert codes(errors=True) == {code}
    found = next(problem for problem in deploy.problems() if problem.code == code)
    assert found.text
    assert found.remedy
    assert "\n" not in deploy.line_of(found)


@pytest.mark.parametrize("key", ["a" * 60, "ababab" * 10, "django-insecure-" + "x1y2z3" * 10])
def test_a_key_of_few_characters_or_a_default_is_weak(
    sound: Path, settings: object, key: str
) -> None:
    settings.SECRET_KEY = key
    assert codes(errors=True) == {"key"}


def test_open_demo_accounts_stop_it_even_without_the_demonstration(sound: Path) -> None:
    person = PersonFactory(email=COORDINATOR.email)
    assert codes(errors=True) == {"demo-accounts"}
    person.is_active = False
    person.save()
    assert codes(errors=True) == set()


def test_loose_permissions_are_named_with_the_command(sound: Path) -> None:
    key = sound / "secret_key"
    key.write_text("x")
    key.chmod(0o640)
    sound.chmod(0o755)
    assert codes(errors=True) == {"key-file", "data-folder"}
    assert f"chmod 600 {key}" in [found.remedy.removeprefix("Run: ") for found in deploy.problems()]
    key.chmod(0o600)
    sound.chmod(0o700)
    assert codes(errors=True) == set()


def test_what_only_warns(sound: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WORKERS, settings.SECOND_STEP_REQUIRED = 3, False
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    PersonFactory(role="police")
    assert codes(errors=True) == set()
    assert {"sqlite-workers", "second-step", "people-without-second-step"} <= codes(errors=False)


def test_nobody_in_oversight_warns(sound: Path) -> None:
    from commonweal.rights.models import Grant

    Grant.objects.all().delete()
    assert codes(errors=False) == {"oversight"}


def test_the_command_says_one_line_each_and_exits_1(
    sound: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.config.check.start_django", lambda: None)
    settings.DEMO = True
    run = CliRunner().invoke(commonweal, ["check", "--deploy"], standalone_mode=False)
    assert run.return_value == 1
    assert run.stdout.splitlines() == [
        "Error: The demonstration is on. Set COMMONWEAL_DEMO=0. [demo-mode]"
    ]
    run = CliRunner().invoke(commonweal, ["check", "--deploy", "--json"], standalone_mode=False)
    found = json.loads(run.stdout)
    assert found["ok"] is False
    assert [problem["code"] for problem in found["problems"]] == ["demo-mode"]
    settings.DEMO = False
    run = CliRunner().invoke(commonweal, ["check", "--deploy"], standalone_mode=False)
    assert (run.return_value, run.stdout) == (0, "")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("localhost", True), ("::1", True),
        ("::", False), ("192.0.2.4", False), ("host.example", False),
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert serving.is_loopback(host) is expected


def test_serving_others_is_refused_where_something_is_missing(
    sound: Path, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    serving.refuse_unprotected("192.0.2.4")
    settings.DEMO = True
    with pytest.raises(NotAllowed, match=r"Others could reach 192\.0\.2\.4"):
        serving.refuse_unprotected("192.0.2.4")
    assert "COMMONWEAL_DEMO=0" in capsys.readouterr().err
