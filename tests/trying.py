"""How often a property is tried: never more than the profile of the run says (``tests/conftest.py``)."""

from __future__ import annotations

from hypothesis import settings


def at_most(examples: int) -> settings:
    """Return the settings for a property whose every example is dear: so many examples, or fewer where the run asks for fewer."""
    return settings(max_examples=min(examples, settings.default.max_examples))
