"""What may be typed about registrations: by the organiser, and by whoever would like to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonweal.partners.engine.registration_types import (
    FieldDraft,
    FormDraft,
    RegistrationDraft,
)
from commonweal.partners.forms.planning import WallTimeField
from commonweal.partners.models import BodyKind, FieldKind, Listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.partners.models import FormField, RegistrationForm

LONG = forms.Textarea(attrs={"rows": 3})
SALT = "commonweal.partners.registration.began"
# A person needs longer than this to write a name, and does not leave the page open for longer than that.
QUICKEST_S, LONGEST_S = 3, 86_400


class OpeningForm(forms.Form):
    """How one registers: until when, how many, what is agreed and kept."""

    opens = WallTimeField(label=gettext_lazy("Opens"))
    closes = WallTimeField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("The deadline, by the clock where the meeting is held."),
    )
    late_until = WallTimeField(
        label=gettext_lazy("Late requests until"),
        required=False,
        help_text=gettext_lazy("After the deadline you decide about each. Empty: none are taken."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Empty: nobody counts them. Who comes later stands in line."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("A public page, on which everybody may register"), required=False
    )
    needs_approval = forms.BooleanField(
        label=gettext_lazy("We decide about each registration"), required=False
    )
    is_chatham_house = forms.BooleanField(
        label=gettext_lazy("Chatham House Rule: nobody is named outside"), required=False
    )
    welcome = forms.CharField(
        label=gettext_lazy("Words above the form"), required=False, max_length=4000, widget=LONG
    )
    consent_text = forms.CharField(
        label=gettext_lazy("What people agree to"),
        max_length=4000,
        widget=LONG,
        help_text=gettext_lazy("What is kept, who reads it, and until when. Each change of it is counted."),
    )  # fmt: skip
    retention_days = forms.IntegerField(
        label=gettext_lazy("Names and answers are erased so many days after the meeting"),
        min_value=0,
        max_value=365,
        initial=90,
    )
    offer_hours = forms.IntegerField(
        label=gettext_lazy("An offered place is held for so many hours"),
        min_value=1,
        max_value=336,
        initial=24,
    )

    def draft(self) -> FormDraft:
        """Return what was typed."""
        return FormDraft(**self.cleaned_data)


class QuestionForm(forms.Form):
    """One question of a registration form."""

    label = forms.CharField(label=gettext_lazy("Question"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Answered by"), choices=FieldKind.choices)
    hint = forms.CharField(label=gettext_lazy("Hint"), required=False, max_length=300)
    options = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=LONG,
        help_text=gettext_lazy("One a line. Where only some places are there, write the number behind it: Guided tour | 12"),
    )  # fmt: skip
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive: the answers go within two weeks after the meeting"),
        required=False,
    )
    retention_days = forms.IntegerField(
        label=gettext_lazy("Erased so many days after the meeting"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Empty: as long as the form says."),
    )

    def clean_options(self) -> tuple[tuple[str, int | None], ...]:
        """Read each line as a choice and, behind a bar, how many places it has."""
        found = []
        for number, line in enumerate(self.cleaned_data["options"].splitlines(), start=1):
            text, _bar, limit = line.rpartition("|") if "|" in line else (line, "", "")
            limit = limit.strip()
            if limit and not (limit.isascii() and limit.isdigit() and len(limit) < 6):
                raise forms.ValidationError(
                    _(
                        "Line %(line)s: “%(limit)s” is no number of places. Write one from 0, or none."
                    )
                    % {"line": number, "limit": limit[:20]}
                )
            if text.strip():
                found.append((text.strip(), int(limit) if limit else None))
        return tuple(found)

    def draft(self) -> FieldDraft:
        """Return what was typed."""
        return FieldDraft(**self.cleaned_data)


class InviteForm(forms.Form):
    """Whom to invite."""

    emails = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One a line. Each gets a link of its own, to say yes or no."),
    )


class HeadsForm(forms.Form):
    """How many people came."""

    count = forms.IntegerField(label=gettext_lazy("People who came"), min_value=0)


class ComeForm(forms.Form):
    """What somebody types who would like to come: what the form asks, and what only they decide."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        help_text=gettext_lazy("As you would like to be called. Nobody asks for papers."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(
        self, *args: Any, form: RegistrationForm, with_email: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.asked = list(form.fields.all())
        if with_email:
            self.fields["email"] = forms.EmailField(
                label=_("Your e-mail address"),
                help_text=_("We send a link there; until you open it you are not registered."),
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            )
        for one in self.asked:
            self.fields[key_of(one)] = _field(one)
        self.fields["body_kind"] = forms.ChoiceField(
            label=_("For whom do you come?"),
            choices=BodyKind.choices,
            initial=BodyKind.NONE,
            help_text=_("Others read only how many come for whom, and no count under five."),
        )
        self.fields["listed"] = forms.ChoiceField(
            label=_("Who may read that you come?"),
            choices=Listed.choices,
            initial=Listed.NOBODY,
            widget=forms.RadioSelect,
        )
        self.fields["is_named_at_door"] = forms.BooleanField(
            label=_("Greet me by name at the door (else you are only counted)"), required=False
        )
        self.fields["agrees"] = forms.BooleanField(
            label=_("I agree"), help_text=form.consent_text, required=True
        )

    def draft(self, *, email: str = "") -> RegistrationDraft:
        """Return what was typed.

        Args:
            email: The address, where it was not asked for.
        """
        values = self.cleaned_data
        return RegistrationDraft(
            name=values["name"],
            email=values.get("email", email),
            body_kind=values["body_kind"],
            listed=values["listed"],
            is_named_at_door=values["is_named_at_door"],
            agrees=values["agrees"],
            answers={one.pk: _plain(values.get(key_of(one))) for one in self.asked},
            language=(get_language() or "en")[:10],
        )


