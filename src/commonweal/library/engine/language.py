"""The language of a text, as BCP 47: by its script, its letters, its small words; else by n-grams.

Bosnian, Croatian, Montenegrin and Serbian share most words: the words that differ decide, and where
there are none, the text counts as Serbian in Latin script with low confidence.
Source of the n-gram model: py3langid (Lui and Baldwin, "langid.py", ACL 2012), asked only in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from commonweal.kernel.provenance import Evidence

_SAMPLE_CHARS = 4000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST_WORDS = 12
_LEAST_SHARE = 0.12
_LEAD = 1.5
_LEAST_CERTAINTY = 0.5

# The commonest small words of each language, those that few others share.
_SMALL_WORDS = {
    "en": "the of and to in that is was for with on by from as at were which this have has been are it their will",
    "de": "der die und das den von zu mit für auf ist im dem nicht ein eine des sich auch werden wurde bei als nach",
    "fr": "le la les des et en du une que pour dans est par sur au qui avec pas aux ont été cette plus sont de à a leur leurs ce il elle nous se d'une",
    "es": "el los las y del una que por con para es se su como más fue sobre entre también este son han",
    "it": "il di e che la per una del della è con non dei nel alla gli sono delle da anche più come stato",
    "pt": "o os de e do da que em um uma para com não dos das no na por mais como foi pela pelo são",
    "nl": "de het een en van in dat is op te zijn voor met niet aan door ook er om werd worden deze naar",
    "pl": "w i na z się do że nie jest o od przez za oraz dla po jak są ich był tym które",
    "cs": "a v na se je že o s z do pro ve za k jako by při byl které jsou také podle",
    "sk": "a v na sa je že o s z do pre vo za k ako by pri bol ktoré sú tiež podľa",
    "sl": "in v na se je da za so z ki pri ne tudi po kot bi s iz ali od pa bo",
    "hu": "a az és hogy nem is egy volt meg ez van szerint azt vagy mint már amely után között",
    "ro": "și de a în la cu pe că din pentru care nu este au fost sau prin sunt mai ale lui unei",
    "sq": "të e në dhe për me i një nga së që si është ka u janë do më të cilët nuk kjo ose",
    "sh": "je i u na se da za su od sa koji o iz kao ne bi će nije koja koje biti bila bio",
    "tr": "ve bir bu için ile da de olarak olan çok daha gibi sonra kadar ancak var tarafından üzere",
    "az": "və bir bu üçün ilə da də olan olaraq daha kimi sonra edilib üzrə tərəfindən",
    "uz": "va bir bu uchun bilan ham bo'yicha edi haqida tomonidan o'z mumkin kerak",
    "fi": "ja on ei että se oli hän mutta myös kun ovat tai sekä joka mukaan",
    "sv": "och i att det som en på är av för med till den har de inte om ett var",
    "da": "og i at det er en til af på med for den de som har ikke der et var",
    "et": "ja on ei et see oli kui ka mis ning või oma seda mida selle",
    "lv": "un ir ar no par uz kas ka arī bija to tika lai pie pēc",
    "lt": "ir yra kad su į iš buvo tai kaip dėl apie bei taip pat nuo",
}
_CYRILLIC_WORDS = {
    "ru": "и в на что не с по из для как от это был были его также которые при со",
    "uk": "і в на що не з та до для як від це був були його також які при у за",
    "bg": "и в на че не с от за да се е са по като през които беше със",
    "mk": "и во на дека не со од за да се е беше се кои како според исто ќе",
    "sr": "и у на да је се за су од са који из као не би ће није која које",
    "be": "і ў на што не з для як ад гэта быў былі яго таксама якія пры",
    "tg": "ва дар аз ба ки бо барои ин аст шуд буд он то мебошад кард",
    "kk": "және бұл үшін мен бір болып туралы деп бойынша да де",
    "ky": "жана бул үчүн менен бир болуп жөнүндө деп боюнча да",
    "mn": "ба нь энэ байна юм болон тухай гэж",
}
# Letters that only one of the Cyrillic languages here has.
_LETTERS = (
    ("ђћ", "sr"), ("ѓќѕ", "mk"), ("ўґ", ""), ("ҷҳӣӯ", "tg"), ("әұһ", "kk"), ("їє", "uk"), ("ўі", "be"), ("ңөү", "ky"),
)  # fmt: skip
_SCRIPTS = (
    ("Ա", "֏", "hy"), ("Ⴀ", "ჿ", "ka"), ("א", "ת", "he"), ("Ά", "ώ", "el"), ("ء", "ي", "ar"), ("ऀ", "ॿ", "hi"),
    ("぀", "ヿ", "ja"), ("가", "힣", "ko"), ("一", "鿿", "zh"), ("฀", "๿", "th"),
)  # fmt: skip
# What tells the four apart; all else they share.
_SISTERS = {
    "sr-Latn": "takođe opština opštine opštini bezbednost bezbednosti saopštenje obaveštenje deca dece hiljada sveštenik učestvovalo uticaj mesto"
    " mesta nedelje reč reči oktobra novembra septembra decembra januara februara marta aprila juna jula avgusta pre posle vreme vremena policijske",
    "bs": "također općina općine općini sigurnost sigurnosti saopćenje obavještenje djeca hiljada sedmica sedmice uposlenik uposlenici mjesto"
    " lahko kahva oktobra novembra septembra decembra januara februara augusta historija općenito prije poslije vrijeme",
    "hr": "također općina općine općini sigurnost sigurnosti priopćenje obavijest djeca tisuća tjedan tjedna djelatnik djelatnici mjesto siječnja"
    " veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca povijest tko europski sudjelovalo uporaba prije nakon vrijeme",
    "cnr": "takođe opština opštine opštini bezbjednost bezbjednosti saopštenje obavještenje djeca hiljada mjesto nijesu crnogorski crne gore sjutra oktobra"
    " novembra prije poslije vrijeme",
}
_PLAUSIBLE = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "sl",
    "hu",
    "ro",
    "sq",
    "sr",
    "bs",
    "hr",
    "mk",
    "bg",
    "ru",
    "uk",
    "be",
    "tr",
    "az",
    "kk",
    "ky",
    "mn",
    "hy",
    "ka",
    "el",
    "he",
    "ar",
    "fa",
    "fi",
    "sv",
    "da",
    "no",
    "et",
    "lv",
    "lt",
    "zh",
    "ja",
    "ko",
)


def language_of(text: str, *, declared: str | None) -> tuple[str, Evidence]:
    """Return the language of a text.

    Examples: ``"Od 14. do 16. oktobra u Vranju je održana obuka"`` is ``sr-Latn``, the same in Cyrillic ``sr-Cyrl``.

    Args:
        text: Some of the body; the first 4,000 characters are read.
        declared: What the container says, such as an HTML page's ``lang``; believed where the text is too short to tell.

    Returns:
        BCP 47 code, ``und`` where nothing tells, with the confidence of the rule that decided.
    """
    sample = text[:_SAMPLE_CHARS]
    words = [word.casefold() for word in _WORD.findall(sample)]
    script = _script(sample)
    if script not in ("Latn", "Cyrl"):
        return (script or declared or "und"), Evidence(
            (), 0.95 if script else 0.3, "language.script"
        )
    if len(words) < _LEAST_WORDS and declared:
        return declared, Evidence((), 0.7, "language.declared")
    counts = Counter(words)
    found = _by_small_words(
        counts, _SMALL_WORDS if script == "Latn" else _CYRILLIC_WORDS, total=len(words)
    )
    if script == "Cyrl" and found != "mn":
        found = _by_letters(sample) or found
    if found is not None:
        return _named(found, counts), Evidence(
            (), 0.97 if found != "sh" else 0.8, "language.small-words"
        )
    if not words:
        return declared or "und", Evidence((), 0.3, "language.none")
    return _by_ngrams(sample, counts)


def _script(sample: str) -> str | None:
    """Return ``Latn``, ``Cyrl`` or, for a script with one language here, that language."""
    letters = [c for c in sample[:1500] if c.isalpha()]
    if not letters:
        return "Latn" if sample.strip() == "" else None
    if sum("\u0400" <= c <= "\u052f" for c in letters) * 2 > len(letters):
        return "Cyrl"
    if sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters) * 2 > len(letters):
        return "Latn"
    counts = [(sum(first <= c <= last for c in letters), code) for first, last, code in _SCRIPTS]
    best = max(counts)
    return best[1] if best[0] * 3 > len(letters) else None


def _by_small_words(counts: Counter[str], small: Mapping[str, str], *, total: int) -> str | None:
    """Return the language whose small words are one in eight, and half as many again as the next one's."""
    scores = sorted(
        ((sum(counts[word] for word in words.split()), code) for code, words in small.items()),
        reverse=True,
    )
    (first, code), (second, _) = scores[0], scores[1]
    return (
        code if first >= _LEAST_SHARE * total and first >= _LEAD * second and first >= 3 else None
    )


