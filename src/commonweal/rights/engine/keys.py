"""Secrets of keys for programs: how one looks, and what of it is kept."""

from __future__ import annotations

import base64
import hashlib

# Whoever finds one in a file knows where it belongs; scanners for leaked secrets do too.
MARK = "cwk_"
SECRET_BYTES = 32
SHOWN = 12


def secret_from(chance: bytes) -> str:
    """Return a key's secret.

    Args:
        chance: 32 random bytes.

    Raises:
        ValueError: If there are fewer or more.
    """
    if len(chance) != SECRET_BYTES:
        raise ValueError(f"a key takes {SECRET_BYTES} random bytes, not {len(chance)}")
    return MARK + base64.urlsafe_b64encode(chance).decode("ascii").rstrip("=")


def prefix_of(secret: str) -> str:
    """Return the first characters, by which a person tells their keys apart; the rest stays unknown."""
    return secret[:SHOWN]


def digest_of(secret: str) -> str:
    """Return what is kept instead of the secret: SHA-256 in hex.

    A plain hash is enough: 256 random bits cannot be guessed, unlike a password.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
