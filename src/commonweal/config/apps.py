"""Start-up of the whole house."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "commonweal.config"
    label = "config"
