"""The library's addresses."""

from __future__ import annotations

from django.urls import path

from commonweal.library.views import (
    adding,
    documents,
    missing,
    removing,
    rereading,
    restricting,
    reviewing,
    search,
    values,
)
from commonweal.library.views.restricting import watched

app_name = "library"
urlpatterns = [
    path("library/", documents.documents, name="documents"),
    path("library/add/", adding.add, name="add"),
    path("library/intakes/<uuid:intake_id>/", adding.intake, name="intake"),
    path("library/intakes/<uuid:intake_id>/stop/", adding.stop, name="stop"),
    path("library/intakes/<uuid:intake_id>/resume/", adding.resume, name="resume"),
    path("library/search/", search.search, name="search"),
    path("library/review/", reviewing.review, name="review"),
    path("library/review/read-again/", rereading.rereadings, name="rereadings"),
    path("library/review/read-again/<uuid:run_id>/", rereading.rereading, name="rereading"),
    path("library/review/read-again/<uuid:run_id>/stop/", rereading.stop, name="stop_rereading"),
    path(
        "library/review/read-again/<uuid:run_id>/resume/", rereading.resume, name="resume_rereading"
    ),
    path("about/reading/", reviewing.reading, name="reading"),
    path("library/removed/", removing.removed, name="removed"),
    path("library/<uuid:document_id>/", watched(documents.document), name="document"),
    path("library/<uuid:document_id>/original/", watched(documents.original), name="original"),
    path("library/<uuid:document_id>/restrict/", watched(restricting.restrict), name="restrict"),
    path("library/<uuid:document_id>/values/<str:value_key>/", watched(values.value), name="value"),
    path("library/<uuid:document_id>/missing/", watched(missing.missing), name="missing"),
    path("library/<uuid:document_id>/certain/", watched(values.certain), name="certain"),
    path("library/<uuid:document_id>/read-again/", watched(values.reread), name="reread"),
    path("library/<uuid:document_id>/remove/", watched(removing.remove), name="remove"),
    path("library/<uuid:document_id>/put-back/", watched(removing.put_back), name="put_back"),
]
