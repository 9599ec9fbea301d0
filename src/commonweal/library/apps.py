"""The library as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryApp(AppConfig):
    name = "commonweal.library"
    label = "library"

    def ready(self) -> None:
        """Let public.py ask for tasks, which stand above it."""
        from commonweal.kernel.today import TodayRoom, register_today
        from commonweal.library import public, tasks
        from commonweal.library.actions import (
            keeping,  # noqa: F401  declares how long it keeps
            reviews,  # noqa: F401  declares what people review
        )
        from commonweal.library.actions.watching import note_asked
        from commonweal.library.queries.documents import card_of
        from commonweal.rights.public import RecordKind, register_record

        register_record(
            RecordKind(
                thing="library.Document",
                name=_("document"),
                find=lambda key, person: card_of(key, person=person),
                address=lambda row: row.get_absolute_url(),
                page="library:document",
                asked=lambda key, person: note_asked(key, person=person),
            )
        )
        register_today(
            TodayRoom(key="library", name=_("Library"), place=20, items=public.today_items)
        )
        public.worker_started.connect(tasks.on_worker_started, dispatch_uid="library.tasks")
