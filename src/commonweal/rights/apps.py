from __future__ import annotations

from django.apps import AppConfig


class RightsApp(AppConfig):
    name = "commonweal.rights"
    label = "rights"
