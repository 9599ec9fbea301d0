"""What the pages that change something share: what is refused stands beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commonweal.kernel.errors import CommonwealError, Conflict, InvalidInput, NoAnswer
from commonweal.partners.actions.permit import CHANGED
from commonweal.ui.edits import overtake

if TYPE_CHECKING:
    from commonweal.rights.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who has signed in; only ever the type of one."""

    user: Person


REFUSED = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Conflict: HTTPStatus.CONFLICT,
    NoAnswer: HTTPStatus.SERVICE_UNAVAILABLE,
}


def attempt(form: forms.Form, act: Callable[[], object]) -> HTTPStatus:
    """Do the act if the form is right, and return the status of the answer.

    Args:
        form: A bound form; a refusal is added to it, so that nothing typed is lost. Where somebody
            changed the row meanwhile, what its ``initial`` says stands below what was typed.
        act: What to do with the form's values.

    Returns:
        303 if it was done; 422 if a value cannot be used, 409 if somebody was quicker, 503 if a
        part did not answer. What the person may not do, or may not know of, is raised.
    """
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        act()
    except (InvalidInput, Conflict, NoAnswer) as error:
        refused(form, error)
        if error.code == CHANGED:
            overtake(form)
        return _status(error)
    return HTTPStatus.SEE_OTHER


def refused(form: forms.Form, error: CommonwealError) -> None:
    """Add a refusal to a form: each of its lines is one error, and its link stands under them.

    Args:
        form: A bound form, drawn with ``errors_of``.
        error: Why it was refused.
    """
    form.add_error(None, ValidationError(error.message.split("\n")))
    form.way_on = error.way_on  # type: ignore[attr-defined]  # drawn by errors_of


def _status(error: CommonwealError) -> HTTPStatus:
    return next(number for kind, number in REFUSED.items() if issubclass(type(error), kind))


def go_on(to: Any, *args: object) -> HttpResponse:
    """Lead on after something was done: 303, so that a browser never posts it again."""
    answer = redirect(to, *args)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def number(text: str | None) -> int:
    """Return a small number somebody sent, or 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def identity(text: str | None) -> UUID | None:
    """Return an id somebody sent, or None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
