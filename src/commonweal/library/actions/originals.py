"""Hand out originals, and note who took which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput
from commonweal.library.actions import files
from commonweal.library.queries.documents import card_of
from commonweal.library.rules import is_party, restriction_of
from commonweal.rights.public import record, record_export, verb

if TYPE_CHECKING:
    from commonweal.library.models import Document
    from commonweal.rights.models import Person

TAKEN = verb("library.original.taken", gettext_lazy("downloaded an original"))


@transaction.atomic
def take_original(document_id: UUID, *, person: Person) -> tuple[Document, Any]:
    """Return a document and its original, opened for reading, and note that it was downloaded.

    Raises:
        NotFound: If there is no such document, or the person may not know of it.
        InvalidInput: If the original is no longer in the data folder.
    """
    document = card_of(document_id, person=person)
    path = files.original_path(document.sha256)
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise InvalidInput(
            "library.original-gone",
            _("The original is missing from the data folder; its text and record are still here."),
        ) from error
    if restriction_of(document) is None:
        record(person, TAKEN, thing=document)
    else:
        record_export(person, document, is_party=is_party(person, document))
    return document, stream
