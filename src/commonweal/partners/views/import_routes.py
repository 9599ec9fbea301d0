"""Addresses of one import: with the directory, and with the recommendations for a table of those."""

from __future__ import annotations

from django.urls import path

from commonweal.partners.views import imports

_PAGES = (
    ("", imports.one_import, "import"),
    ("report.csv", imports.report, "import_report"),
    ("begin/", imports.begin, "begin_import"),
    ("stop/", imports.stop, "stop_import"),
    ("resume/", imports.resume, "resume_import"),
    ("back/", imports.take_back, "take_back_import"),
    ("drop/", imports.drop, "drop_import"),
)
ROUTES = [
    path(f"partners/{where}/imports/<uuid:import_id>/{tail}", view, name=f"{name}{suffix}")
    for where, suffix in (("directory", ""), ("recommendations", "_of_recommendations"))
    for tail, view, name in _PAGES
]
