from __future__ import annotations

from django.urls import path

from commonweal.today import views

app_name = "today"
urlpatterns = [path("", views.home, name="home")]
