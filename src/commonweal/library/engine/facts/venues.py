"""Towns that a venue is told by: "the theatre of Gori", "the Naryn public library", "Ravenmoor Town Hall", "the Turkmen capital"."""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.countries import country_at
from commonweal.library.engine.facts.gazetteer import Country, country_of_adjective, towns_named
from commonweal.library.engine.facts.tokens import Token, is_possessive

_ROOMS = lx.words(
    "hall halls room rooms auditorium courtyard garden yard grounds gym gymnasium canteen foyer building premises lobby gallery chamber stage"
)
_VENUES = lx.words(
    """
    library theatre theater cinema museum school market stadium square church mosque monastery synagogue harbour port prison hospital barracks
    park station bazaar fortress castle lyceum gymnasium college university academy kindergarten centre center club hall arena garden quay pier
    """
)
# Of these a town's name behind "of" tells the town; "the University of Graz" teaches elsewhere too.
_OF_TOWN = (
    _VENUES
    - lx.words(
        "university college academy school centre center club hospital church station museum port"
    )
) | lx.words("streets centre outskirts neighbourhoods suburbs")
_KINDS = lx.words(
    "city town municipal regional public national state central district local old new secondary primary high technical medical agricultural village "
    "community cultural youth sports police fire railway bus main grand art history drama puppet international"
)
_HALLS = lx.words("hall house library square school centre center")
_TOWNLIKE = lx.words("town city village parish")


def hall_of_town(tokens: list[Token], i: int, last: int) -> tuple[int, int, str] | None:
    """Read the town whose name opens its own hall's: "Ravenmoor" of "in Ravenmoor Town Hall", known or not.

    Args:
        tokens: The sentence.
        i: Index of the first word in capitals.
        last: One past the last.
    """
    for at in range(i + 1, last - 1):
        if tokens[at].low in _TOWNLIKE and tokens[at + 1].low in _HALLS:
            return i, at, "town of a venue"
    return None


def town_before_venue(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read a known town before a venue in small letters: "Naryn" of "in the Naryn public library".

    Args:
        tokens: The sentence.
        i: Index of the word that may be a town.
    """
    for last in (i + 2, i + 1):
        if last < len(tokens) and all(t.cap for t in tokens[i:last]):
            at = last + is_possessive(tokens, last)
            kinds = 0
            while at < len(tokens) and tokens[at].text in _KINDS and kinds < 3:
                at, kinds = at + 1, kinds + 1
            venue = at < len(tokens) and tokens[at].text in _VENUES
            if venue and towns_named(" ".join(t.text for t in tokens[i:last])):
                return i, last, "town of a venue"
    return None


def is_venue_of(tokens: list[Token], i: int) -> bool:
    """Say whether "of" at an index opens a venue's town: "the theatre of Gori", "the streets of Mtskheta"."""
    return i > 0 and tokens[i - 1].text in _OF_TOWN


def is_room_of(tokens: list[Token], i: int) -> bool:
    """Say whether "of" at an index opens a venue: "the courtyard of the Telavi fire station"."""
    return i > 0 and tokens[i - 1].text in _ROOMS


def capital_told(tokens: list[Token], i: int) -> tuple[int, int, Country] | None:
    """Read a capital that is told by its country alone, after "in": its words and its country.

    Examples: "in the Turkmen capital", "in Tajikistan’s capital", "in the capital of Georgia"; where its name follows
    ("in the Armenian capital, Yerevan"), none.
    """
    at = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == "the")
    if at >= len(tokens):
        return None
    country, end = country_at(tokens, at)
    if country is not None and is_possessive(tokens, end):
        end += 1
    elif country is None and tokens[at].cap:
        country, end = country_of_adjective(tokens[at].text), at + 1
    elif [t.low for t in tokens[at : at + 2]] == ["capital", "of"]:
        country, end = country_at(tokens, at + 2)
        return (at, end, country) if country is not None else None
    if country is None or end >= len(tokens) or tokens[end].low != "capital":
        return None
    return None if _is_named(tokens, end + 1) else (at, end + 1, country)


def _is_named(tokens: list[Token], at: int) -> bool:
    """Say whether the capital's name follows, after a comma or "city of": "capital, Yerevan", "capital Yerevan"."""
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].low in {"city", "of"}):
        at += 1
    return at < len(tokens) and tokens[at].cap and bool(towns_named(tokens[at].text))
