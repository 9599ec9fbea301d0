"""Pages of questions to security institutions: ask, answer, promise, say that it was kept, confirm or object."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.kernel.doors import SHARED, WORKERS, opens_to
from commonweal.kernel.errors import NotAllowed
from commonweal.partners.actions import questions as acts
from commonweal.partners.forms.meetings import ReasonForm
from commonweal.partners.forms.questions import (
    AskForm,
    JudgeForm,
    KeptForm,
    QuestionsForm,
    ReplyForm,
)
from commonweal.partners.queries.questions import (
    WantedQuestions,
    commitment_of,
    institutions,
    question_of,
)
from commonweal.partners.queries.questions import questions as wanted_questions
from commonweal.partners.queries.way import objects_unnamed
from commonweal.partners.rules.questions import (
    ANSWER_QUESTION,
    JUDGE_COMMITMENT,
    KEEP_COMMITMENT,
    WITHDRAW_QUESTION,
)
from commonweal.partners.rules.taking_part import organisation_of
from commonweal.partners.views.acting import SignedIn, attempt, go_on, number
from commonweal.partners.views.framing import Frame, added, done
from commonweal.rights.public import Role, holds

PAGE_SIZE = 50
METHODS = ["GET", "HEAD", "POST"]


@opens_to(SHARED)
@require_safe
def questions(request: SignedIn) -> HttpResponse:
    """List what institutions were asked, and whether they answered in time."""
    known = institutions(request.user)
    form = QuestionsForm(request.GET, institutions=known)
    form.is_valid()
    values = form.cleaned_data
    wanted = WantedQuestions(
        institution=values.get("institution"),
        state=values.get("state", ""),
        year=values.get("year"),
    )
    rows = wanted_questions(request.user, wanted)
    context = {
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "institutions": known,
        "is_filtered": wanted != WantedQuestions(),
    }
    return render(request, "partners/questions.html", context)


@opens_to(SHARED)
@require_safe
def question(request: SignedIn, question_id: UUID) -> HttpResponse:
    """Show one question with its answer or the silence, and what was promised."""
    return _page(request, question_id)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def ask(request: SignedIn) -> HttpResponse:
    """Take a question to an institution."""
    is_post = request.method == "POST"
    own = organisation_of(request.user)
    form = AskForm(
        request.POST if is_post else None,
        institutions=[each for each in institutions(request.user) if each.id != own],
        is_civil=holds(request.user, Role.CIVIL_SOCIETY),
        initial={"institution": request.GET.get("institution", ""), "kind": "question"},
    )
    frame = Frame(
        heading=_("Ask a security institution"),
        verb=_("Ask it"),
        back=_list_address(),
        lede=_("It answers within the time that was agreed. The answer, or that there is none, stays visible to all partners."),
    )  # fmt: skip
    return added(
        request,
        form,
        frame,
        lambda: acts.ask(request.user, form.draft()),
        said=_("It is asked. The institution sees it on its first page."),
    )


def _list_address() -> str:
    return reverse("partners:questions")


@opens_to(WORKERS)
@require_http_methods(METHODS)
def answer(request: SignedIn, question_id: UUID) -> HttpResponse:
    """Take the institution's answer, and what it promises with it."""
    row = question_of(request.user, question_id)
    if request.method != "POST":
        return redirect(row)
    form = ReplyForm(request.POST)
    seen = number(request.POST.get("seen"))
    status = attempt(form, lambda: acts.reply(request.user, row.pk, form.draft(), seen=seen))
    if status == HTTPStatus.SEE_OTHER:
        messages.success(request, _("Your answer is kept."))
        return go_on(row)
    return _page(request, question_id, form=form, status=status)


def _page(
    request: SignedIn,
    question_id: UUID,
    *,
    form: ReplyForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    row = question_of(request.user, question_id)
    answers = list(row.answers.all())
    context = {
        "row": row,
        "answer": answers[0] if answers else None,
        "former": answers[1:],
        "seen": len(answers),
        "promises": [
            (
                each,
                [view for view in each.views.all() if view.superseded_at is None],
                KEEP_COMMITMENT.allows(request.user, each) and each.kept_on is None,
                JUDGE_COMMITMENT.allows(request.user, each),
            )
            for each in row.commitments.all()
        ],
        "own": organisation_of(request.user),
        "may_answer": ANSWER_QUESTION.allows(request.user, row),
        "may_withdraw": WITHDRAW_QUESTION.allows(request.user, row),
        "form": form or ReplyForm(initial={"text": answers[0].text} if answers else None),
    }
    return render(request, "partners/question.html", context, status=status)


@opens_to(WORKERS)
@require_http_methods(METHODS)
def withdraw(request: SignedIn, question_id: UUID) -> HttpResponse:
    """Ask for the reason, then take a question back."""
    row = question_of(request.user, question_id)
    if not WITHDRAW_QUESTION.allows(request.user, row):
        raise NotAllowed(
            WITHDRAW_QUESTION.name, _("Only who asked takes it back, while nobody has answered.")
        )
    form = ReasonForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Take the question back?"),
        verb=_("Take it back"),
        back=row.get_absolute_url(),
        lede=_("It stays listed with your reason, and needs no answer any more."),
        is_danger=True,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.withdraw_question(request.user, row.pk, reason=form.cleaned_data["reason"]),
        to=row,
        said=_("It is taken back and stays listed."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def kept(request: SignedIn, commitment_id: UUID) -> HttpResponse:
    """Take the institution's word that it kept a promise."""
    row = commitment_of(request.user, commitment_id)
    if not KEEP_COMMITMENT.allows(request.user, row):
        raise NotAllowed(KEEP_COMMITMENT.name, _("Only who promised it says that it was kept."))
    form = KeptForm(request.POST if request.method == "POST" else None)
    frame = Frame(
        heading=_("Was it kept: %(promise)s") % {"promise": row.text},
        verb=_("Say that it was kept"),
        back=row.question.get_absolute_url(),
        lede=_("Other partners confirm it, or object; both stay visible."),
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.say_kept(request.user, row.pk, text=form.cleaned_data["text"]),
        to=row.question,
        said=_("It is kept. Another partner can confirm it now."),
    )


@opens_to(WORKERS)
@require_http_methods(METHODS)
def judge(request: SignedIn, commitment_id: UUID) -> HttpResponse:
    """Take another partner's view of whether a promise was kept."""
    row = commitment_of(request.user, commitment_id)
    if not JUDGE_COMMITMENT.allows(request.user, row):
        raise NotAllowed(JUDGE_COMMITMENT.name, _("Nobody confirms what their own partner promised."))  # fmt: skip
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        is_civil=holds(request.user, Role.CIVIL_SOCIETY),
        is_unnamed_now=objects_unnamed(row.views, organisation_of(request.user)),
    )
    frame = Frame(
        heading=_("Was it kept: %(promise)s") % {"promise": row.text},
        verb=_("Keep our view"),
        back=row.question.get_absolute_url(),
        lede=row.kept_text,
    )
    return done(
        request,
        form,
        frame,
        lambda: acts.judge_commitment(request.user, row.pk, **form.values()),
        to=row.question,
        said=_("Your view is kept; it stands beside the institution's."),
    )
