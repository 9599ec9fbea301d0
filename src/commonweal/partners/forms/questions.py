"""What a person may type about questions to institutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.questions import (
    DAYS_LEAST,
    DAYS_MOST,
    FiguresDraft,
    QuestionDraft,
    ReplyDraft,
    TermsDraft,
)
from commonweal.partners.forms.doing import BY_NAME_AFTER
from commonweal.partners.forms.fields import AREA, PartnerField, ReasonField, day_input
from commonweal.partners.models import QuestionKind

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName


class AskForm(forms.Form):
    """Whom one asks, and what."""

    institution = PartnerField(label=_("Whom do you ask"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=QuestionKind.choices, widget=forms.RadioSelect, initial="question"
    )
    text = forms.CharField(
        label=_("What you ask"),
        widget=AREA,
        max_length=4000,
        help_text=_("How things are done, not who: no case, and no private person's name."),
    )
    is_public = forms.BooleanField(
        label=_("It may stand on the public page, with the answer or the silence"), required=False
    )
    is_unnamed = forms.BooleanField(
        label=_("Show it as “a civil-society partner”, without our name"),
        required=False,
        help_text=_("To the institution and the other partners too."),
    )

    def __init__(
        self,
        *args: Any,
        institutions: Sequence[OrganisationName],
        is_civil: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["institution"].offer(institutions)  # type: ignore[attr-defined]  # a PartnerField
        if not is_civil:
            del self.fields["is_unnamed"]

    def draft(self) -> QuestionDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return QuestionDraft(
            institution_id=values["institution"],
            text=values["text"],
            kind=values["kind"],
            is_public=values["is_public"],
            is_unnamed=values.get("is_unnamed", False),
        )


class ReplyForm(forms.Form):
    """The answer, and what is promised with it."""

    text = forms.CharField(label=_("Our answer"), widget=AREA, max_length=4000)
    is_public = forms.BooleanField(
        label=_("Our answer may stand on the public page"), required=False, initial=True
    )
    commitment = forms.CharField(
        label=_("What we promise with it"),
        required=False,
        widget=AREA,
        max_length=4000,
        help_text=_("Only if there is something that you will do; others see whether it was kept."),
    )
    due_on = forms.DateField(label=_("By when"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("commitment") and not values.get("due_on"):
            self.add_error("due_on", _("Say by when it will be done."))
        if values.get("due_on") and not values.get("commitment"):
            self.add_error(
                "commitment", _("Say what is promised by that day, or take the day out.")
            )
        return values

    def draft(self) -> ReplyDraft:
        """Return what was typed."""
        return ReplyDraft(**self.cleaned_data)


class KeptForm(forms.Form):
    """What was done, and how one sees it."""

    text = forms.CharField(
        label=_("What was done, and how one sees it"), widget=AREA, max_length=4000
    )


class JudgeForm(forms.Form):
    """Another partner's view of whether a promise was kept."""

    kind = forms.ChoiceField(
        label=_("Our view"),
        choices=[("confirms", _("we confirm it")), ("objects", _("we object"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Because"), help_text=_("Needed for an objection."))
    is_unnamed = forms.BooleanField(
        label=_("Show our objection as “a civil-society partner”, without our name"), required=False
    )

    def __init__(
        self, *args: Any, is_civil: bool, is_unnamed_now: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if not is_civil:
            del self.fields["is_unnamed"]
        elif is_unnamed_now:
            self.fields["is_unnamed"].help_text = BY_NAME_AFTER
            self.fields["is_unnamed"].initial = True

    def values(self) -> dict[str, Any]:
        """Return what was said."""
        found = self.cleaned_data
        objects = found["kind"] == "objects"
        return {
            "kind": found["kind"],
            "reason": found["reason"],
            "is_unnamed": objects and found.get("is_unnamed", False),
        }


class QuestionsForm(forms.Form):
    """The list's filters."""

    institution = PartnerField(label=_("Institution"), required=False)
    state = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("waits for an answer")),
            ("overdue", _("not answered in time")),
            ("answered", _("answered")),
            ("withdrawn", _("taken back")),
        ],
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2999)

    def __init__(
        self, *args: Any, institutions: Sequence[OrganisationName], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["institution"].offer(institutions, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField


class TermsForm(forms.Form):
    """Within how many days an institution answers, and how one complains."""

    answer_days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=DAYS_LEAST,
        max_value=DAYS_MOST,
        help_text=_("As agreed with the partners. Questions asked already keep their date."),
    )
    complaints = forms.CharField(
        label=_("Ways to complain"),
        widget=AREA,
        required=False,
        max_length=4000,
        help_text=_("Where, in which languages, to whom outside the institution too."),
    )
    link = forms.URLField(label=_("Page about complaints"), required=False, max_length=500)

    def draft(self) -> TermsDraft:
        """Return what was typed."""
        return TermsDraft(**self.cleaned_data)


class FiguresForm(forms.Form):
    """Who decides in an institution, as numbers."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2999)
    total = forms.IntegerField(label=_("People in deciding roles"), min_value=1)
    women = forms.IntegerField(label=_("Of them women"), min_value=0)
    youth = forms.IntegerField(label=_("Of them under 35"), min_value=0)
    source = forms.CharField(label=_("Where the figures are from"), required=False, max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].initial = timezone.localdate().year

    def draft(self) -> FiguresDraft:
        """Return what was typed."""
        return FiguresDraft(**self.cleaned_data)
