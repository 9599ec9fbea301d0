"""One form on a page of its own: show it, or do what it asks and lead back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from commonweal.partners.views.acting import SignedIn, attempt, go_on
from commonweal.ui.edits import is_overtaken


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a form: its heading, what it means, its button, and the way back."""

    heading: str
    verb: str
    back: str
    lede: str = ""
    is_danger: bool = False
    seen: int | None = None


def framed(
    request: SignedIn, form: forms.Form, frame: Frame, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Show one form on a page of its own."""
    context = {"form": form, "frame": frame, "is_overtaken": is_overtaken(form)}
    return render(request, "partners/form.html", context, status=status)


def done(
    request: SignedIn,
    form: forms.Form,
    frame: Frame,
    act: Callable[[], object],
    *,
    to: Any,
    said: str = "",
) -> HttpResponse:
    """Show a form on its page, or do the act, say so and lead on.

    Args:
        request: Who asks.
        form: Bound where it was sent.
        frame: What stands around it.
        act: What to do with the form's values.
        to: The row or address to lead to.
        said: What the next page says, if anything.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        status = attempt(form, act)
        if status == HTTPStatus.SEE_OTHER:
            if said:
                messages.success(request, said)
            return go_on(to)
    return framed(request, form, frame, status=status)


def added(
    request: SignedIn,
    form: forms.Form,
    frame: Frame,
    act: Callable[[], Any],
    *,
    said: str = "",
) -> HttpResponse:
    """Show a form on its page, or make what it describes and lead to that.

    Args:
        request: Who asks.
        form: Bound where it was sent.
        frame: What stands around it.
        act: Makes it and returns the row, which has a page.
        said: What the next page says, if anything.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        made: list[Any] = []
        status = attempt(form, lambda: made.append(act()))
        if made:
            if said:
                messages.success(request, said)
            return go_on(made[0])
    return framed(request, form, frame, status=status)