class PublicComeForm(ComeForm):
    """The same on the public page, where programs come too: no puzzle, only what a person never notices."""

    # People do not see it; programs that fill in everything do.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def began_value(self) -> str:
        """The signed time at which the page was opened; a new one where the old one is over."""
        sent = str(self.data.get("began", ""))
        try:
            signing.TimestampSigner(salt=SALT).unsign(sent, max_age=LONGEST_S)
        except signing.BadSignature:
            return signing.TimestampSigner(salt=SALT).sign("come")
        return sent

    @property
    def is_of_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        """Refuse what was sent in no time, or from a page that was open for a day."""
        values = super().clean() or {}
        signer = signing.TimestampSigner(salt=SALT)
        sent = values.get("began", "")
        try:
            signer.unsign(sent, max_age=LONGEST_S)
        except signing.BadSignature:
            raise forms.ValidationError(
                _(
                    "This page was open for too long. What you wrote is still here: send it once more."
                )
            ) from None
        try:
            signer.unsign(sent, max_age=QUICKEST_S)
        except signing.SignatureExpired:
            return values
        raise forms.ValidationError(_("That was very quick. Read it once more, then send it."))


def key_of(field: FormField) -> str:
    """Return the name of a question's input."""
    return f"q_{field.pk.hex}"


def values_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers by their questions' ids as initial values of inputs."""
    return {f"q_{key.replace('-', '')}": value for key, value in answers.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _field(one: FormField) -> forms.Field:
    shared: dict[str, Any] = {
        "label": one.label,
        "help_text": one.hint,
        "required": one.is_required,
    }
    choices = [(option["text"], option["text"]) for option in one.options]
    if one.kind == FieldKind.ONE:
        return forms.ChoiceField(choices=[("", _("Choose")), *choices], **shared)
    if one.kind == FieldKind.SEVERAL:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=boxes, **shared)
    if one.kind == FieldKind.YES_NO:
        return forms.BooleanField(**shared)
    if one.kind == FieldKind.DATE:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=day, **shared)
    if one.kind == FieldKind.EMAIL:
        return forms.EmailField(**shared)
    kinds = {FieldKind.LONG: LONG, FieldKind.PHONE: forms.TextInput(attrs={"type": "tel"})}
    widget = kinds.get(FieldKind(one.kind), forms.TextInput())
    longest = 4000 if one.kind == FieldKind.LONG else 300
    return forms.CharField(widget=widget, max_length=longest, **shared)
