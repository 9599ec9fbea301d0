from __future__ import annotations

from django.apps import AppConfig


class PartnersApp(AppConfig):
    name = "commonweal.partners"
    label = "partners"

    def ready(self) -> None:
        from commonweal.library.public import register_links
        from commonweal.partners.actions import keeping  # noqa: F401  declares how long it keeps
        from commonweal.partners.public import links_of
        from commonweal.partners.queries.records import KINDS
        from commonweal.rights.public import register_record

        register_links(links_of)
        for kind in KINDS:
            register_record(kind)
