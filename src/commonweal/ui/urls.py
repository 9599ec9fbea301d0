"""The pages about the pages."""

from __future__ import annotations

from django.urls import path

from commonweal.ui import views

app_name = "ui"
urlpatterns = [
    path("styles/", views.styles, name="styles"),
]
