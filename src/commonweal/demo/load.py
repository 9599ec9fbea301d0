"""The demo city is brought in: people, documents, story. What is here already is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.demo.city import NAME
from commonweal.demo.make_documents import DOCUMENTS
from commonweal.demo.models import Made
from commonweal.demo.people import settle, strangers
from commonweal.demo.tell import TOLD, Stage, tell
from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.library import public as library

if TYPE_CHECKING:
    from commonweal.rights.models import Person

DOCUMENT = "document:"


def load(*, say: Callable[[str], None], now: datetime | None = None) -> bool:
    """Bring the demo city in, and return whether anything had to be done.

    An interrupted load is taken up where it stopped; the story is told whole or not at all.

    Args:
        say: Tells the person who waits what is going on.
        now: The day from which the story counts; the present if None.

    Raises:
        NotAllowed: If this is no demo: everybody may know the demo people's password.
        Conflict: If people of another city work here.
    """
    if not settings.DEMO:
        raise NotAllowed(
            "demo.load",
            _("The demo city is loaded only where COMMONWEAL_DEMO is 1: its password is public."),
        )
    if Made.objects.filter(name=TOLD).exists():
        return False
    if strangers():
        raise Conflict(
            "demo.strangers",
            _(
                "%(count)s people who are not of the demo city work here; it is loaded only into an "
                "empty workspace. Name another folder with COMMONWEAL_DATA, or set COMMONWEAL_DEMO=0."
            )
            % {"count": strangers()},
        )
    began = time.monotonic()
    say(_("Loading %(city)s, a fictional city ...") % {"city": NAME})
    people = settle()
    documents = add_documents(people["coordinator"], say=say)
    tell(Stage(people=people, documents=documents, now=now or timezone.now()))
    say(
        _("%(people)s people, %(documents)s documents, in %(seconds).0f seconds.")
        % {
            "people": len(people),
            "documents": len(documents),
            "seconds": time.monotonic() - began,
        }
    )
    return True


def add_documents(person: Person, *, say: Callable[[str], None]) -> dict[str, UUID]:
    """Add the sample documents that are not here yet, and return all that could be read, by file.

    Args:
        person: Who adds them.
        say: Is told of files that were refused, as some should be.
    """
    made = {
        row.name.removeprefix(DOCUMENT): row.made_id
        for row in Made.objects.filter(name__startswith=DOCUMENT)
    }
    for file in sorted(DOCUMENTS.iterdir()):
        if file.name not in made:
            made[file.name] = _add(file.name, file.read_bytes(), person=person, say=say)
            Made.objects.create(name=DOCUMENT + file.name, made_id=made[file.name])
    return {name: key for name, key in made.items() if key is not None}


def _add(name: str, content: bytes, *, person: Person, say: Callable[[str], None]) -> UUID | None:
    try:
        return library.add_now(name, content, person=person)
    except InvalidInput as refused:
        say(
            _("Refused, as it should be: %(name)s. %(why)s")
            % {"name": name, "why": refused.message}
        )
        return None
