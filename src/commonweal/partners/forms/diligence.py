"""What a person may type about due diligence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.diligence import QUESTIONS, Finding
from commonweal.partners.forms.fields import AREA
from commonweal.partners.models import DiligenceOutcome, FindingAnswer
from commonweal.partners.queries.diligence import QUESTION_NAMES


class FindingsForm(forms.Form):
    """Every question with its answer, a note and where it is from; what stays empty is not answered."""

    def __init__(self, *args: Any, found: Mapping[str, Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        for key in QUESTIONS:
            now = found.get(key, Finding(""))
            self.fields[f"{key}_answer"] = forms.ChoiceField(
                label=str(QUESTION_NAMES[key]),
                required=False,
                choices=[("", _("not answered yet")), *FindingAnswer.choices],
                initial=now.answer,
            )
            self.fields[f"{key}_source"] = forms.CharField(
                label=_("Where this is from, with its date"),
                required=False,
                max_length=500,
                initial=now.source,
            )
            self.fields[f"{key}_note"] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=now.note,
                help_text=_("Only the two partners read it. No names of persons."),
            )

    def findings(self) -> dict[str, Finding]:
        """Return what was answered."""
        values = self.cleaned_data
        return {
            key: Finding(values[f"{key}_answer"], values[f"{key}_note"], values[f"{key}_source"])
            for key in QUESTIONS
            if values[f"{key}_answer"]
        }


class DecisionForm(forms.Form):
    """The outcome, with its reason."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=DiligenceOutcome.choices,
        widget=forms.RadioSelect,
        help_text=_("“Not now” holds only once a second person has said so too."),
    )
    reason = forms.CharField(
        label=_("Because"),
        widget=AREA,
        max_length=4000,
        help_text=_("The other partner reads it; say the conditions here, if there are any."),
    )


class ReplyForm(forms.Form):
    """What the partner it is about says beside it."""

    text = forms.CharField(label=_("Our reply"), widget=AREA, max_length=4000)


class SecondForm(forms.Form):
    """A second person's yes to a refusal."""

    reason = forms.CharField(label=_("Because"), widget=AREA, max_length=4000, required=False)


class WrongForm(forms.Form):
    """Why a refusal was wrong, and what was changed."""

    text = forms.CharField(label=_("Why it was wrong"), widget=AREA, max_length=4000)
    changed = forms.CharField(
        label=_("What was changed, so that it does not happen again"), widget=AREA, max_length=4000
    )
