"""One form on a page of its own: show it, or do what it asks and lead back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from commonweal.partners.views.acting import SignedIn, attempt, go_on, identity
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


def is_sent(request: SignedIn) -> bool:
    """Say whether a form was sent to be done, not only to look for words among its choices."""
    return request.method == "POST" and "look" not in request.POST


def looked_for(request: SignedIn) -> str:
    """Return the words to look for among a form's choices."""
    return request.POST.get("q", "") or request.GET.get("q", "")


def chosen(request: SignedIn, name: str, kept: Sequence[UUID]) -> list[UUID]:
    """Return what is chosen in a field of a form: as it was sent, or as it is kept.

    Args:
        request: Who asks.
        name: The field.
        kept: What was chosen before.
    """
    if request.method != "POST":
        return list(kept)
    return [key for each in request.POST.getlist(name) if (key := identity(each)) is not None]


def typed(request: SignedIn, initial: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form begins with: what was typed, where one only looked for words.

    Args:
        request: Who asks.
        initial: What it begins with otherwise.
    """
    if request.method != "POST" or is_sent(request):
        return dict(initial)
    return {
        name: request.POST.getlist(name) if isinstance(value, list) else request.POST.get(name, "")
        for name, value in initial.items()
    }


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
    if is_sent(request):
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
    if is_sent(request):
        made: list[Any] = []
        status = attempt(form, lambda: made.append(act()))
        if made:
            if said:
                messages.success(request, said)
            return go_on(made[0])
    return framed(request, form, frame, status=status)
