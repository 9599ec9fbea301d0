from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsApp(AppConfig):
    name = "commonweal.rights"
    label = "rights"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from commonweal.rights.models.trail_guard import stand_after_migration

        post_migrate.connect(stand_after_migration, sender=self)
        from commonweal.kernel.today import TodayRoom, register_today
        from commonweal.rights.actions import (
            erased_list,  # noqa: F401  writes down what is erased
            keeping,  # noqa: F401  declares how long it keeps
            keeping_machinery,  # noqa: F401  declares it of what the machinery leaves
        )
        from commonweal.rights.adapters import events

        events.connect()
        from commonweal.rights.public import today_items

        register_today(TodayRoom(key="rights", name=_("Rights"), place=30, items=today_items))
        from commonweal.rights.queries.records import KINDS
        from commonweal.rights.rules.records import register_record

        for kind in KINDS:
            register_record(kind)
