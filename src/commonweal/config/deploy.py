"""What must hold before other people may reach the workspace, checked one thing at a time.

Each check yields the problems it found; `CHECKS` lists the checks in the order of the report.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks

from commonweal.demo.public import DEMO_ADDRESSES
from commonweal.rights.public import Role, people_without_second_step, somebody_holds

SHORTEST_KEY = 50
FEWEST_CHARACTERS_IN_KEY = 5
THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}
LOOSE = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be.

    Attributes:
        code: A stable name for programs.
        is_error: Whether it stops the workspace from being served to others; else a warning.
        text: What is wrong.
        remedy: What to do about it.
    """

    code: str
    is_error: bool
    text: str
    remedy: str


def _error(code: str, text: str, remedy: str) -> Problem:
    return Problem(code=code, is_error=True, text=text, remedy=remedy)


def _warning(code: str, text: str, remedy: str) -> Problem:
    return Problem(code=code, is_error=False, text=text, remedy=remedy)


def problems() -> tuple[Problem, ...]:
    """Return everything that is not as it must be on a public address, errors first."""
    found = [problem for check in CHECKS for problem in check()]
    return tuple(sorted(found, key=lambda problem: not problem.is_error))


def problems_of_settings() -> tuple[Problem, ...]:
    """Return what Django finds wrong with the settings and models, wherever they are used."""
    return tuple(_of_django(checks.run_checks()))


def line_of(problem: Problem) -> str:
    """Return the problem as one line for a person."""
    kind = "Error" if problem.is_error else "Warning"
    return f"{kind}: {problem.text} {problem.remedy} [{problem.code}]"


def _demo() -> Iterator[Problem]:
    if settings.DEMO:
        yield _error("demo-mode", "The demonstration is on.", "Set COMMONWEAL_DEMO=0.")
    count = get_user_model().objects.filter(email__in=DEMO_ADDRESSES, is_active=True).count()
    if count:
        yield _error(
            "demo-accounts",
            f"{count} accounts of the demo city are open; everybody knows their password.",
            "Start with an empty COMMONWEAL_DATA (or database), without the demo.",
        )


def _debug() -> Iterator[Problem]:
    if settings.DEBUG:
        yield _error("debug", "Faults are shown with their insides.", "Set COMMONWEAL_DEBUG=0.")


def _key() -> Iterator[Problem]:
    key = settings.SECRET_KEY
    is_weak = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS_IN_KEY
    if is_weak or key.startswith("django-insecure-"):
        yield _error(
            "key",
            f"The secret key is short or a default ({len(key)} characters).",
            f"Give COMMONWEAL_SECRET_KEY at least {SHORTEST_KEY} random characters, or leave it "
            "out: a key is then made and kept in the data folder.",
        )
    given = os.environ.get("COMMONWEAL_SECRET_KEY_FILE")
    for file in filter(None, (given, str(settings.DATA / "secret_key"))):
        yield from _private(Path(file), code="key-file")


def _private(path: Path, *, code: str) -> Iterator[Problem]:
    """Say where others than the owner may read or write a file or folder."""
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & LOOSE:
        mode = "700" if path.is_dir() else "600"
        yield _error(code, f"Others on this machine can read {path}.", f"Run: chmod {mode} {path}")


def _files() -> Iterator[Problem]:
    yield from _private(settings.DATA, code="data-folder")
    if _is_sqlite():
        yield from _private(Path(str(settings.DATABASES["default"]["NAME"])), code="database-file")


def _is_sqlite() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def _address() -> Iterator[Problem]:
    if not settings.TLS:
        yield _error(
            "tls",
            "Passwords and pages would travel in clear.",
            "Put a proxy with https before the workspace and set COMMONWEAL_TLS=1.",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield _error(
            "hosts",
            "The workspace answers under any name.",
            "Set COMMONWEAL_HOSTS to the names under which people reach it.",
        )
    if set(settings.ALLOWED_HOSTS) <= THIS_MACHINE:
        yield _error(
            "hosts-here-only",
            "The workspace answers only under names of this machine.",
            "Set COMMONWEAL_HOSTS to the names under which people reach it.",
        )
    if not settings.HOSTED_BY:
        yield _error(
            "hosted-by",
            "The pages do not say who hosts the workspace.",
            "Set COMMONWEAL_HOSTED_BY to the name of the host.",
        )


def _mail() -> Iterator[Problem]:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield _error(
            "mail",
            "Mail is written into files; nobody gets the link for a new password.",
            "Set COMMONWEAL_MAIL_URL to smtp://user:password@host:port?tls=1.",
        )


def _database() -> Iterator[Problem]:
    if _is_sqlite() and settings.WORKERS > 1:
        yield _warning(
            "sqlite-workers",
            f"{settings.WORKERS} workers share SQLite, which lets one write at a time.",
            "Set COMMONWEAL_DATABASE_URL to a PostgreSQL, or COMMONWEAL_WORKERS=1.",
        )


def _people() -> Iterator[Problem]:
    if not settings.SECOND_STEP_REQUIRED:
        yield _warning(
            "second-step",
            "Roles that see restricted things need no second step at sign-in.",
            "Set COMMONWEAL_SECOND_STEP=1.",
        )
    count = people_without_second_step().count()
    if count:
        yield _warning(
            "people-without-second-step",
            f"{count} people with such a role have not set up a second step yet.",
            "Ask them to sign in and set one up; until then other pages stay closed to them.",
        )
    if not somebody_holds(Role.OVERSIGHT):
        yield _warning(
            "oversight",
            "Nobody holds the oversight role, so nobody looks over the shoulder of this workspace.",
            "Invite somebody independent: commonweal rights invite ADDRESS --role oversight ...",
        )


# Django's checks of what is said better above, or held elsewhere.
SAID_ABOVE = {
    "security.W004",  # HSTS: set with COMMONWEAL_TLS
    "security.W005",  # subdomains belong to whoever owns the domain, not to the workspace
    "security.W008",
    "security.W009",
    "security.W012",
    "security.W016",
    "security.W018",
    "security.W020",
    "security.W021",  # as W005
}


def _django() -> Iterator[Problem]:
    yield from _of_django(checks.run_checks(include_deployment_checks=True))


def _of_django(messages: Iterable[checks.CheckMessage]) -> Iterator[Problem]:
    for found in messages:
        if found.id in SAID_ABOVE or found.is_silenced():
            continue
        yield Problem(
            code=str(found.id),
            is_error=found.level >= checks.ERROR,
            text=" ".join(found.msg.split()),
            remedy=" ".join((found.hint or "See Django's system check framework.").split()),
        )


CHECKS: tuple[Callable[[], Iterator[Problem]], ...] = (
    _demo,
    _debug,
    _key,
    _files,
    _address,
    _mail,
    _database,
    _people,
    _django,
)
