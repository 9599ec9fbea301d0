"""A workshop that is to come: everybody may register, twelve have a place, three stand in line."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from commonweal.demo.city import RADIO, YOUTH
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.demo.tell import Stage

KEY = "workshop"
ZONE = "Europe/Vienna"
PLACES = 12
TITLE = "Rumours on our phones: a workshop for parents, teachers and young people"
CONSENT = (
    "Your name, your address and your answers are read by the people of the Halvera Youth Network only, "
    "and erased 60 days after the workshop. What the kitchen should know goes after two weeks."
)
# Who registered, in this order: the invented name, for whom they come, and who may read it.
GUESTS = (
    ("Mira Solen", "civil", "everybody"),
    ("Anton Reva", "education", "participants"),
    ("Selma Ordan", "none", "nobody"),
    ("Teo Marku", "civil", "participants"),
    ("Lea Vorn", "education", "nobody"),
    ("Ivo Dragan", "local", "participants"),
    ("Nera Alin", "civil", "everybody"),
    ("Petar Osk", "none", "nobody"),
    ("Dina Halm", "civil", "participants"),
    ("Aron Velk", "media", "everybody"),
    ("Sofi Trenn", "education", "nobody"),
    ("Marko Iden", "civil", "nobody"),
    ("Elira Sant", "education", "nobody"),
    ("Jon Falk", "none", "participants"),
    ("Vera Lund", "civil", "nobody"),
)


def open_workshop(stage: Stage) -> UUID:
    """Plan the workshop, announce it, open registration, and let people register; return its id.

    Args:
        stage: Who is here, and the present moment.
    """
    host = stage.person(YOUTH)
    day = stage.ago(-24).replace(hour=15, minute=0, second=0, microsecond=0)
    meeting_id = partners.plan_meeting(host, _plan(stage, day), _agenda(stage))
    Made.objects.create(name=f"meeting:{KEY}", made_id=meeting_id)
    table, kitchen = partners.open_registration(host, meeting_id, _form(stage, day), _questions())
    tables = ("Radio", "School", "Street")
    for number, (name, body_kind, listed) in enumerate(GUESTS):
        draft = partners.RegistrationDraft(
            name=name,
            email=f"{name.split()[0].lower()}@example.org",
            body_kind=body_kind,
            listed=listed,
            is_named_at_door=listed != "nobody",
            agrees=True,
            answers={table: tables[number % 3], kitchen: "No nuts" if number % 5 == 0 else ""},
        )
        partners.register_without_mail(
            meeting_id, draft, now=stage.ago(5) + timedelta(hours=number)
        )
    return meeting_id


def _plan(stage: Stage, day: datetime) -> partners.PlanDraft:
    begins = day.replace(tzinfo=None)
    return partners.PlanDraft(
        title=TITLE,
        type="workshop",
        starts=begins,
        ends=begins + timedelta(hours=3),
        zone=ZONE,
        place="Riverside library, Halvera",
        access=partners.Access(
            is_step_free=True,
            has_interpretation=True,
            has_hearing_loop=True,
            note="The lift is at the back; ask at the desk for sign language.",
        ),
        languages=("English", "Romani"),
        themes=("media and information literacy", "rumours"),
        online_link="https://meet.example.org/rumours",
        convener_id=stage.partner(YOUTH),
        partner_ids=(stage.partner(YOUTH), stage.partner(RADIO)),
    )


def _agenda(stage: Stage) -> tuple[partners.ItemDraft, ...]:
    editor = partners.SpeakerDraft(stage.partner(RADIO), function="editor")
    worker = partners.SpeakerDraft(stage.partner(YOUTH), function="youth worker")
    return (
        partners.ItemDraft("Welcome", time(15, 0), speakers=(worker,)),
        partners.ItemDraft("How a rumour travels through a quarter", time(15, 15), speakers=(editor,)),
        partners.ItemDraft("Tea", time(16, 15), kind="break"),
        partners.ItemDraft("Seven questions to ask before passing something on", time(16, 30), speakers=(worker, editor)),
    )  # fmt: skip


def _form(stage: Stage, day: datetime) -> partners.FormDraft:
    opens = stage.ago(10).replace(tzinfo=None, second=0, microsecond=0)
    closes = (day - timedelta(days=4)).replace(tzinfo=None, hour=17)
    return partners.FormDraft(
        opens=opens,
        closes=closes,
        late_until=closes + timedelta(days=2),
        capacity=PLACES,
        is_public=True,
        welcome="Come as you are. Children may play next door.",
        consent_text=CONSENT,
        retention_days=60,
    )


def _questions() -> tuple[partners.FieldDraft, partners.FieldDraft]:
    options = (("Radio", 6), ("School", 6), ("Street", None))
    return (
        partners.FieldDraft("At which table would you like to sit?", kind="one", options=options),
        partners.FieldDraft("What should the kitchen know?", is_sensitive=True),
    )
