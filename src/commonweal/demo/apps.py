from __future__ import annotations

from django.apps import AppConfig


class DemoApp(AppConfig):
    name = "commonweal.demo"
    label = "demo"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from commonweal.rights.public import stays

        stays("demo.Made", _("Names of the demo's things and their ids."))
