"""Countries and towns: names, adjectives, capitals and coordinates.

Source: towns from GeoNames (geonames.org, CC BY 4.0), made by examples/build_gazetteer.py;
country names as the publisher of most of our documents prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from commonweal.library.engine.facts import lexicon as lx
from commonweal.library.engine.facts.tokens import fold


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its short English name, with the other forms that stand for it."""

    code: str
    name: str
    variants: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town; latitude and longitude in degrees, population as last counted."""

    name: str
    country: str
    latitude_deg: float
    longitude_deg: float
    population: int


# Forms of names that the tables do not have: old spellings, double names, places too small to be listed.
_MORE_TOWNS = {
    "ashgabad": ("Ashgabat", "TM"),
    "nur-sultan": ("Astana", "KZ"),
    "prishtine/pristina": ("Pristina", "XK"),
    "pristina/prishtine": ("Pristina", "XK"),
    "issyk-kul": ("Cholpon-Ata", "KG"),
    "washington": ("Washington", "US"),
    "washington dc": ("Washington", "US"),
    "washington d.c.": ("Washington", "US"),
    "osh city": ("Osh", "KG"),
    "tiraspol": ("Tiraspol", "MD"),
    "bender": ("Bender", "MD"),
    "geneva": ("Genève", "CH"),
    "wien": ("Vienna", "AT"),
    "the hague": ("The Hague", "NL"),
    "new york": ("New York City", "US"),
    "cologne": ("Köln", "DE"),
    "cracow": ("Kraków", "PL"),
    "lucerne": ("Luzern", "CH"),
    "garmisch-partenkirchen": ("Garmisch-Partenkirchen", "DE"),
    "saint petersburg": ("Saint Petersburg", "RU"),
    "st. petersburg": ("Saint Petersburg", "RU"),
    "khorog": ("Khorog", "TJ"),
    "kosshy": ("Kosshy", "KZ"),
    "durres": ("Durrës", "AL"),
    "st. julian's": ("San Ġiljan", "MT"),
    "st julian's": ("San Ġiljan", "MT"),
    "novom sadu": ("Novi Sad", "RS"),
    "novom pazaru": ("Novi Pazar", "RS"),
    "banjoj luci": ("Banja Luka", "BA"),
    "нур-султане": ("Astana", "KZ"),
}
# Resorts, passes and small towns of the region where meetings are held, too small for the table, by country.
_SMALL_TOWNS = {
    "AL": "Vermosh|Theth|Llogara|Hani i Hotit|Kakavija|Kapshtica",
    "AM": "Tsaghkadzor|Aghveran|Tatev|Bagratashen|Bavra|Gogavan",
    "AT": "Stadtschlaining|Alpbach",
    "BA": "Jahorina|Vlašić|Bjelašnica|Međugorje",
    "CH": "Caux|Macolin",
    "DE": "Oberammergau",
    "GE": "Bakuriani|Kazbegi|Stepantsminda|Gudauri|Tskhinvali|Kachreti|Ergneti|Anaklia|Shekvetili|Grigoleti|Sadakhlo|Bazaleti|Lilo",
    "IE": "Templemore",
    "KG": "Bosteri|Torugart|Irkeshtam|Sary-Tash|Koi-Tash|Kurshab",
    "KZ": "Borovoe|Khorgos|Korday",
    "MD": "Palanca|Otaci|Varnița|Corjova|Vadul lui Vodă|Cazaclia|Leușeni|Sculeni",
    "ME": "Kolašin|Miločer|Bečići|Sutomore",
    "MK": "Mavrovo|Idrizovo|Popova Šapka|Deve Bair|Blace|Tabanovce|Sveti Naum",
    "RS": "Bujanovac|Preševo|Medveđa|Zlatibor|Kopaonik|Divčibare",
    "SI": "Brdo pri Kranju|Brdo",
    "TJ": "Lyaur|Ishkoshim|Nizhny Panj|Kalaikhumb",
    "TM": "Avaza|Awaza|Farap|Imamnazar|Serhetabat|Archman",
    "UA": "Bukovel|Koncha-Zaspa|Stanytsia Luhanska|Shyrokyne",
    "UZ": "Charvak|Chimgan",
    "XK": "Peć|Brezovica|Jarinje|Brnjak",
}
# Words of ordinary English that are also names of towns: a place only after "in" or with a country.
AMBIGUOUS = lx.words(
    """
    mary bar nice split of as most male reading bath cork mobile orange buy police mission
    union march trier essen hof wells deal sandwich roman lens vic eu center centre ali un
    san ho sale tours bor senta bela port ruse lom man eger una van batman ordu nes trade
    war same chair media una lido young lisa come both
    """
)


def _table(name: str) -> list[list[str]]:
    text = (
        files("commonweal.library.engine.facts")
        .joinpath(f"data/{name}")
        .read_text(encoding="utf-8")
    )
    return [line.split("\t") for line in text.splitlines() if line]


@cache
def countries() -> dict[str, Country]:
    """Return all countries by their code."""
    rows = {}
    for code, name, variants, adjectives, capital in _table("countries.tsv"):
        rows[code] = Country(
            code,
            name,
            tuple(v for v in variants.split("|") if v),
            tuple(adjectives.split("|")),
            capital,
        )
    return rows


@cache
def _by_name() -> dict[str, Country]:
    named = {fold(n): c for c in countries().values() for n in (c.name, *c.variants)}
    return {form: c for n, c in named.items() for form in _cases(n)} | named


# Endings of Russian and South Slavic names of countries in the cases that "in" and "of" ask for.
_COUNTRY_CASES = {
    "ия": ("ии", "ию"),
    "ija": ("iji", "ije", "iju"),
    "ија": ("ији", "ије"),
    "стан": ("стане", "стана"),
    "ska": ("skoj", "ske"),
    "ска": ("ској", "ске"),
    "на": ("не", "ны"),
    "ora": ("ore", "ori"),
}


def _cases(name: str) -> tuple[str, ...]:
    for ending, cases in _COUNTRY_CASES.items():
        if name.endswith(ending):
            return tuple(name.removesuffix(ending) + c for c in cases)
    return ()


@cache
def _by_adjective() -> dict[str, Country]:
    return {fold(a): c for c in countries().values() for a in c.adjectives}


@cache
def longest_country_words() -> int:
    """Return the number of words in the longest name of a country."""
    return max(len(n.split()) for n in _by_name())


def country_names() -> frozenset[str]:
    """Return all names of countries, folded to plain lower case."""
    return frozenset(_by_name())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(n.split()[0] for n in _by_name()) | {"the"}


def may_start_country(word: str) -> bool:
    """Say whether a printed word can be the first of a country's name."""
    return (word[:1].isupper() or word == "the") and fold(word) in _first_words()


