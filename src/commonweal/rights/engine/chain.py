"""The chain of the trail: what an entry's hash covers, and how it holds the entry before.

Source: S. Haber, W. S. Stornetta, How to time-stamp a digital document, Journal of Cryptology 3 (1991),
section 5.1: each link holds the hash of the link before, so that a change breaks every later one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime

from commonweal.rights.engine.types import Link

BEGINNING = "0" * 64
# Keys sorted, no spaces, characters as they are.
_ONE_FORM = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(value: object) -> bytes:
    """Return the one form of a JSON value that digests are made of.

    Args:
        value: What ``json.dumps`` takes.
    """
    return _ONE_FORM.encode(value).encode()


def hash_of(link: Link) -> str:
    """Return the SHA-256 of everything an entry says and of the hash before it, in hex.

    Args:
        link: The entry, with ``previous`` filled; its own ``hash`` is not looked at.
    """
    return hashlib.sha256(
        canonical(
            [
                link.entry,
                link.segment,
                instant(link.at),
                link.person_id,
                link.organisation_id,
                sorted(link.roles),
                link.verb,
                link.thing,
                link.thing_id,
                link.facts,
                link.reason_digest,
                link.before_digest,
                link.after_digest,
                link.previous,
            ]
        )
    ).hexdigest()


def instant(at: datetime) -> str:
    """Return an instant as text, in UTC, to the microsecond: the same from every database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"


def keyed_digest(value: object, *, key: bytes) -> str:
    """Return the HMAC-SHA256 of a value under a record's own key, in hex.

    Without the key nothing can be guessed from it, however few values were possible.

    Args:
        value: What ``json.dumps`` takes.
        key: The record's key, 32 bytes.

    Source: RFC 2104 with SHA-256 (FIPS 180-4).
    """
    return hmac.new(key, canonical(value), hashlib.sha256).hexdigest()
