"""The link that stops somebody's mail without signing in: signed, so that nobody can make one up."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from commonweal.kernel.errors import NotFound

SALT = "commonweal.today.stop-mail"


def stop_token(person_id: UUID) -> str:
    """Return the secret of the link that stops a person's mail; it does nothing else and has no end."""
    return Signer(salt=SALT).sign(person_id.hex)


def person_of(token: str) -> UUID:
    """Return whose mail a link stops.

    Raises:
        NotFound: If the workspace did not make the link.
    """
    try:
        return UUID(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError) as error:
        raise NotFound("today.stop-mail", _("This link stops no mail.")) from error
