"""Settings that come from the environment, each read and checked in one place.

| variable | default | what |
| --- | --- | --- |
| COMMONWEAL_DATA | var/ | folder of the database, the originals and the search index |
| COMMONWEAL_DATABASE_URL | SQLite in the data folder | postgresql://user:password@host:port/name |
| COMMONWEAL_WORKERS | 1 | processes that read documents in the background, at most 64 |
| COMMONWEAL_WEB_WORKERS | 1 | processes that answer requests, four at a time each, at most 32 |
| COMMONWEAL_DEMO | 0 | 1 shows the demo log-ins and lets demo data be reset |
| COMMONWEAL_SECRET_KEY | a file in the data folder | the key that signs sessions |
| COMMONWEAL_HOSTS | 127.0.0.1,localhost | names under which the workspace is reached |
| COMMONWEAL_HOSTED_BY | this computer | who hosts the workspace; shown in the footer |
| COMMONWEAL_TIME_ZONE | UTC; in the demo Europe/Vienna | the zone in which pages and mails tell times: an area and a city, such as Europe/Sarajevo |
| COMMONWEAL_TEXT_LIMIT_MB | 20 | megabytes that one text, HTML, mail or feed file may have |
| COMMONWEAL_FILE_LIMIT_MB | 200 | megabytes that one other file may have: PDF, Word, an archive |
| COMMONWEAL_PDF_PAGES | 5000 | pages that one PDF may have |
| COMMONWEAL_READ_SECONDS | 60 | seconds that opening, and then reading, one document may take |
| COMMONWEAL_TRAIL_YEARS | 5 | years for which entries of the trail are kept, at most 10 |
| COMMONWEAL_PLACE_NOTES | a note on Kosovo | footnotes to names of places: "Place: note", parted by "|" |
| COMMONWEAL_TLS | 0 | 1 where people reach the workspace by https: cookies and links are https only |
| COMMONWEAL_PROXIES | 1 with TLS, else 0 | how many proxies of yours stand before it; they say who calls |
| COMMONWEAL_IDLE_MINUTES | 120 | minutes after which somebody who does nothing is signed out |
| COMMONWEAL_SECOND_STEP | 1 | 0 asks nobody for a second step at sign-in; see docs/security.md |
| COMMONWEAL_OIDC_NAME | none | what the button for single sign-on says, such as City of Lumen |
| COMMONWEAL_OIDC_URL | none | the address of the OpenID Connect provider; with NAME, CLIENT and SECRET |
| COMMONWEAL_OIDC_CLIENT | none | the name under which the provider knows the workspace |
| COMMONWEAL_OIDC_SECRET | none | the secret that goes with it |
| COMMONWEAL_API_PER_MINUTE | 120 | how often one key for programs may ask within a minute |
| COMMONWEAL_API_ADDS_PER_MINUTE | 20 | how many files one key for programs may add within a minute |
| COMMONWEAL_MAIL_URL | files in the data folder | smtp://user:password@host:port?tls=1 (or ?ssl=1) |
| COMMONWEAL_MAIL_FROM | commonweal@localhost | the sender of the workspace's mail |
| COMMONWEAL_LOG | text | text: warnings, for a person; json: a line for each request and task, for a program |
| COMMONWEAL_DEBUG | 0 | 1 shows Django's error pages; never on a public address |

COMMONWEAL_SECRET_KEY, _DATABASE_URL, _OIDC_SECRET and _MAIL_URL can also be read from a file that
a variable with _FILE at its end names, such as COMMONWEAL_SECRET_KEY_FILE.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import available_timezones

from commonweal.kernel.errors import InvalidInput


def data_folder() -> Path:
    """Return the data folder, made if it is missing, for its owner alone.

    Raises:
        InvalidInput: If it cannot be made or is not a folder.
    """
    folder = Path(os.environ.get("COMMONWEAL_DATA", "var")).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            "config.data-folder",
            f"COMMONWEAL_DATA names {folder}, which cannot be made ({error.strerror}). "
            "Name a folder you may write to.",
        ) from error
    return folder


def secret(name: str) -> str:
    """Return the variable, or what stands in the file that the variable with _FILE names, or "".

    Raises:
        InvalidInput: If both are set, or the file cannot be read.
    """
    value, file = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if not file:
        return value
    if value:
        raise InvalidInput(
            "config.secret", f"Both {name} and {name}_FILE are set; set one of them."
        )
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            "config.secret",
            f"{name}_FILE names {file}, which cannot be read ({type(error).__name__}). "
            "Name a text file that this account may read.",
        ) from error


def switched_on(name: str, *, default: str = "0") -> bool:
    """Say whether the variable is 1, and not 0; absent or empty is the default.

    Raises:
        InvalidInput: If it is anything else.
    """
    value = os.environ.get(name, default).strip() or default
    if value not in {"0", "1"}:
        raise InvalidInput("config.switch", f"{name} is {value!r}; it takes 0 or 1.")
    return value == "1"


def one_of(name: str, *, choices: tuple[str, ...]) -> str:
    """Return the variable, which is one of the choices; the first where it is absent or empty.

    Raises:
        InvalidInput: If it is anything else.
    """
    value = os.environ.get(name, "") or choices[0]
    if value not in choices:
        raise InvalidInput(
            "config.choice", f"{name} is {value!r}; it takes one of: {', '.join(choices)}."
        )
    return value


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """Return the variable as a whole number between ``least`` and ``most``.

    Raises:
        InvalidInput: If it is no whole number, or outside the limits.
    """
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise InvalidInput(
            "config.number", f"{name} is {value!r}; it takes a whole number from {least} to {most}."
        )
    return int(value)


def time_zone(*, default: str) -> str:
    """Return the name of the zone in which times are told.

    Raises:
        InvalidInput: If there is no such zone.
    """
    name = os.environ.get("COMMONWEAL_TIME_ZONE") or default
    if name not in available_timezones():
        raise InvalidInput(
            "config.time-zone",
            f"COMMONWEAL_TIME_ZONE is {name!r}; it takes an area and a city, such as Europe/Sarajevo, or UTC.",
        )
    return name


def secret_key(folder: Path) -> str:
    """Return the signing key: the variable's, or one made once and kept in the data folder."""
    given = secret("COMMONWEAL_SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        try:
            key = secrets.token_urlsafe(50)
            stream.write(key)
            stream.flush()
        except OSError:
            # An empty key, as a full disk leaves, would stop every later start.
            file.unlink()
            raise
    return key


def database(folder: Path) -> dict[str, object]:
    """Return Django's database setting: SQLite in ``folder``, or what COMMONWEAL_DATABASE_URL names.

    Raises:
        InvalidInput: If the address is not one of PostgreSQL.
    """
    address = secret("COMMONWEAL_DATABASE_URL")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "commonweal.sqlite3",
            # IMMEDIATE and WAL let the server and the worker write side by side.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                # What is erased is overwritten, not only forgotten.
                "PRAGMA secure_delete=ON;",
            },
        }
    return database_at(address)


