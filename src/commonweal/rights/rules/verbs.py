"""Verbs of the trail: each declared once, with the sentence that the trail shows for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Verb:
    """One kind of act, declared once with the sentence that the trail shows for it.

    Attributes:
        key: Such as ``library.document.added``.
        sentence: What the trail says.
        is_unnamed: Whether it is shown without the day's letters of whoever did it: beside other acts of
            the same day they would tell whose act it was.
    """

    key: str
    sentence: str | Promise
    is_unnamed: bool = False

    @property
    def room(self) -> str:
        """The room that declared it: the first part of the key."""
        return self.key.partition(".")[0]


_VERBS: dict[str, Verb] = {}


def verb(key: str, sentence: str | Promise, *, is_unnamed: bool = False) -> Verb:
    """Declare a verb, such as ``library.document.added``, and return it.

    Raises:
        ValueError: If the key is declared already.
    """
    if key in _VERBS:
        raise ValueError(f"the verb {key} is declared twice")
    _VERBS[key] = Verb(key=key, sentence=sentence, is_unnamed=is_unnamed)
    return _VERBS[key]


def declared_verbs() -> tuple[Verb, ...]:
    """Return every declared verb, by key."""
    return tuple(_VERBS[key] for key in sorted(_VERBS))


def unnamed_verbs() -> frozenset[str]:
    """Return the keys of the acts that nobody is to be told from."""
    return frozenset(key for key, each in _VERBS.items() if each.is_unnamed)


def sentence_of(key: str) -> str:
    """Return the sentence of a verb; its key where no room declares it any more."""
    found = _VERBS.get(key)
    return str(found.sentence) if found else key
