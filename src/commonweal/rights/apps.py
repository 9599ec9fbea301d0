from __future__ import annotations

from django.apps import AppConfig


class RightsApp(AppConfig):
    name = "commonweal.rights"
    label = "rights"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from commonweal.rights.models.trail_guard import stand_after_migration

        post_migrate.connect(stand_after_migration, sender=self)
        from commonweal.rights.actions import keeping  # noqa: F401  declares how long it keeps
        from commonweal.rights.adapters import events

        events.connect()
