from __future__ import annotations

from django.apps import AppConfig


class LibraryApp(AppConfig):
    name = "commonweal.library"
    label = "library"
