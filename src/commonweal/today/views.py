"""The first page: a welcome for strangers, Today for those who work here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the welcome page, or what waits for the person."""
    return render(request, "today/welcome.html", {})