def database_at(address: str) -> dict[str, object]:
    """Return Django's setting for a PostgreSQL database.

    Raises:
        InvalidInput: If the address is not one of PostgreSQL.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise InvalidInput(
            "config.database",
            f"COMMONWEAL_DATABASE_URL begins with {parts.scheme or 'nothing'!r}; "
            "it takes postgresql://user:password@host:port/name.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that is gone is said soon, not after minutes.
        "OPTIONS": {"connect_timeout": 5},
    }


def single_sign_on() -> dict[str, Any] | None:
    """Return how people sign in at their own organisation, or None where that is not set up.

    Raises:
        InvalidInput: If only a part of it is given, or the address is no https address.
    """
    names = [f"COMMONWEAL_OIDC_{part}" for part in ("NAME", "URL", "CLIENT", "SECRET")]
    values = [secret(name) for name in names]
    if not any(values):
        return None
    missing = [name for name, value in zip(names, values, strict=True) if not value]
    if missing:
        raise InvalidInput(
            "config.oidc", f"Single sign-on also needs {', '.join(missing)}; set all four or none."
        )
    name, url, client, key = values
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname != "localhost"):
        raise InvalidInput(
            "config.oidc", f"COMMONWEAL_OIDC_URL is {url!r}; it takes an https:// address."
        )
    return {
        "provider_id": "house",
        "name": name,
        "client_id": client,
        "secret": key,
        "settings": {"server_url": url.rstrip("/"), "oauth_pkce_enabled": True},
    }


def origin_of(url: str) -> str:
    """Return the part of an address that names the site: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def mail(folder: Path) -> dict[str, object]:
    """Return Django's mail settings: by COMMONWEAL_MAIL_URL, or files in ``folder``.

    Raises:
        InvalidInput: If the address is not one of a mail server.
    """
    address = secret("COMMONWEAL_MAIL_URL")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder / "mail",
        }
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    options = parse_qs(parts.query)
    if parts.scheme != "smtp" or not parts.hostname or set(options) - {"tls", "ssl"}:
        # The address holds a password, so the message does not repeat it.
        raise InvalidInput(
            "config.mail",
            "COMMONWEAL_MAIL_URL cannot be read; it takes smtp://user:password@host:port?tls=1.",
        )
    by_ssl = options.get("ssl") == ["1"]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if by_ssl else 587 if "tls" in options else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls") == ["1"] and not by_ssl,
        "EMAIL_USE_SSL": by_ssl,
        "EMAIL_TIMEOUT": 20,
    }
