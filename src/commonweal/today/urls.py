from __future__ import annotations

from django.urls import path

from commonweal.today.views import mail, page

app_name = "today"
urlpatterns = [
    path("", page.home, name="home"),
    path("mail/", mail.mail, name="mail"),
    path("mail/stop/<str:token>/", mail.stop_mail, name="stop_mail"),
]
