"""The language of a text, as BCP 47."""

from __future__ import annotations

from commonweal.kernel.provenance import Evidence


def language_of(text: str, *, declared: str | None) -> tuple[str, Evidence]:
    """Placeholder until the vote of small words stands."""
    return declared or ("en" if text.isascii() or " the " in text else "und"), Evidence((), 0.5, "language.none")
