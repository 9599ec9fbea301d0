"""Numbers in words of other languages: "двадцать семь", "une quarantaine", "zweiunddreißig", "dvadeset pet"."""

from __future__ import annotations

import re

_UNITS = """
1 un une ein eine один одна jedan jedna
2 deux zwei два две двое dva dvije dve dvoje
3 trois drei три трое tri troje
4 quatre vier четыре четверо četiri четири
5 cinq fünf пять пятеро pet пет
6 six sechs шесть шестеро šest шест
7 sept sieben семь семеро sedam седам седум
8 huit acht восемь osam осам осум
9 neuf neun девять devet девет
10 dix zehn десять deset десет dizaine десяток
11 onze elf одиннадцать jedanaest једанаест единаесет
12 douze zwölf двенадцать dvanaest дванаест дванаесет douzaine
13 treize dreizehn тринадцать trinaest тринаест тринаесет
14 quatorze vierzehn четырнадцать četrnaest четрнаест четиринаесет
15 quinze fünfzehn пятнадцать petnaest петнаест петнаесет quinzaine
16 seize sechzehn шестнадцать šesnaest шеснаест шеснаесет
17 siebzehn семнадцать sedamnaest седамнаест седумнаесет
18 achtzehn восемнадцать osamnaest осамнаест осумнаесет
19 neunzehn девятнадцать devetnaest деветнаест деветнаесет
20 vingt zwanzig двадцать двадцати dvadeset двадесет дваесет vingtaine
30 trente dreißig тридцать тридцати trideset тридесет триесет trentaine
40 quarante vierzig сорок сорока četrdeset четрдесет четириесет quarantaine
50 cinquante fünfzig пятьдесят pedeset педесет cinquantaine
60 soixante sechzig шестьдесят šezdeset шездесет шеесет soixantaine
70 siebzig семьдесят sedamdeset седамдесет седумдесет
80 achtzig восемьдесят osamdeset осамдесет осумдесет
90 neunzig девяносто devedeset деведесет
100 cent hundert einhundert сто сотня stotinu sto стотину centaine
"""
_VALUES = {
    word: int(line.split()[0]) for line in _UNITS.strip().splitlines() for word in line.split()[1:]
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_GERMAN = r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)"
FOREIGN_NUMBER = (
    rf"(?:{_GERMAN}|(?:une\s+)?(?:{_WORD})(?:(?:[-\s]|\s(?:i|и|et)\s)(?:{_WORD})){{0,2}})"
)
"""A number in words of another language, as the part of a pattern."""
_BETWEEN = frozenset(("i", "и", "et", "und", ""))


def foreign_number(words: str) -> int | None:
    """Return the number that digits or words stand for: "двадцать семь" is 27, "une quarantaine" 40, "vingt-cinq" 25."""
    plain = words.lower().strip()
    if plain.isdigit():
        return int(plain)
    parts = [w for w in re.split(r"[-\s]+|(?<=[a-zü])und(?=[a-z])", plain) if w not in _BETWEEN]
    if parts[:1] in (["un"], ["une"]) and len(parts) > 1:
        parts = parts[1:]  # "une trentaine"
    values = [_VALUES.get(part) for part in parts]
    if not values or None in values:
        return None
    return sum(value for value in values if value is not None)
