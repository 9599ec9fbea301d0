"""Pages of oversight: what stands out, random checks, findings, the statement of a year."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import MEMBERS, OVERSIGHT, opens_to
from commonweal.kernel.errors import Conflict, InvalidInput
from commonweal.rights.actions import oversight as actions
from commonweal.rights.engine import statement_pdf
from commonweal.rights.forms.oversight import DrawForm, FindingForm, WordsForm
from commonweal.rights.models import Finding, RandomCheck
from commonweal.rights.queries import oversight as queries
from commonweal.rights.queries.standing import trail_complaint
from commonweal.rights.queries.statement import statement as statement_of
from commonweal.rights.queries.trail import first_year, line
from commonweal.rights.rules.oversight import ANSWER_FINDING, CLOSE_FINDING, oversees
from commonweal.rights.views.signed_in import SignedIn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django import forms


PAGE_SIZE = 50
YEARS_OFFERED = 10
NUMBER_DIGITS = 18


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """Show what stands out, the open findings and the ways to check."""
    this_year = timezone.localdate().year
    began = first_year() or this_year
    context = {
        "complaint": trail_complaint(),
        "signals": queries.what_stands_out(timezone.now()),
        "most_acts": queries.MOST_ACTS,
        "days": queries.LOOKED_BACK_DAYS,
        "findings": _called(request, queries.findings(request.user).filter(closed_at=None)[:10]),
        "checks": queries.checks(request.user)[:5],
        "years": range(this_year, max(began, this_year - YEARS_OFFERED) - 1, -1),
        "today": timezone.localdate(),
    }
    return render(request, "rights/oversight.html", context)


@opens_to(OVERSIGHT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: SignedIn) -> HttpResponse:
    """List the random checks, and draw a new one."""
    form = DrawForm(request.POST or None, initial={"seed": secrets.token_hex(4)})
    made: list[RandomCheck] = []
    status = _attempt(form, lambda: made.append(actions.draw_check(request.user, form.terms)))
    if made:
        return HttpResponseRedirect(reverse("rights:check", args=[made[0].pk]), status=303)
    page = Paginator(queries.checks(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rights/checks.html", {"form": form, "page": page}, status=status)


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def check(request: SignedIn, check_id: UUID) -> HttpResponse:
    """Show a random check with its entries, drawn again to show that they are the same."""
    found = queries.drawn(check_id, person=request.user)
    return render(request, "rights/check.html", {"drawn": found, "check": found.check})


@opens_to(MEMBERS)
@never_cache
@require_safe
def findings(request: SignedIn) -> HttpResponse:
    """List the findings: all of them for oversight, those addressed to it for a partner."""
    page = Paginator(queries.findings(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "findings": _called(request, page.object_list),
        "oversees": oversees(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "rights/findings.html", context)


@opens_to(OVERSIGHT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_finding(request: SignedIn) -> HttpResponse:
    """Ask what was found, about which entry or to whom, and file it."""
    number, drawn = _entry_asked(request), _check_asked(request)
    form = FindingForm(
        request.POST or None, authorities=queries.authorities(), is_of_entry=number is not None
    )
    made: list[Finding] = []

    def act() -> None:
        draft = actions.FindingDraft(
            text=form.cleaned_data["text"],
            entry=number,
            check=drawn,
            addressee=form.cleaned_data.get("addressee"),
            days=form.cleaned_data["days"],
        )
        made.append(actions.file_finding(request.user, draft))

    status = _attempt(form, act)
    if made:
        messages.success(request, _("The finding was filed. The clock for its answer runs."))
        return HttpResponseRedirect(reverse("rights:finding", args=[made[0].pk]), status=303)
    context = {"form": form, "line": line(number) if number else None}
    return render(request, "rights/finding_form.html", context, status=status)


@opens_to(MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: SignedIn, finding_id: UUID) -> HttpResponse:
    """Show a finding; its addressee answers here, oversight closes it here."""
    found = queries.finding_of(finding_id, person=request.user)
    may_answer = ANSWER_FINDING.allows(request.user, found)
    may_close = CLOSE_FINDING.allows(request.user, found)
    if request.method == "POST" and not may_answer and not may_close:
        raise Conflict("rights.finding.over", _("It was answered or closed already."))
    label = "" if may_answer else _("Why do you close it?")
    form = WordsForm(request.POST or None, label=label)
    done: list[Finding] = []

    def act() -> None:
        text = form.cleaned_data["text"]
        if may_answer:
            done.append(actions.answer_finding(request.user, finding_id, text=text))
        else:
            done.append(actions.close_finding(request.user, finding_id, reason=text))

    status = _attempt(form, act)
    if done:
        return HttpResponseRedirect(reverse("rights:finding", args=[finding_id]), status=303)
    context = {
        "finding": found,
        "called": queries.called(found, person=request.user),
        "line": queries.line_of(found, person=request.user),
        "form": form if may_answer or may_close else None,
        "may_answer": may_answer,
        "today": timezone.localdate(),
        "oversees": oversees(request.user),
    }
    return render(request, "rights/finding.html", context, status=status)


@opens_to(OVERSIGHT)
@never_cache
@require_safe
def statement(request: SignedIn, year: int) -> HttpResponse:
    """Hand out the assurance statement of a year as a PDF; that it was taken is recorded."""
    made = statement_of(request.user, year=year, today=timezone.localdate())
    content = statement_pdf.write(made)
    actions.record_statement(request.user, year=year)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="assurance-statement-{year}.pdf"'
    return answer


def _attempt(form: forms.Form, act: Callable[[], object]) -> int:
    """Do the act if the form was sent and is right, and return the status of the page."""
    if not form.is_bound:
        return 200
    if form.is_valid():
        try:
            act()
        except InvalidInput as error:
            form.add_error(None, error.message)
    return 422 if form.errors else 200


def _called(request: SignedIn, rows: Iterable[Finding]) -> list[tuple[Finding, str]]:
    return [(each, queries.called(each, person=request.user)) for each in rows]


def _entry_asked(request: HttpRequest) -> int | None:
    text = request.GET.get("entry", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS
    return int(text) if is_number else None


def _check_asked(request: SignedIn) -> RandomCheck | None:
    try:
        asked = UUID(request.GET.get("check", ""))
    except ValueError:
        return None
    return queries.checks(request.user).filter(pk=asked).first()
