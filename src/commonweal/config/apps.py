"""Start-up of the whole house."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "commonweal.config"
    label = "config"

    def ready(self) -> None:
        """Declare the acts of whoever runs the server."""
        from commonweal.config import acts  # noqa: F401  declares them
