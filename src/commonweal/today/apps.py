from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TodayApp(AppConfig):
    name = "commonweal.today"
    label = "today"

    def ready(self) -> None:
        from commonweal.kernel.today import TodayRoom, register_today
        from commonweal.today.actions import keeping  # noqa: F401  declares how long it keeps
        from commonweal.today.queries.mails import today_items

        register_today(TodayRoom(key="mail", name=_("Mail"), place=40, items=today_items))
