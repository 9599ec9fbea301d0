"""Pages of courses: the list with the exercises, one, its sessions, and the form on which people say how it was."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import EVERYONE, SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import courses as acts
from commonweal.partners.engine import feedback_form_pdf
from commonweal.partners.engine.courses import STATEMENTS
from commonweal.partners.forms.training import (
    TEACHERS,
    CourseForm,
    FeedbackForm,
    HeadsForm,
    PublicFeedbackForm,
    SessionForm,
    UntilForm,
)
from commonweal.partners.models import Course, Feedback, Subject
from commonweal.partners.queries.courses import (
    course_by_code,
    course_of,
    course_page,
    courses,
    session_of,
    stage_of,
)
from commonweal.partners.queries.exercises import exercises_visible_to
from commonweal.partners.queries.partnerships import held_under, partnership_if_seen
from commonweal.partners.rules.courses import KEEP_COURSE
from commonweal.partners.rules.taking_part import acting_for
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.rights.public import (
    Limit,
    network_of,
    organisations,
    record_export,
    seconds_to_wait,
)

BOTH = ["GET", "HEAD", "POST"]
PAGE_SIZE = 25
# Of a room full of people behind one network.
SENT = Limit("partners.feedback", most=120)


@opens_to(SHARED)
@require_safe
def training(request: SignedIn) -> HttpResponse:
    """List the courses and the exercises, the latest first."""
    subject = request.GET.get("subject", "")
    subject = subject if subject in Subject.values else ""
    found = courses(request.user, subject=subject)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    exercises = Paginator(exercises_visible_to(request.user), PAGE_SIZE)
    context = {
        "page": page,
        "rows": [(row, stage_of(row)) for row in page],
        "exercises": exercises.get_page(request.GET.get("exercises")),
        "subjects": Subject.choices,
        "subject": subject,
    }
    return render(request, "partners/training.html", context)


@opens_to(SHARED)
@require_safe
def course(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Show a course: who teaches, its sessions, how many came, what they say of it."""
    page = course_page(request.user, course_id, today=timezone.localdate())
    words = {each: capfirst(str(_label(each))) for each in STATEMENTS}
    address = reverse("partners:feedback", args=[page.row.code])
    context = {
        "page": page,
        "row": page.row,
        "partnership": partnership_if_seen(request.user, page.row.partnership),
        "said": [(words[each.statement], each) for each in page.said],
        "address": request.build_absolute_uri(address) if page.keeps else "",
        "trainers": page.row.trainers.select_related("organisation"),
    }
    return render(request, "partners/course.html", context)


