"""The page that shows every component with its markup."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def styles(request: HttpRequest) -> HttpResponse:
    """Show every component; open to everyone, with made-up text only."""
    return render(request, "ui/styles.html")