def country_named(words: str) -> Country | None:
    """Return the country of a name in any of its forms ("Republic of Moldova"), or None."""
    return _by_name().get(fold(words).removeprefix("the "))


def country_of_adjective(word: str) -> Country | None:
    """Return the country of an adjective or a people's name ("Moldovan"), or None."""
    return _by_adjective().get(fold(word))


@cache
def _towns() -> dict[str, tuple[Town, ...]]:
    found: dict[str, list[Town]] = {}
    for name, code, latitude, longitude, population, others in _table("towns.tsv"):
        town = Town(name, code, float(latitude), float(longitude), int(population))
        for form in (name, *others.split("|")):
            if form:
                found.setdefault(fold(form), []).append(town)
    for form, (name, code) in _MORE_TOWNS.items():
        same = [t for t in found.get(fold(name), []) if t.country == code]
        found.setdefault(form, [])[:0] = same[:1] or [
            Town(name, code, float("nan"), float("nan"), 0)
        ]
    for code, names in _SMALL_TOWNS.items():
        for name in names.split("|"):
            if not any(t.country == code for t in found.get(fold(name), [])):
                small = Town(name, code, float("nan"), float("nan"), 0)
                found.setdefault(fold(name), []).append(small)
    return {k: tuple(v) for k, v in found.items()}


def towns_named(words: str) -> tuple[Town, ...]:
    """Return the towns of a name, the largest first; "Prishtinë/Priština" is looked up by its parts too."""
    key = fold(words)
    found = _towns().get(key, ())
    if not found and "/" in key:
        found = tuple(t for part in key.split("/") for t in _towns().get(part, ()))
    return found


_CASE_ENDINGS = ("u", "i", "e", "y", "у", "и", "е", "ы", "ом", "om")
_NAME_ENDINGS = ("", "a", "e", "o", "а", "е", "о", "ь")


@lru_cache(maxsize=4096)
def towns_inflected(words: str) -> tuple[Town, ...]:
    """Return the towns of a name in a Slavic case: "Nikšiću", "Podgorici", "Ташкенте", "Зрењанину"."""
    key = fold(words)
    for ending in _CASE_ENDINGS:
        if key.endswith(ending) and len(key) >= len(ending) + 4:
            for name in _NAME_ENDINGS:
                found = _towns().get(key.removesuffix(ending) + name, ())
                if found and found[0].population >= 1000:
                    return found
    return ()


def is_place(words: str) -> bool:
    """Say whether the words are the name of a country or a town."""
    return country_named(words) is not None or bool(towns_named(words))
