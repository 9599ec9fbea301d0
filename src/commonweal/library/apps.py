"""The library as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryApp(AppConfig):
    name = "commonweal.library"
    label = "library"

    def ready(self) -> None:
        """Let public.py ask for tasks, which stand above it."""
        from commonweal.library import public, tasks
        from commonweal.library.actions import (
            keeping,  # noqa: F401  declares how long it keeps
            reviews,  # noqa: F401  declares what people review
        )

        public.worker_started.connect(tasks.on_worker_started, dispatch_uid="library.tasks")
