"""Secrets, mail and single sign-on from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.config import environment
from commonweal.kernel.errors import InvalidInput


def test_a_secret_comes_from_its_variable_or_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text("from the file\n")
    monkeypatch.setenv("COMMONWEAL_SECRET_KEY_FILE", str(file))
    assert environment.secret_key(tmp_path) == "from the file"
    monkeypatch.setenv("COMMONWEAL_SECRET_KEY", "from the variable")
    with pytest.raises(InvalidInput, match="set one of them"):
        environment.secret_key(tmp_path)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COMMONWEAL_DATABASE_URL", raising=False)
    monkeypatch.setenv("COMMONWEAL_DATABASE_URL_FILE", str(tmp_path / "nothing"))
    with pytest.raises(InvalidInput, match="Name a text file"):
        environment.database(tmp_path)


def test_mail_goes_into_files_by_default(tmp_path: Path) -> None:
    assert environment.mail(tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "mail"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://ann:p%40ss@mail.example.org:2525?tls=1", 2525, True, False),
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org?tls=1", 587, True, False),
        ("smtp://mail.example.org?ssl=1", 465, False, True),
    ],
)
def test_mail_by_one_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("COMMONWEAL_MAIL_URL", address)
    found = environment.mail(tmp_path)
    assert found["EMAIL_HOST"] == "mail.example.org"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    if "ann" in address:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("ann", "p@ss")


@pytest.mark.parametrize(
    "address",
    ["mail.example.org", "http://a:secret@b", "smtp://", "smtp://h:port", "smtp://h?tsl=1"],
)
def test_another_mail_address_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("COMMONWEAL_MAIL_URL", address)
    with pytest.raises(InvalidInput, match="it takes smtp://") as refusal:
        environment.mail(tmp_path)
    assert "secret" not in refusal.value.message


def test_single_sign_on_needs_all_four(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.single_sign_on() is None
    monkeypatch.setenv("COMMONWEAL_OIDC_NAME", "City of Lumen")
    monkeypatch.setenv("COMMONWEAL_OIDC_URL", "https://people.example.org/")
    with pytest.raises(InvalidInput, match="COMMONWEAL_OIDC_CLIENT, COMMONWEAL_OIDC_SECRET"):
        environment.single_sign_on()
    monkeypatch.setenv("COMMONWEAL_OIDC_CLIENT", "commonweal")
    monkeypatch.setenv("COMMONWEAL_OIDC_SECRET", "s")
    found = environment.single_sign_on()
    assert found
    assert found["settings"]["server_url"] == "https://people.example.org"


def test_single_sign_on_in_clear_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("NAME", "CLIENT", "SECRET"):
        monkeypatch.setenv(f"COMMONWEAL_OIDC_{part}", "x")
    monkeypatch.setenv("COMMONWEAL_OIDC_URL", "http://people.example.org")
    with pytest.raises(InvalidInput, match="it takes an https"):
        environment.single_sign_on()


def test_the_origin_is_scheme_host_and_port() -> None:
    assert environment.origin_of("https://a.example:8443/realms/x?y") == "https://a.example:8443"
