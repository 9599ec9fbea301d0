"""Names of bodies as people compare them: without case, marks, articles and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_GAPS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return a name as it is compared: "The Women's Network" is "womens network"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("’", "").replace("'", "")
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return _GAPS.sub(" ", bare).strip().removeprefix("the ")


def without(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not among the known ones."""
    kept = {folded(name) for name in known}
    return tuple(name for name in names if folded(name) not in kept)
