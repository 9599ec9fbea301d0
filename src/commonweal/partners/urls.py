from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

app_name = "partners"
urlpatterns = [path("partners/", TemplateView.as_view(template_name="ui/base.html"), name="board")]
