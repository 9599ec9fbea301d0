"""What a person may type about concerns: a line of the quick form, one concern, what is said of it, the filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.concerns import NEEDS_WORDS
from commonweal.partners.engine.listening_types import ConcernDraft, StepDraft, WordingDraft
from commonweal.partners.engine.plain_words import found_in
from commonweal.partners.forms.fields import AREA, FilterField, PartnerField, ReasonArea, SeenForm
from commonweal.partners.forms.listening import Offered, RowField
from commonweal.partners.models import ConcernState, ConsentFor, Group, Theme
from commonweal.partners.queries.wording_concerns import STEP_BUTTONS, found_words

if TYPE_CHECKING:
    from commonweal.rights.public import OrganisationName

SMALL_AREA = forms.Textarea(attrs={"rows": 2})
KEPT = _("Only if words here look like a name, an address or a belief and must stay.")


def kept_field() -> forms.CharField:
    """Return the field that says why words to look at twice stay."""
    return forms.CharField(label=_("Why they stay"), required=False, max_length=500, help_text=KEPT)


class ConcernForm(forms.Form):
    """One concern; in the quick form, one line that may stay empty."""

    text = forms.CharField(
        label=_("What was raised"),
        widget=SMALL_AREA,
        max_length=2000,
        help_text=_("In your own words: no names, no addresses, nobody’s exact words."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("Choose")), *Theme.choices])
    group = forms.ChoiceField(label=_("Raised by"), choices=[("", _("Choose")), *Group.choices])
    voices = forms.IntegerField(
        label=_("About how many people raised it"),
        min_value=1,
        max_value=30_000,
        initial=1,
        help_text=_("A kind of group is named on the public page from five people on."),
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        required=False,
        max_length=100,
        help_text=_("Only if it is another one than the session’s."),
    )
    quote = forms.CharField(
        label=_("Their own words"),
        required=False,
        widget=SMALL_AREA,
        max_length=1000,
        help_text=_("Only where whoever said it agreed."),
    )
    has_consent = forms.BooleanField(label=_("Whoever said it agreed"), required=False)
    consent_for = forms.ChoiceField(
        label=_("They agreed to what"),
        required=False,
        choices=[("", _("Choose")), *ConsentFor.choices],
    )
    kept_because = kept_field()

    @property
    def drafted(self) -> bool:
        """Whether anything was typed into the line."""
        return bool(self.is_bound and self.has_changed())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.has_changed() and self.empty_permitted:
            return values
        found = found_in(f"{values.get('text', '')}\n{values.get('quote', '')}")
        if found and not values.get("kept_because", "").strip():
            self.add_error("kept_because", found_words(found))
        if values.get("quote") and not (values.get("has_consent") and values.get("consent_for")):
            self.add_error(
                "quote",
                _(
                    "Somebody’s own words stand here only with their consent: tick it and say what it was "
                    "given for, or leave the words out."
                ),
            )
        return values

    def draft(self, *, language: str, line: int | None = None) -> ConcernDraft:
        """Return what was typed."""
        values = self.cleaned_data
        return ConcernDraft(
            theme=values["theme"],
            text=values["text"],
            group=values["group"],
            municipality=values["municipality"],
            voices=values["voices"],
            quote=values["quote"],
            has_consent=values["has_consent"],
            consent_for=values["consent_for"],
            kept_because=values["kept_because"],
            is_off_paper=bool(values.get("is_off_paper")),
            language=language,
            line=line,
        )


class QuickForm(forms.Form):
    """What the lines of the quick form share: the language, and which form it is."""

    language = forms.ChoiceField(label=_("Language you type in"), choices=settings.LANGUAGES)
    token = forms.UUIDField(widget=forms.HiddenInput)
    lines = forms.IntegerField(min_value=1, max_value=50, widget=forms.HiddenInput)


class ChangeConcernForm(ConcernForm, SeenForm):
    """A concern as it stands, to be written better."""

    language = forms.ChoiceField(label=_("Language it is typed in"), choices=settings.LANGUAGES)
    is_off_paper = forms.BooleanField(
        label=_("Keep it off the council’s public page"),
        required=False,
        help_text=_("Where somebody could be recognised. The page says how many it leaves out."),
    )


class StepForm(SeenForm):
    """What is said of a concern now; which words are needed follows from what is said."""

    kind = forms.ChoiceField(label=_("What do you say?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"),
        required=False,
        widget=ReasonArea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_(
            "The answer, what was done, or the reason. It stands on the council’s public page as you write it."
        ),
    )
    recommendations = forms.TypedMultipleChoiceField(
        label=_("Recommendations that answer it"),
        required=False,
        coerce=UUID,
        help_text=_("Only with an answer."),
    )
    meeting = RowField(
        label=_("The meeting that took it up"), required=False, help_text=_("If it was one.")
    )
    kept_because = kept_field()

    def __init__(
        self,
        *args: Any,
        steps: Iterable[str],
        recommendations: Offered,
        meetings: Offered,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        steps = tuple(steps)
        self.fields["kind"].choices = [(each, STEP_BUTTONS[each]) for each in steps]  # type: ignore[attr-defined]  # has choices
        self.fields["recommendations"].choices = [  # type: ignore[attr-defined]  # has choices
            (str(key), text) for key, text in recommendations
        ]
        self.fields["meeting"].offer(meetings, empty=str(_("No meeting")))  # type: ignore[attr-defined]  # a RowField
        if "answered" not in steps:
            del self.fields["recommendations"]
        if "taken-up" not in steps:
            del self.fields["meeting"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        text = values.get("text", "").strip()
        if values.get("kind") in NEEDS_WORDS and not text:
            self.add_error("text", _("Say it in words: people read it."))
        found = found_in(text)
        if found and not values.get("kept_because", "").strip():
            self.add_error("kept_because", found_words(found))
        return values

    def draft(self) -> StepDraft:
        """Return what is said."""
        values = self.cleaned_data
        return StepDraft(
            kind=values["kind"],
            text=values["text"],
            recommendation_ids=tuple(values.get("recommendations", ())),
            meeting_id=values.get("meeting"),
            kept_because=values["kept_because"],
        )


class WordingForm(forms.Form):
    """A concern in another language."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(label=_("What was raised"), required=False, widget=AREA, max_length=2000)
    outcome = forms.CharField(
        label=_("What was answered or done"), required=False, widget=AREA, max_length=2000
    )
    kept_because = kept_field()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        found = found_in(f"{values.get('text', '')}\n{values.get('outcome', '')}")
        if found and not values.get("kept_because", "").strip():
            self.add_error("kept_because", found_words(found))
        return values

    def draft(self) -> WordingDraft:
        """Return what was typed."""
        return WordingDraft(**self.cleaned_data)


class ConcernsForm(forms.Form):
    """The list's filters; what is not among the choices asks for nothing."""

    theme = FilterField(label=_("Theme"), choices=Theme.choices)
    state = FilterField(label=_("How far"), choices=ConcernState.choices)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    group = FilterField(label=_("Raised by"), choices=Group.choices)
    partner = PartnerField(label=_("Taken up by"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(
        self,
        *args: Any,
        municipalities: Sequence[str],
        partners: Sequence[OrganisationName],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]  # has choices
            ("", _("All")),
            *((each, each) for each in municipalities),
        ]
        self.fields["partner"].offer(partners, empty=str(_("All")))  # type: ignore[attr-defined]  # a PartnerField
