from __future__ import annotations

from django.apps import AppConfig


class PartnersApp(AppConfig):
    name = "commonweal.partners"
    label = "partners"
