"""What a person may type about minutes: the text by session, other words, decisions, marks on the projector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.minutes import (
    PARAGRAPH_CHARACTERS,
    WINDOW_DAYS_LEAST,
    WINDOW_DAYS_MOST,
)
from commonweal.partners.engine.minutes_types import AmendmentDraft, MinutesDraft, PhaseMove
from commonweal.partners.engine.types import Mark
from commonweal.partners.forms.fields import AREA, PartnerField, ReasonField, day_input
from commonweal.partners.models import RecommendationType

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

# All that may be typed under one session.
SECTION_CHARACTERS = 60_000
DECISION = "decision"


class MinutesForm(forms.Form):
    """The whole text: one field for each session, and one for what belongs to none."""

    def __init__(
        self, *args: Any, sections: Sequence[tuple[str, str]], is_final: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.sections = [("", ""), *sections]
        for key, title in self.sections:
            self.fields[f"s-{key}"] = forms.CharField(
                label=title or _("Before the sessions, or under none"),
                required=False,
                max_length=SECTION_CHARACTERS,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 8 if title else 4}),
            )
        if is_final:
            self.fields["reason"] = forms.CharField(
                label=_("Why the final minutes are corrected"),
                widget=AREA,
                max_length=4000,
                help_text=_("The former words stay in the revisions."),
            )

    def typed(self) -> Iterator[BoundField]:
        """Yield the fields in order."""
        for name in self.fields:
            yield self[name]

    def draft(self) -> MinutesDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return MinutesDraft(
            sections=tuple((key, values[f"s-{key}"]) for key, _title in self.sections),
            reason=values.get("reason", ""),
        )


class AmendmentForm(forms.Form):
    """Other words for one paragraph."""

    text = forms.CharField(
        label=_("The paragraph as it should read"),
        required=False,
        max_length=PARAGRAPH_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leave it empty to propose that the paragraph is taken out."),
    )
    why = forms.CharField(label=_("Because"), max_length=4000, widget=AREA)

    def draft(self, paragraph: UUID) -> AmendmentDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return AmendmentDraft(paragraph=paragraph, text=values["text"], why=values["why"])


class DecideForm(forms.Form):
    """Whether proposed words are taken over."""

    takes = forms.ChoiceField(
        label=_("The proposed words"),
        choices=[("yes", _("are taken over")), ("no", _("are declined"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(
        label=_("Because"), required=False, help_text=_("Needed where they are declined.")
    )


class PhaseForm(forms.Form):
    """Where the minutes go from here."""

    phase = forms.ChoiceField(label=_("They are now"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("For how many days may other words be proposed?"),
        min_value=WINDOW_DAYS_LEAST,
        max_value=WINDOW_DAYS_MOST,
        initial=7,
        required=False,
        help_text=_("Counts only where they are opened for amendments; it ends by itself."),
    )

    def __init__(self, *args: Any, phases: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]  # has choices

    def move(self) -> PhaseMove:
        """Return what was chosen."""
        values = self.cleaned_data
        return PhaseMove(phase=values["phase"], days=values["days"] or 7)


class ParagraphForm(forms.Form):
    """What a paragraph becomes: something asked of a partner, or a decision."""

    kind = forms.ChoiceField(
        label=_("It becomes a"),
        choices=[*RecommendationType.choices, (DECISION, _("decision"))],
    )
    text = forms.CharField(
        label=_("In these words"),
        max_length=4000,
        widget=AREA,
        help_text=_("In one or two sentences, as it will be followed."),
    )
    addressee = PartnerField(
        label=_("Addressed to"), required=False, help_text=_("Not needed for a decision.")
    )
    lead = PartnerField(
        label=_("To be led by"),
        required=False,
        help_text=_("As the meeting asks. It is a promise once that partner takes it on."),
    )
    wanted_by = forms.DateField(label=_("Wanted by"), required=False, widget=day_input())

    def __init__(
        self,
        *args: Any,
        partners: Sequence[OrganisationName],
        held_on: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.held_on = held_on
        self.fields["addressee"].is_demanded = self.initial.get("kind") != DECISION  # type: ignore[attr-defined]  # read by the tag that draws it
        self.fields["addressee"].offer(partners)  # type: ignore[attr-defined]  # a PartnerField
        self.fields["lead"].offer(partners, empty=str(_("Nobody named")))  # type: ignore[attr-defined]  # as above

    @property
    def is_decision(self) -> bool:
        """Say whether the paragraph becomes a decision."""
        return bool(self.cleaned_data.get("kind") == DECISION)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") != DECISION and not values.get("addressee"):
            self.add_error("addressee", _("Choose whom it is addressed to."))
        wanted = values.get("wanted_by")
        if wanted and self.held_on and wanted < self.held_on:
            words = _("%(day)s is before the meeting, which was on %(held)s. Give a later day.")
            days = {"day": date_format(wanted), "held": date_format(self.held_on)}
            self.add_error("wanted_by", words % days)
        return values

    def mark(self, paragraph: UUID) -> Mark:
        """Return what is asked."""
        values = self.cleaned_data
        return Mark(
            addressee_id=values["addressee"],
            text=values["text"],
            type=values["kind"],
            paragraph=paragraph,
            lead_id=values["lead"],
            wanted_by=values["wanted_by"],
        )
