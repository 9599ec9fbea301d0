"""A meeting for which one registers, and people who do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from commonweal.partners.actions import planning, registering, registration_forms
from commonweal.partners.actions.letters import secret_of
from commonweal.partners.engine.local_time import wall_of
from commonweal.partners.engine.plan_types import PlanDraft
from commonweal.partners.engine.registration_types import FieldDraft, FormDraft, RegistrationDraft
from commonweal.partners.models import Meeting, Registration, RegistrationForm
from commonweal.rights.models import Person

ZONE = "Europe/Vienna"


def wall(days: float) -> datetime:
    """What the clock in Vienna shows so many days from now."""
    return wall_of(timezone.now() + timedelta(days=days), zone=ZONE).replace(
        second=0, microsecond=0
    )


def announced(person: Person, *, title: str = "Workshop on rumours", in_days: float = 20) -> Any:
    """A meeting of a person's partner, announced."""
    draft = PlanDraft(title=title, starts=wall(in_days), ends=wall(in_days + 0.2), zone=ZONE)
    made = planning.plan_meeting(person, draft)
    return planning.move_on(person, made.pk, "announced")


def form_draft(**more: Any) -> FormDraft:
    values = {
        "opens": wall(-1),
        "closes": wall(10),
        "consent_text": "Kept for 90 days.",
        "is_public": True,
    }
    return FormDraft(**values | more)


def opened(person: Person, **more: Any) -> RegistrationForm:
    """A form that is open, of a meeting that is announced."""
    return registration_forms.keep_form(person, announced(person).pk, form_draft(**more))


def come(name: str = "Mira", **more: Any) -> RegistrationDraft:
    values = {"name": name, "email": f"{name.lower()}@example.org", "agrees": True}
    return RegistrationDraft(**values | more)


def asked(form: RegistrationForm, name: str = "Mira", **more: Any) -> str:
    """Ask for a place; return the link's secret."""
    now = more.pop("now", None)
    draft = come(name, **more)
    registering.ask_for_place(form.meeting_id, draft, now=now)
    found = Registration.objects.filter(email=draft.email, number=None).latest("added_at")
    return secret_of(found.pk)


def registered(form: RegistrationForm, name: str = "Mira", **more: Any) -> Registration:
    """Ask for a place and open the link."""
    return registering.prove(asked(form, name, **more), now=more.get("now"))


def registered_there(person: Person, meeting_id: Any) -> tuple[RegistrationForm, Registration]:
    """Give a meeting hours and a form with one question, and register somebody for it."""
    starts = timezone.now() + timedelta(days=20)
    Meeting.objects.filter(pk=meeting_id).update(
        state="announced", starts_at=starts, ends_at=starts + timedelta(hours=3), time_zone=ZONE
    )
    form = registration_forms.keep_form(person, meeting_id, form_draft())
    registration_forms.add_field(person, meeting_id, FieldDraft("Tea or coffee?"))
    return form, registered(form)
