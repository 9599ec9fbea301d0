"""One key for the spellings of a name: case, accents, articles and punctuation do not matter."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:the|la|le|les|l|der|die|das|el|il) ")
_NO_WORD = re.compile(r"[\W_]+")
# Letters that do not come apart into a base letter and an accent.
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(name: str) -> str:
    """Return the key of a name, such as "osce mission to skopje" for "The OSCE Mission to Skopje".

    Args:
        name: As printed, in any script.

    Returns:
        Lower-case words with single spaces; the name itself, lower-cased, where no word is left.
    """
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    words = _NO_WORD.sub(" ", bare).strip()
    return _ARTICLE.sub("", words) or name.casefold().strip()
