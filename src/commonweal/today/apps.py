from __future__ import annotations

from django.apps import AppConfig


class TodayApp(AppConfig):
    name = "commonweal.today"
    label = "today"
