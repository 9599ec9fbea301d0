from __future__ import annotations

from django.apps import AppConfig


class DemoApp(AppConfig):
    name = "commonweal.demo"
    label = "demo"
