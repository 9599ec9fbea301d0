"""Settings that come from the environment, each read and checked in one place.

| variable | default | what |
| --- | --- | --- |
| COMMONWEAL_DATA | var/ | folder of the database, the originals and the search index |
| COMMONWEAL_DATABASE_URL | SQLite in the data folder | postgresql://user:password@host:port/name |
| COMMONWEAL_WORKERS | 1 | processes that read documents in the background |
| COMMONWEAL_DEMO | 0 | 1 shows the demo log-ins and lets demo data be reset |
| COMMONWEAL_SECRET_KEY | a file in the data folder | the key that signs sessions |
| COMMONWEAL_HOSTS | 127.0.0.1,localhost | names under which the workspace is reached |
| COMMONWEAL_HOSTED_BY | this computer | who hosts the workspace; shown in the footer |
| COMMONWEAL_TEXT_LIMIT_MB | 20 | megabytes that one text, HTML, mail or feed file may have |
| COMMONWEAL_FILE_LIMIT_MB | 200 | megabytes that one other file may have: PDF, Word, an archive |
| COMMONWEAL_PDF_PAGES | 5000 | pages that one PDF may have |
| COMMONWEAL_READ_SECONDS | 60 | seconds that opening, and then reading, one document may take |
| COMMONWEAL_PLACE_NOTES | a note on Kosovo | footnotes to names of places: "Place: note", parted by "|" |
| COMMONWEAL_TLS | 0 | 1 sends cookies over https only; set it on a public address |
| COMMONWEAL_DEBUG | 0 | 1 shows Django's error pages; never on a public address |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

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


def switched_on(name: str) -> bool:
    """Say whether the variable is 1 (or absent or 0: no).

    Raises:
        InvalidInput: If it is anything else.
    """
    value = os.environ.get(name, "0").strip() or "0"
    if value not in {"0", "1"}:
        raise InvalidInput("config.switch", f"{name} is {value!r}; it takes 0 or 1.")
    return value == "1"


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


def secret_key(folder: Path) -> str:
    """Return the signing key: the variable's, or one made once and kept in the data folder."""
    given = os.environ.get("COMMONWEAL_SECRET_KEY")
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
    address = os.environ.get("COMMONWEAL_DATABASE_URL", "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "commonweal.sqlite3",
            # IMMEDIATE and WAL let the server and the worker write side by side.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
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
    }
