"""The one tree of errors.

    CommonwealError(code, message, **facts)
    ├── InvalidInput   what was given cannot be used; the message names the value, the limit and the remedy
    ├── NotAllowed     the person may not do this (told only where they may know the thing exists)
    ├── NotFound       there is no such thing, or the person may not know of it
    ├── Conflict       the thing has changed meanwhile, or already exists
    └── NoAnswer       another system, or a part that is not installed, did not answer

Errors are raised where they are known and caught only at the doors (view, api, cli, task).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where the remedy is done: an address of this workspace, and what its link says."""

    href: str
    text: str


class CommonwealError(Exception):
    """Say what went wrong in words a person can act on.

    Args:
        code: Stable name for programs, such as ``"library.pdf-without-text"``.
        message: One or two sentences: the value, the limit, the remedy; several things, one a line.
        way_on: The page where the remedy is done, shown as a link under the message.
        facts: The numbers and names behind the message, for programs.
    """

    def __init__(
        self, code: str, message: str, *, way_on: WayOn | None = None, **facts: object
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.way_on = way_on
        self.facts = facts

    def __str__(self) -> str:
        return self.message


class InvalidInput(CommonwealError):
    """What was given cannot be used."""


class NotAllowed(CommonwealError):
    """The person may not do this."""


class NotFound(CommonwealError):
    """There is no such thing, or the person may not know of it."""


class Conflict(CommonwealError):
    """The thing has changed meanwhile, or already exists."""


class NoAnswer(CommonwealError):
    """Another system, or a part that is not installed, did not answer."""
