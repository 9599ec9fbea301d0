"""What a person may type about what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.types import (
    ActionDraft,
    AnswerDraft,
    EvidenceDraft,
    ReportDraft,
    ViewDraft,
)
from commonweal.partners.forms.fields import (
    ACCEPTED,
    AttachmentField,
    PartnerField,
    PassageField,
    ReasonField,
    SeenForm,
    attachment,
    day_input,
)
from commonweal.partners.models import NEEDS_REASON, Position, ReportKind

if TYPE_CHECKING:
    from commonweal.partners.models import Action
    from commonweal.rights.public import OrganisationName


class AnswerForm(SeenForm):
    """What the addressee says."""

    position = forms.ChoiceField(
        label=_("Our answer"), choices=Position.choices, widget=forms.RadioSelect
    )
    reason = ReasonField(
        label=_("Because"), help_text=_("Needed if it is supported in part or not agreed.")
    )
    is_public = forms.BooleanField(
        label=_("Our reason may stand on the public page"),
        required=False,
        help_text=_("Otherwise the public page says only how far you agree."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        position = values.get("position")
        if position and position != Position.SUPPORTED and not values.get("reason"):
            self.add_error("reason", _("Say why, so that others can understand it."))
        return values

    def draft(self) -> AnswerDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return AnswerDraft(
            position=values["position"], reason=values["reason"], is_public=values["is_public"]
        )


class ActionForm(forms.Form):
    """What will be done, by whom, by when."""

    title = forms.CharField(label=_("What will be done"), max_length=300)
    owner = PartnerField(
        label=_("Who does it"),
        help_text=_("To another partner it is only proposed, until its people take it on."),
    )
    person = forms.TypedChoiceField(
        label=_("Who leads it"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("One of your colleagues, if your partner does it. Never shown to the public."),
    )
    due_on = forms.DateField(label=_("Due on"), widget=day_input())

    def __init__(
        self,
        *args: Any,
        owners: Sequence[OrganisationName],
        colleagues: Sequence[tuple[UUID, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]  # a PartnerField
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("Nobody named")),
            *((str(key), name) for key, name in colleagues),
        ]

    def clean_due_on(self) -> date:
        """Refuse a day that is over."""
        return not_over(self.cleaned_data["due_on"])

    def draft(self) -> ActionDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ActionDraft(
            title=values["title"],
            owner_id=values["owner"],
            due_on=values["due_on"],
            person_id=values["person"],
        )


def not_over(due_on: date) -> date:
    """Return a day from today on.

    Raises:
        ValidationError: If it is over.
    """
    today = timezone.localdate()
    if due_on < today:
        raise forms.ValidationError(
            _("%(due)s is over: today is %(today)s. Give today or a later day."),
            params={"due": date_format(due_on), "today": date_format(today)},
        )
    return due_on


class CorrectForm(ActionForm):
    """An action's words, leader and date, while nothing was said about how it goes."""

    def __init__(self, *args: Any, action: Action, **options: Any) -> None:
        super().__init__(*args, **options)
        self.action = action
        self.fields["owner"].widget = forms.HiddenInput()

    def clean_due_on(self) -> date:
        """Refuse a day that is over, unless it stands there already."""
        due_on: date = self.cleaned_data["due_on"]
        return due_on if due_on == self.action.due_on else not_over(due_on)


