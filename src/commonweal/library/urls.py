"""The library's addresses."""

from __future__ import annotations

from django.urls import path

from commonweal.library.views import adding, documents, removing, reviewing, search, values

app_name = "library"
urlpatterns = [
    path("library/", documents.documents, name="documents"),
    path("library/add/", adding.add, name="add"),
    path("library/intakes/<uuid:intake_id>/", adding.intake, name="intake"),
    path("library/intakes/<uuid:intake_id>/stop/", adding.stop, name="stop"),
    path("library/intakes/<uuid:intake_id>/resume/", adding.resume, name="resume"),
    path("library/search/", search.search, name="search"),
    path("library/review/", reviewing.review, name="review"),
    path("library/review/read-again/", reviewing.reread_all, name="reread_all"),
    path("about/reading/", reviewing.reading, name="reading"),
    path("library/removed/", removing.removed, name="removed"),
    path("library/<uuid:document_id>/", documents.document, name="document"),
    path("library/<uuid:document_id>/original/", documents.original, name="original"),
    path("library/<uuid:document_id>/values/<str:value_key>/", values.value, name="value"),
    path("library/<uuid:document_id>/certain/", values.certain, name="certain"),
    path("library/<uuid:document_id>/read-again/", values.reread, name="reread"),
    path("library/<uuid:document_id>/remove/", removing.remove, name="remove"),
    path("library/<uuid:document_id>/put-back/", removing.put_back, name="put_back"),
]
