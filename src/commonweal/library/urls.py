"""The library's addresses."""

from __future__ import annotations

from django.urls import path

from commonweal.library.views import adding, documents, removing, search

app_name = "library"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("add/", adding.add, name="add"),
    path("intakes/<uuid:intake_id>/", adding.intake, name="intake"),
    path("intakes/<uuid:intake_id>/stop/", adding.stop, name="stop"),
    path("intakes/<uuid:intake_id>/resume/", adding.resume, name="resume"),
    path("search/", search.search, name="search"),
    path("removed/", removing.removed, name="removed"),
    path("<uuid:document_id>/", documents.document, name="document"),
    path("<uuid:document_id>/original/", documents.original, name="original"),
    path("<uuid:document_id>/remove/", removing.remove, name="remove"),
    path("<uuid:document_id>/put-back/", removing.put_back, name="put_back"),
]
