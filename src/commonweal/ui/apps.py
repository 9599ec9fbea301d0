"""The ui room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "commonweal.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