def _by_letters(sample: str) -> str | None:
    """Return the Cyrillic language that alone has some of the letters, each of them twice or more."""
    lower = sample.casefold()
    for letters, code in _LETTERS:
        if code and sum(lower.count(letter) for letter in letters) >= 2:
            return code
    return None


def _named(found: str, counts: Counter[str]) -> str:
    """Return the code with script, and for Serbo-Croatian the one of four whose own words stand most."""
    if found == "sr":
        return "sr-Cyrl"
    if found != "sh":
        return found
    scores = {code: sum(counts[word] for word in words.split()) for code, words in _SISTERS.items()}
    best = max(scores.values())
    return next(code for code, score in scores.items() if score == best)


def _by_ngrams(sample: str, counts: Counter[str]) -> tuple[str, Evidence]:
    """Return what the n-gram model says, among the plausible languages."""
    code, share = _model().classify(sample)
    if share < _LEAST_CERTAINTY:
        return "und", Evidence((), 0.3, "language.none")
    if code in ("sr", "bs", "hr"):
        code = "sr-Cyrl" if _script(sample) == "Cyrl" else _named("sh", counts)
    return code, Evidence((), round(min(0.9, max(0.3, float(share))), 2), "language.ngrams")


@cache
def _model():  # type: ignore[no-untyped-def]  # py3langid has no types
    """Load the n-gram model: most of a second, so only once and only in doubt."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in _PLAUSIBLE if code in model.labels])
    return model