class ReportForm(SeenForm):
    """How an action goes. Which of the fields are needed depends on what is said."""

    kind = forms.ChoiceField(
        label=_("What is to be said"), choices=ReportKind.choices, widget=forms.RadioSelect
    )
    due_on = forms.DateField(
        label=_("New date"),
        required=False,
        widget=day_input(),
        help_text=_("To give it a later date. The first date stays visible."),
    )
    text = ReasonField(
        label=_("In words"),
        help_text=_("What was done. Needed as a reason for a later date and for cancelling."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        labels = dict(ReportKind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]  # type: ignore[attr-defined]  # has choices
        if ReportKind.EXTENDED not in kinds:
            del self.fields["due_on"]
        if ReportKind.DECLINED in kinds:
            self.fields["text"].help_text = _("Needed as a reason not to take it on.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        kind = values.get("kind")
        if kind in NEEDS_REASON and not values.get("text"):
            self.add_error("text", _("Write the reason."))
        if kind == ReportKind.EXTENDED and not values.get("due_on"):
            self.add_error("due_on", _("Give the new date."))
        return values

    def draft(self) -> ReportDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ReportDraft(kind=values["kind"], text=values["text"], due_on=values.get("due_on"))


class EvidenceForm(forms.Form):
    """Exactly one of a file, a link or a passage."""

    title = forms.CharField(label=_("What it shows"), max_length=300)
    file = AttachmentField(
        label=_("File"),
        required=False,
        help_text=_("At most 20 MB; PDF, Word, Excel, PowerPoint, OpenDocument, text or picture."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    link = forms.CharField(
        label=_("or a link"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    passage = PassageField(label=_("or a passage of a document"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        given = [values.get(name) for name in ("file", "link", "passage")]
        if not self.errors and sum(bool(each) for each in given) != 1:
            self.add_error(None, _("Give one thing at a time: a file, a link or a passage."))
        return values

    def draft(self) -> EvidenceDraft:
        """Return what was handed in."""
        values = self.cleaned_data
        document_id, start, end = values["passage"] or (None, None, None)
        return EvidenceDraft(
            title=values["title"],
            file=attachment(values["file"]),
            link=values["link"],
            document_id=document_id,
            start=start,
            end=end,
        )


# Said to whoever objected without a name and now speaks again.
BY_NAME_AFTER = _(
    "Your objection stands here without your name. By name you can speak only once it was taken back, and some time has passed: otherwise everybody would know that it was yours. With this ticked you object anew, without your name."
)


class ViewForm(forms.Form):
    """Another partner's view of what was reported done."""

    kind = forms.ChoiceField(
        label=_("Our view"),
        choices=[("confirms", _("we confirm it")), ("objects", _("we object"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Because"), help_text=_("Needed for an objection."))
    file = AttachmentField(
        label=_("File that bears it out"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    passage = PassageField(label=_("Passage that bears it out"), required=False)
    is_public = forms.BooleanField(
        label=_("Our name and reason may stand on the public page"),
        required=False,
        help_text=_("Otherwise the public page says “a partner”, without the reason."),
    )

    is_unnamed = forms.BooleanField(
        label=_("Show our objection as “a civil-society partner”, without our name"),
        required=False,
        help_text=_(
            "To the other partners too. Your file gets another name, and who wrote it is taken out of it; look that your words and what its pages say do not name you."
        ),
    )

    def __init__(
        self,
        *args: Any,
        has_evidence: bool,
        is_civil: bool = False,
        is_unnamed_now: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if not is_civil:
            del self.fields["is_unnamed"]
        elif is_unnamed_now:
            self.fields["is_unnamed"].help_text = BY_NAME_AFTER
            self.fields["is_unnamed"].initial = True
        kind = self.fields["kind"]
        nothing = _(
            "No evidence was added yet, so there is nothing to confirm: you can only object."
        )
        if not has_evidence:
            kind.choices = [("objects", _("we object"))]  # type: ignore[attr-defined]  # has choices
            kind.help_text = nothing
            kind.error_messages["invalid_choice"] = nothing

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") == "objects" and not values.get("reason"):
            self.add_error("reason", _("Say why, so that the owner can answer it."))
        return values

    def draft(self) -> ViewDraft:
        """Return what was said."""
        values = self.cleaned_data
        document_id, start, end = values["passage"] or (None, None, None)
        return ViewDraft(
            reason=values["reason"],
            is_public=values["is_public"],
            is_unnamed=values["kind"] == "objects" and values.get("is_unnamed", False),
            file=attachment(values["file"]),
            document_id=document_id,
            start=start,
            end=end,
        )