@opens_to(WORKERS)
@require_http_methods(BOTH)
def plan(request: SignedIn) -> HttpResponse:
    """Plan a course."""
    own = acting_for(request.user)
    form = _form(request, initial={"teacher_1": str(own)})
    frame = Frame(
        heading=_("Plan a course"),
        verb=_("Keep the course"),
        back=reverse("partners:training"),
        lede=_("Next you add its sessions. A course counts once towards what a partnership obliges to."),
    )  # fmt: skip
    return added(
        request,
        form,
        frame,
        lambda: acts.plan_course(request.user, form.draft()),
        said=_("The course is planned. Now add its sessions."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def change(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Change a course."""
    row = _kept(request, course_id)
    form = _form(request, initial=_values(row), kept=row)
    frame = Frame(
        heading=_("Change “%(title)s”") % {"title": row.title},
        verb=_("Keep the changes"),
        back=row.get_absolute_url(),
        seen=row.version,
    )
    seen = number(request.POST.get("seen"))
    return done(
        request,
        form,
        frame,
        lambda: acts.change_course(request.user, course_id, form.draft(), seen=seen),
        to=row,
        said=_("The course is changed."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def withdraw(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Ask, then withdraw a course, or take it up again."""
    row = _kept(request, course_id)
    is_over = row.withdrawn_at is None
    form = forms.Form(request.POST if request.method == "POST" else None)
    heading = _("Withdraw “%(title)s”?") if is_over else _("Take “%(title)s” up again?")
    frame = Frame(
        heading=heading % {"title": row.title},
        verb=_("Withdraw it") if is_over else _("Take it up again"),
        back=row.get_absolute_url(),
        lede=_("Sessions that were held stay held. Cancel those that are to come at their meetings.")
        if is_over
        else "",
        is_danger=is_over,
    )  # fmt: skip
    return done(
        request,
        form,
        frame,
        lambda: acts.withdraw_course(request.user, course_id, is_over=is_over),
        to=row,
        said=_("It is kept."),
    )


@opens_to(WORKERS)
@require_http_methods(BOTH)
def add_session(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Add a session to a course."""
    row = _kept(request, course_id)
    initial = {"zone": timezone.get_current_timezone_name(), "place": row.place}
    form = SessionForm(request.POST if request.method == "POST" else None, initial=initial)
    frame = Frame(
        heading=_("Add a session to “%(title)s”") % {"title": row.title},
        verb=_("Add the session"),
        back=row.get_absolute_url(),
        lede=_("It becomes a meeting of the kind training; registration can be opened there."),
    )
    return _done(
        request, row, form, frame,
        lambda: acts.add_session(request.user, course_id, form.draft()),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def count(request: SignedIn, session_id: UUID) -> HttpResponse:
    """Take how many came to a session."""
    row = session_of(request.user, session_id)
    _kept(request, row.course_id)
    initial = {} if row.heads is None else {"heads": row.heads}
    form = HeadsForm(request.POST if request.method == "POST" else None, initial=initial)
    frame = Frame(
        heading=_("Who came to “%(title)s”") % {"title": row.meeting.title},
        verb=_("Keep the number"),
        back=row.course.get_absolute_url(),
    )
    return _done(
        request, row.course, form, frame,
        lambda: acts.count_who_came(request.user, session_id, form.cleaned_data["heads"]),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def ask(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Open the form on which people say how a course was, or close it."""
    row = _kept(request, course_id)
    form = UntilForm(
        request.POST if request.method == "POST" else None, initial={"until": row.feedback_until}
    )
    frame = Frame(
        heading=_("Ask how “%(title)s” was") % {"title": row.title},
        verb=_("Keep it"),
        back=row.get_absolute_url(),
        lede=_("Whoever has the address, or the sheet, may answer: no account, no name, no hour."),
    )
    return _done(
        request, row, form, frame,
        lambda: acts.open_feedback(request.user, course_id, until=form.cleaned_data["until"]),
    )  # fmt: skip


@opens_to(WORKERS)
@require_http_methods(BOTH)
def type_in(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Type in what somebody wrote on paper."""
    row = _kept(request, course_id)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Type in a sheet: “%(title)s”") % {"title": row.title},
        verb=_("Keep it, and type in the next"),
        back=row.get_absolute_url(),
        lede=_("Then destroy the sheet."),
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.type_in_feedback(request.user, course_id, form.draft()),
        to=reverse("partners:type_in_feedback", args=[course_id]),
        said=_("The sheet is kept."),
    )


@opens_to(SHARED)
@require_safe
def paper(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Hand out the sheet on which people say how a course was, as a PDF in large print."""
    row = course_of(request.user, course_id)
    sheet = feedback_form_pdf.Sheet(
        language=translation.get_language(),
        title=row.title,
        statements=tuple(capfirst(str(_label(each))) for each in STATEMENTS),
        words={
            "heading": _("How was it?"),
            "no_names": _("Write no names here: neither your own nor anybody else’s."),
            "least": _("1: not at all"),
            "most": _("5: very much"),
            "best": _("What helped most?"),
            "change": _("What should we do differently?"),
            "after": _("This sheet is typed in and then destroyed. Fewer than five answers are shown to nobody."),
        },
    )  # fmt: skip
    content = feedback_form_pdf.write(sheet)
    record_export(request.user, row)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="feedback.pdf"'
    return answer


@opens_to(EVERYONE)
@never_cache
@require_http_methods(BOTH)
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody say how a course was: no account, no name."""
    row = course_by_code(code)
    form = PublicFeedbackForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if wait := seconds_to_wait(SENT, by=network_of(request)):
            context: dict[str, Any] = {"wait": wait}
            return render(request, "partners/too_often.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)  # fmt: skip
        if not form.is_of_a_program:
            status = attempt(form, lambda: acts.say_how_it_was(code, form.draft()))
        if form.is_of_a_program or status == HTTPStatus.SEE_OTHER:
            return go_on("partners:feedback_thanks", code)
    answer = render(request, "partners/feedback.html", {"row": row, "form": form}, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@opens_to(EVERYONE)
@never_cache
@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Say thank you."""
    return render(request, "partners/feedback_thanks.html", {"row": course_by_code(code)})


def _label(statement: str) -> object:
    return Feedback._meta.get_field(statement).verbose_name  # type: ignore[union-attr]  # a field of its own


def _kept(request: SignedIn, course_id: UUID) -> Course:
    row = course_of(request.user, course_id)
    if not KEEP_COURSE.allows(request.user, row):
        raise NotAllowed(KEEP_COURSE.name, _("Only the partner that gives a course changes it."))
    return row


def _done(request: SignedIn, row: Course, form: forms.Form, frame: Frame, act: Any) -> HttpResponse:
    return done(request, form, frame, act, to=row, said=_("It is kept."))


def _form(request: SignedIn, *, initial: dict[str, Any], kept: Course | None = None) -> CourseForm:
    return CourseForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        partners=organisations(),
        partnerships=held_under(request.user, kept=kept.partnership if kept else None),
    )


def _values(row: Course) -> dict[str, Any]:
    names = ("title", "subject", "aim", "for_whom", "place", "languages")
    found: dict[str, Any] = {name: getattr(row, name) for name in names}
    found["partnership"] = str(row.partnership_id or "")
    for n, each in enumerate(row.trainers.all()[:TEACHERS], start=1):
        found |= {f"teacher_{n}": str(each.organisation_id), f"function_{n}": each.function}
    return found
