"""Which words after "in" or "at" are the name of a place: towns, lakes, villages, checkpoints, barracks."""

from __future__ import annotations

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.bodies import Body
from commonweal.library.engine.facts.gazetteer import (
    country_named,
    country_of_adjective,
    towns_inflected,
    towns_named,
)
from commonweal.library.engine.facts.tokens import Token, fold
from commonweal.library.engine.facts.venues import hall_of_town, town_before_venue

_NOT_TOWNS = frozenset(
    fold(r)
    for r in [
        "Europe",
        "Human",
        "Human Rights",
        "Covid",
        "Asia",
        "Africa",
        "Central Asia",
        "South-Eastern Europe",
        "South-East Europe",
        "Western Balkans",
        "Balkans",
        "Eastern Europe",
        "Caucasus",
        "South Caucasus",
        "Mediterranean",
        "Middle East",
        "North Africa",
        "Eurasia",
        "English",
        "Russian",
        "Albanian",
        "Serbian",
        "Macedonian",
        "Action",
        "Practice",
        "Persons",
        "Human Beings",
        "Parliament",
        "Person",
        "Focus",
        "Brief",
        "Central Europe",
        "Southeast Europe",
        "Northern Europe",
        "Southern Europe",
        "America",
        "Latin America",
        "Transnistria",
        "International",
        "Women",
        "Part",
        "Line",
        "Youth",
        "Cyberspace",
        "Schools",
        "Prisons",
        "Law",
        "Internet",
        "Zoom",
    ]
)
_LEAD_INS = lx.words(
    "the mount lake island city of town village port municipality central downtown nearby historic ancient old rural neighbouring northern southern eastern western"
)
_OF_TOWN = lx.words("city town village port municipality northern southern eastern western")
_INNER = lx.words("lui la le les am an der na upon sur de del di do da dos el al en und")
_SLAVIC_IN = lx.words("u у в во на na w v")
_NEVER_TOWNS = lx.MONTH_WORDS | lx.WEEKDAYS
_CITY_STATES = frozenset(("luxembourg", "monaco", "san marino", "singapore"))
_CHECKPOINTS = lx.words("checkpoint checkpoints crossing crossings border-crossing")
_TOWN_SITES = frozenset(
    (
        "training centre",
        "training center",
        "police academy",
        "town hall",
        "city hall",
        "police station",
        "military base",
    )
)
# "at the Yerevan office of the Press Club", where something is held; "by the Yerevan office" only organises.
_OFFICES = lx.words("office offices headquarters branch bureau premises")
_BORDER_SITES = lx.words(
    "crossing crossings checkpoint checkpoints post posts station outpost detachment point"
)
_VENUES = lx.words(
    """
    centre center headquarters university academy school college institute court museum library hall theatre palace hotel base airport
    station prison parliament faculty premises complex stadium hospital embassy residence club cinema gymnasium house conservatory barracks
    """
)
_BODY_VENUES = lx.words("osce un undp unodc unicef council european nato")
"""First words of bodies whose offices are named after towns: a place only where something is held at them."""
_SITES = lx.words(
    "barracks garrison airfield airbase airport reservoir prison penitentiary gorge canyon polygon island village municipality"
)


def name_after(
    tokens: list[Token], i: int, taken: list[Body], *, strict: bool
) -> tuple[int, int, str] | None:
    """Return the token range of a place's name after "in" and the rule.

    Example: "Vadul lui Voda", "Prishtinë/Priština", "Issyk-Kul" in "at Lake Issyk-Kul",
    "Templemore" in "at the Police College, Templemore,".
    """
    start = i
    found = _with_article(tokens, i) or _capital(tokens, i)
    if found is not None:
        return found
    while i < len(tokens) and tokens[i].low in _LEAD_INS:
        if tokens[i].low == "the" and not (i + 1 < len(tokens) and tokens[i + 1].low in _OF_TOWN):
            return (
                site_after(tokens, i + 1)
                or town_before_venue(tokens, i + 1)
                or _hall(tokens, i + 1)
                or _venue(tokens, start, taken)
            )
        i += 1
    return (
        site_after(tokens, i)
        or _hall(tokens, i)
        or town_before_venue(tokens, i)
        or _named(tokens, i, taken, strict=strict)
    )


