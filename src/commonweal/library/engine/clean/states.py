"""Names of states as publishers' menus print them, under the short English name."""

from __future__ import annotations

import re

from commonweal.library.engine.clean.lines import folded

_STATES = (
    "Afghanistan|Albania|Algeria|Andorra|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus|Belgium|Bosnia and Herzegovina|"
    "Brazil|Bulgaria|Burkina Faso|Cameroon|Canada|Chad|Chile|China|Colombia|Croatia|Cyprus|Czechia|Denmark|Egypt|Estonia|Ethiopia|Finland|France|"
    "Georgia|Germany|Ghana|Greece|Holy See|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Jordan|Kazakhstan|Kenya|Kuwait|"
    "Kyrgyzstan|Latvia|Lebanon|Libya|Liechtenstein|Lithuania|Luxembourg|Malaysia|Maldives|Mali|Malta|Mauritania|Mexico|Moldova|Monaco|Mongolia|Montenegro|"
    "Morocco|Mozambique|Nepal|Netherlands|New Zealand|Niger|Nigeria|North Macedonia|Norway|Oman|Pakistan|Palestine|Peru|Philippines|Poland|Portugal|Qatar|"
    "Republic of Korea|Romania|Russian Federation|San Marino|Saudi Arabia|Senegal|Serbia|Singapore|Slovakia|Slovenia|Somalia|South Africa|Spain|Sri Lanka|"
    "Sudan|Sweden|Switzerland|Syria|Tajikistan|Thailand|Tunisia|Türkiye|Turkmenistan|Uganda|Ukraine|United Arab Emirates|United Kingdom|"
    "United Republic of Tanzania|United States of America|Uzbekistan|Viet Nam|Yemen|Kosovo"
)
_VARIANTS = (
    "czech republic=Czechia|turkey=Türkiye|turkiye=Türkiye|russia=Russian Federation|united states=United States of America|usa=United States of America|"
    "us=United States of America|u.s.=United States of America|uk=United Kingdom|great britain=United Kingdom|"
    "united kingdom of great britain and northern ireland=United Kingdom|republic of moldova=Moldova|moldova, republic of=Moldova|"
    "the former yugoslav republic of macedonia=North Macedonia|former yugoslav republic of macedonia=North Macedonia|macedonia=North Macedonia|fyr macedonia=North Macedonia|"
    "republic of north macedonia=North Macedonia|bosnia & herzegovina=Bosnia and Herzegovina|bosnia-herzegovina=Bosnia and Herzegovina|vatican=Holy See|vatican city=Holy See|"
    "slovak republic=Slovakia|kyrgyz republic=Kyrgyzstan|republic of serbia=Serbia|republic of albania=Albania|republic of tajikistan=Tajikistan|republic of belarus=Belarus|"
    "republic of kazakhstan=Kazakhstan|republic of uzbekistan=Uzbekistan|republic of armenia=Armenia|republic of azerbaijan=Azerbaijan|republic of croatia=Croatia|"
    "south korea=Republic of Korea|korea=Republic of Korea|korea, republic of=Republic of Korea|tanzania=United Republic of Tanzania|vietnam=Viet Nam|syrian arab republic=Syria|"
    "iran (islamic republic of)=Iran|islamic republic of iran=Iran|state of palestine=Palestine|russian federation (the)=Russian Federation|the gambia=Gambia"
)
STATES = {folded(name): name for name in _STATES.split("|")} | {
    variant: name for variant, _, name in (pair.partition("=") for pair in _VARIANTS.split("|"))
}
_OFFICE = re.compile(r"\s*(?:[–—]|\s-\s|\()\s*\S.*?\b(?:chair\w*|presidency)\b.*$", re.IGNORECASE)
_MARKED = frozenset("–—-(*†¹²³")
_STAR = re.compile(r"[*†¹²³]+$")


def state_of(words: str) -> str | None:
    """Return the short English name of a state as a menu prints it, or None.

    ``"The Netherlands"`` is Netherlands, ``"Czech Republic"`` Czechia, ``"Turkey"`` Türkiye,
    ``"Finland – OSCE Chairpersonship 2025"`` Finland.
    """
    if len(words) > 80:
        return None
    name = folded(words)
    if name not in STATES and not _MARKED.isdisjoint(words):
        name = folded(_STAR.sub("", _OFFICE.sub("", words)))
    return STATES.get(name) or STATES.get(name.removeprefix("the "))
