"""What a person may type about offers and needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.exchange import NEEDS_REASON, STAGES, NoticeDraft, Terms
from commonweal.partners.forms.directory import LanguagesField
from commonweal.partners.forms.fields import AREA, FilterField, PartnerField, ReasonField, day_input
from commonweal.partners.models import NoticeKind, NoticeSort
from commonweal.partners.queries.exchange import STAGE_NAMES

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

MOVE_NAMES = {
    "agree": _("we agree"),
    "decline": _("we do not agree"),
    "withdraw": _("we withdraw our request"),
    "call-off": _("we call it off"),
}


class NoticeForm(forms.Form):
    """What a partner offers or needs, when, where, in which languages."""

    sort = forms.ChoiceField(label=_("We"), choices=[("offer", _("offer")), ("need", _("need"))])
    kind = forms.ChoiceField(label=_("Of what"), choices=NoticeKind.choices)
    title = forms.CharField(
        label=_("What"),
        max_length=200,
        help_text=_("Such as “A hall for 60 people, step-free”. No names of persons."),
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=200,
        help_text=_("Municipalities with commas between; empty for anywhere."),
    )
    first = forms.DateField(label=_("First day"), required=False, widget=day_input())
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("After it, the entry is over by itself."),
    )
    languages = LanguagesField()
    words = forms.CharField(
        label=_("What else there is to know"), required=False, max_length=4000, widget=AREA
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is not before the first day."))
        return values

    def draft(self) -> NoticeDraft:
        """Return what was typed."""
        values = self.cleaned_data
        names = ("kind", "first", "last", "place", "languages")
        return NoticeDraft(
            sort=values["sort"],
            title=values["title"],
            terms=Terms(**{name: values[name] for name in names}),
            words=values["words"],
        )


class TakeUpForm(forms.Form):
    """What is written to the other partner."""

    text = forms.CharField(
        label=_("What you write to them"),
        required=False,
        max_length=1000,
        widget=AREA,
        help_text=_("Only the two of you read it."),
    )


class UptakeForm(forms.Form):
    """What is said of a request."""

    move = forms.ChoiceField(label=_("What we say"), widget=forms.RadioSelect)
    reason = ReasonField(label=_("Because"), help_text=_("Needed to decline and to call it off."))

    def __init__(self, *args: Any, moves: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["move"].choices = [(key, MOVE_NAMES[key]) for key in moves]  # type: ignore[attr-defined]  # has choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("move") in NEEDS_REASON and not values.get("reason"):
            self.add_error("reason", _("Say why, so that the others understand it."))
        return values


class NoticesForm(forms.Form):
    """The list's filters; what is not among the choices asks for nothing."""

    sort = forms.ChoiceField(
        label=_("Offered or needed"),
        required=False,
        choices=[("", _("Both")), *NoticeSort.choices],
    )
    kind = FilterField(label=_("Of what"), choices=NoticeKind.choices)
    stage = FilterField(label=_("How far"), choices=[(key, STAGE_NAMES[key]) for key in STAGES])
    organisation = PartnerField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, partners: Sequence[OrganisationName], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].offer(partners, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField
