"""The page where somebody chooses how often mail comes, and the one that stops it without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commonweal.kernel.doors import EVERYONE, SIGNED_IN, opens_to
from commonweal.rights.public import Role, choose_digest, holds, stop_digest
from commonweal.today.forms import MailForm
from commonweal.today.queries.mails import mails_of, post_of_the_week
from commonweal.today.rules import person_of

if TYPE_CHECKING:
    from commonweal.rights.models import Person

    class SignedIn(HttpRequest):
        """A request of somebody who has signed in; only ever the type of one."""

        user: Person


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: SignedIn) -> HttpResponse:
    """Show how often mail comes and how the last ones went; or keep what was chosen."""
    person = request.user
    given = request.POST if request.method == "POST" else None
    form = MailForm(given, initial={"digest": person.digest})
    if given is not None and form.is_valid():
        choose_digest(person, form.cleaned_data["digest"])
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("today:mail"), status=303)
    is_keeper = holds(person, Role.ADMINISTRATOR)
    context = {
        "form": form,
        "mails": mails_of(person),
        "post": post_of_the_week(today=timezone.localdate()) if is_keeper else None,
    }
    return render(request, "today/mail.html", context, status=422 if given is not None else 200)


@opens_to(EVERYONE)
@csrf_exempt  # mail programs post to it by themselves; the link is the permission, and all it does is stop mail
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop the mails of whoever the link was sent to; it tells nobody who that is."""
    person_id = person_of(token)
    if request.method == "POST":
        stop_digest(person_id)
    return render(request, "today/stop_mail.html", {"is_stopped": request.method == "POST"})
