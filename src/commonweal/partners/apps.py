from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersApp(AppConfig):
    name = "commonweal.partners"
    label = "partners"

    def ready(self) -> None:
        from commonweal.kernel.today import TodayRoom, register_today
        from commonweal.library.public import documents_read, register_links, worker_started
        from commonweal.partners.actions import (  # noqa: F401  declare how long it keeps
            commitments,
            keeping,
            keeping_calendar,
            keeping_directory,
            keeping_exchange,
            keeping_harm,
            keeping_initiatives,
            keeping_listening,
            keeping_partnerships,
            keeping_prevention,
            keeping_projects,
            keeping_questions,
            keeping_registration,
            merging,
        )
        from commonweal.partners.public import links_of, today_items
        from commonweal.partners.queries.records import KINDS
        from commonweal.partners.tasks import enqueue_left_alone, on_documents_read
        from commonweal.rights.public import register_record

        register_links(links_of)
        worker_started.connect(enqueue_left_alone, dispatch_uid="partners.imports")
        documents_read.connect(on_documents_read, dispatch_uid="partners.evidence")
        register_today(TodayRoom(key="partners", name=_("Partners"), place=10, items=today_items))
        for kind in KINDS:
            register_record(kind)
