"""Three minutes in the demo city: what to click, with the real addresses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.demo.city import COORDINATOR, POLICE, WOMEN, YOUTH, Resident
from commonweal.demo.corrections import DOCUMENT as CORRECTED
from commonweal.demo.load import DOCUMENT
from commonweal.demo.models import Made
from commonweal.demo.story import (
    CONFERENCE,
    CONTESTED,
    KEPT,
    NOT_AGREED,
    OVERDUE,
    PREVENTION_COUNCIL,
)
from commonweal.demo.workshop import KEY as WORKSHOP
from commonweal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at.

    Attributes:
        who: Whom to sign in as; None for the public.
        text: What is to be seen there.
        address: The page, beginning with a slash.
    """

    who: Resident | None
    text: str
    address: str


def tour() -> tuple[Step, ...]:
    """Return the way through the loaded city.

    Raises:
        NotFound: If the city is not loaded.
    """
    made = {name: key for name, key in Made.objects.values_list("name", "made_id") if key}
    return (*_arrive(), *_read(made), *_follow(made), *_leave(made))


def _arrive() -> tuple[Step, ...]:
    home = reverse("today:home")
    return (
        Step(None, _("What Commonweal is for; below, sign in by job with one click."), home),
        Step(COORDINATOR, _("Today: what waits for you, what is due, what is new."), home),
    )


def _read(made: dict[str, UUID]) -> tuple[Step, ...]:
    document = _page("library:document", made, DOCUMENT + CONFERENCE)
    search = reverse("library:search") + "?" + urlencode({"q": "step-free entrances"})
    return (
        Step(
            COORDINATOR,
            _(
                "A document that was read: text and record side by side, the words of each value marked, "
                "two hundred lines of navigation folded away."
            ),
            document,
        ),
        Step(
            COORDINATOR,
            _(
                "What a reviewer corrected there, and why; it stays when the document is read again."
            ),
            _page("library:document", made, DOCUMENT + CORRECTED),
        ),
        Step(COORDINATOR, _("Search: passages, each with one click to its words."), search),
    )


def _follow(made: dict[str, UUID]) -> tuple[Step, ...]:
    meeting = _page("partners:meeting", made, f"meeting:{PREVENTION_COUNCIL.key}")
    kept, contested, refused = (
        _page("partners:recommendation", made, f"promise:{promise.key}")
        for promise in (KEPT, CONTESTED, NOT_AGREED)
    )
    overdue = _page("partners:action", made, f"action:{OVERDUE.key}")
    return (
        Step(
            COORDINATOR,
            _("A meeting made from its minutes; the outcome paper opens in Word."),
            meeting,
        ),
        Step(
            COORDINATOR,
            _("A promise kept: from the passage to the confirmation by another partner."),
            kept,
        ),
        Step(POLICE, _("A promise that is overdue, seen by those who made it."), overdue),
        Step(YOUTH, _("Reported done, and contested with a passage of a letter."), contested),
        Step(WOMEN, _("Not agreed, and why."), refused),
    )


def _leave(made: dict[str, UUID]) -> tuple[Step, ...]:
    return (
        Step(None, _("What the public sees of it."), reverse("partners:agreed")),
        Step(
            None,
            _(
                "What people raised to a council, and what was answered: one page, also for the wall."
            ),
            _page("partners:raised_page", made, "raised:page"),
        ),
        Step(
            None,
            _(
                "A workshop for which everybody may register: twelve places are taken, three stand in line."
            ),
            _page("partners:register", made, f"meeting:{WORKSHOP}"),
        ),
        Step(
            None,
            _("The letters that the city sent: after you register, the link to go on lies here."),
            reverse("demo:letters"),
        ),
        Step(None, _("What the published texts ask for, page by page."), reverse("demo:seeds")),
    )


def _page(view: str, made: dict[str, UUID], name: str) -> str:
    if name not in made:
        raise NotFound(
            "demo.tour", _("The demo city is not loaded here. Load it with: commonweal demo load")
        )
    return reverse(view, args=[made[name]])