def _hall(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read the town before its own hall's name: "in Ravenmoor Town Hall"."""
    found = hall_of_town(tokens, i, _run(tokens, i))
    return found if found is not None and _may_be_place(tokens[i : found[1]]) else None


def venue_at(tokens: list[Token], i: int, body: Body) -> tuple[int, int, str] | None:
    """Read the town behind a venue's name that is a body too: "held at the Conference Centre in Valletta", "in the Basic Court in Nikšić".

    Args:
        tokens: The sentence.
        i: Index of "in" inside the body's name.
        body: The body.

    Returns:
        The town's range with its rule; None where the body only organises ("by the OSCE Centre in Ashgabat").
    """
    before = [t.low for t in tokens[max(0, body.first - 3) : body.first]]
    words = [w for w in before if w not in {"the", "its", "a"}]
    if tokens[i - 1].low not in _VENUES or not words:
        return None
    own = tokens[body.first].low in _BODY_VENUES
    opens = {"at"} if own else {"at", "in", "visited", "hosted", "toured"}
    of_rooms = words[-1] == "of" and "premises" in words
    if not of_rooms and words[-1] not in opens:
        return None
    found = _named(tokens, i + 1, [], strict=True)
    return (*found[:2], "venue in a town") if found else None


def town_of_venue(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read the town that a venue is named after: "at Batken State University", "in the premises of the Osh Regional Library".

    Args:
        tokens: The sentence.
        i: Index of the word after "at" or "of".
    """
    if i < len(tokens) and tokens[i].low == "the":
        i += 1
    last = _run(tokens, i)
    if last - i < 2 or tokens[last - 1].low not in _VENUES or tokens[i].low in _BODY_VENUES:
        return None
    for j in (i + 2, i + 1):
        words = " ".join(t.text for t in tokens[i:j])
        if j < last and _is_town(words) and _may_be_place(tokens[i:j]):
            return i, j, "town of a venue"
    return None


def _with_article(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read a town whose name has an article: "in The Hague"."""
    if not (tokens[i].low == "the" and tokens[i].cap):
        return None
    for j in range(_run(tokens, i + 1), i + 1, -1):
        if towns_named("the " + " ".join(t.text for t in tokens[i + 1 : j])):
            return i, j, "town"
    return None


def _capital(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read the town that an apposition names: "in the Armenian capital, Yerevan", "in the Caspian resort town Avaza"."""
    if not (i < len(tokens) and tokens[i].low in {"the", "a"}):
        return None
    for at in range(i + 1, min(i + 6, len(tokens) - 1)):
        if tokens[at].text in {",", "."}:
            return None
        if tokens[at].low in _TOWN_KINDS:
            at += 1 + (tokens[at + 1].text == ",") if at + 2 < len(tokens) else 1
            at += tokens[at].low == "of" if at + 1 < len(tokens) else 0
            return _named(tokens, at, [], strict=True) if tokens[at].cap else None
    return None


_TOWN_KINDS = lx.words("capital city town village resort port seaport suburb")


def _named(
    tokens: list[Token], i: int, taken: list[Body], *, strict: bool
) -> tuple[int, int, str] | None:
    """Return a known town, or a name in capitals that no body, country or trade word is part of."""
    longest = _run(tokens, i)
    if longest == i or fold(" ".join(t.text for t in tokens[i:longest])) in _NOT_TOWNS:
        return None
    for j in range(longest, i, -1):
        words = " ".join(t.text for t in tokens[i:j])
        known = _is_town(words) or _is_inflected(tokens, i, words)
        if known and (strict or j == longest or not _is_bodyish(tokens, j, longest)):
            return i, j, "town"
    if strict or longest - i > 3 or any(b.first <= i < b.last for b in taken):
        return None
    return (i, longest, "name after in") if _may_be_place(tokens[i:longest]) else None


def _is_town(words: str) -> bool:
    """Say whether words are a town's name and no country's, but for states that are cities."""
    if not towns_named(words) or fold(words) in _NOT_TOWNS or words.lower() in _NEVER_TOWNS:
        return False
    return country_named(words) is None or fold(words) in _CITY_STATES


def _is_inflected(tokens: list[Token], i: int, words: str) -> bool:
    """Say whether a town stands in another case after a Slavic "in": "u Nikšiću", "в Ташкенте"."""
    return i > 0 and tokens[i - 1].low in _SLAVIC_IN and bool(towns_inflected(words))


def site_after(tokens: list[Token], i: int) -> tuple[int, int, str] | None:
    """Read the name before what kind of site it is: "the Farap checkpoint", "the Vermosh border crossing point".

    Returns:
        The range of the name alone ("Farap"; with its noun, "Teufik Buza barracks", where no town), with the rule, or None.
    """
    last = _run(tokens, i)
    if not i < last <= i + 3 or last >= len(tokens):
        return None
    low, following = tokens[last].low, tokens[last + 1].low if last + 1 < len(tokens) else ""
    at_office = low in _OFFICES and following == "of" and i > 1 and tokens[i - 2].low == "at"
    in_town = (at_office or f"{low} {following}" in _TOWN_SITES) and _is_town(
        " ".join(t.text for t in tokens[i:last])
    )
    if in_town:
        return i, last, "site"
    border = low in _CHECKPOINTS or (low == "border" and following in _BORDER_SITES)
    if not (
        border or low in _SITES or (low == "training" and following in {"ground", "area", "range"})
    ):
        return None
    if not _may_be_place(tokens[i:last]):
        return None
    if border:
        return i, last, "checkpoint"
    known = low in _OF_TOWN or towns_named(" ".join(t.text for t in tokens[i:last]))
    return i, last if known else last + 1, "site"


def _run(tokens: list[Token], i: int) -> int:
    j = i
    while j < len(tokens) and (
        tokens[j].cap
        or (tokens[j].low in _INNER and j > i and j + 1 < len(tokens) and tokens[j + 1].cap)
    ):
        j += 1
    return j


def _venue(tokens: list[Token], i: int, taken: list[Body]) -> tuple[int, int, str] | None:
    """Read "at the Police College, Templemore," and "at the Malta Freeport"."""
    end = next((b.after for b in taken if b.first == i + 1), _run(tokens, i + 1))
    if end > i + 1 and end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].cap:
        last = _run(tokens, end + 1)
        known = country_named(" ".join(t.text for t in tokens[end + 1 : last]))
        closes = last < len(tokens) and tokens[last].text in {",", ".", "("}
        sure = last == end + 2 or towns_named(" ".join(t.text for t in tokens[end + 1 : last]))
        if (
            known is None
            and last - end <= 3
            and closes
            and sure
            and _may_be_place(tokens[end + 1 : last])
        ):
            return (
                end + 1,
                last,
                "town" if towns_named(tokens[end + 1].text) else "name after venue",
            )
    if (
        tokens[i - 1].low == "at"
        and end - i >= 3
        and any(towns_named(t.text) or country_named(t.text) for t in tokens[i + 1 : i + 2])
    ):
        return (i + 1, end, "venue") if not any(b.first == i + 1 for b in taken) else None
    return None


def _is_bodyish(tokens: list[Token], j: int, longest: int) -> bool:
    return any(t.low in lx.BODY_HEADS or lx.is_role_head(t.low) for t in tokens[j:longest])


def _may_be_place(part: list[Token]) -> bool:
    words = " ".join(t.text for t in part)
    if fold(words) in _NOT_TOWNS or country_named(words) or country_of_adjective(part[0].text):
        return False
    if len(part) == 1 and part[0].text.isupper():
        return False
    return not any(_is_common(t.low) for t in part)


def _is_common(low: str) -> bool:
    plain = (
        low in lx.TRADE_WORDS
        or low in lx.BODY_HEADS
        or low in lx.NOT_BODY_TAILS
        or low in lx.STOP_CAPS
    )
    return (
        plain
        or lx.is_role_head(low)
        or low in lx.WEEKDAYS
        or low in lx.MONTH_WORDS
        or low in {"spring", "summer", "autumn", "winter"}
    )
