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
from commonweal.kernel.errors import Conflict, NotAllowed, NotFound
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
    tell(Stage(people=people, documents=documents, now=now or timezone.localtime()))
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
    """Add the sample documents that are not here yet, and return all that could be read, by name.

    Args:
        person: Who adds them.
        say: Is told of documents that were refused, as some should be.
    """
    kept = _kept(person)
    files = {name.split("/")[0] for name in kept}
    missing = (
        (file.name, file.read_bytes())
        for file in sorted(DOCUMENTS.iterdir())
        if file.name not in files
    )
    for added in library.add_files_now(missing, person=person):
        Made.objects.bulk_create(
            Made(name=DOCUMENT + one.name, made_id=one.document_id) for one in added
        )
        kept |= {one.name: one.document_id for one in added}
        for one in added:
            if one.document_id is None:
                refused = {"name": one.name, "why": one.refusal}
                say(_("Refused, as it should be: %(name)s. %(why)s") % refused)
    return {name: key for name, key in kept.items() if key is not None}


def _kept(person: Person) -> dict[str, UUID | None]:
    """Return what an interrupted load has made; what was taken back since is made again."""
    kept = {}
    for row in Made.objects.filter(name__startswith=DOCUMENT):
        if row.made_id is None or _is_there(row.made_id, person):
            kept[row.name.removeprefix(DOCUMENT)] = row.made_id
        else:
            row.delete()
    return kept


def _is_there(document_id: UUID, person: Person) -> bool:
    try:
        library.document(document_id, person=person)
    except NotFound:
        return False
    return True
