from __future__ import annotations

from django.urls import path

from commonweal.demo import views

app_name = "demo"
urlpatterns = [
    path("about/seeds/", views.seeds, name="seeds"),
    path("demo/enter/", views.enter, name="enter"),
    path("demo/letters/", views.letters, name="letters"),
]
