"""The labels of a page's own metadata, such as "Issued by:", in the languages publishers use."""

from __future__ import annotations

from commonweal.library.engine.clean.lines import Line, folded

_LABELS = {
    "issued_on": (
        "issued on|date|dates|date issued|date of issue|publishing date|publication date|date published|published|"
        "published on|release date|posted on|posted|last updated|updated|updated on|last modified|last update|дата|дата публикации|опубликовано|дата выпуска|datum|datum objave|"
        "objavljeno|датум|датум објаве|објављено|veröffentlicht am|veröffentlicht|erscheinungsdatum|"
        "date de publication|publié le|data|publikuar më|data e publikimit|fecha|fecha de publicación|"
        "data di pubblicazione|tarih|data publikacji|дата публікації|сана|data publicării|дата на публикуване"
    ),
    "issued_by": (
        "issued by|published by|released by|издано|выпущено|кем издано|издатель|objavio|objavila|izdao|izdala|издао|издаје|"
        "herausgegeben von|herausgeber|publié par|émis par|lëshuar nga|publikuar nga|publicado por|pubblicato da|"
        "yayımlayan|wydane przez|видано"
    ),
    "source": "source|sources|источник|izvor|извор|quelle|burimi|fuente|fonte|kaynak|źródło|джерело|манбаъ|sursa|източник",
    "place": "place|location|place and date|место|место проведения|mesto|mjesto|ort|lieu|vendi|lugar|luogo|yer|miejsce|місце|ҷой|loc|място",
    "where": "where|venue|где|gde|gdje|где се одржава|wo|veranstaltungsort|où|ku|dónde|dove|nerede|gdzie|де",
    "when": (
        "when|date and time|date & time|date/time|time and date|day and time|event date|event dates|когда|kada|када|wann|termin|quand|kur|cuándo|quando|ne zaman|kiedy|коли"
    ),
    "organized_by": (
        "organized by|organised by|organizer|organiser|organizers|organisers|hosted by|организатор|организаторы|"
        "organizator|organizatori|organizuje|организују|veranstalter|organisiert von|organisé par|organisateur|organisateurs|"
        "organizuar nga|organizatorët|organizado por|organizzato da|düzenleyen|організатор|ташкилкунанда"
    ),
    "fields_of_work": (
        "fields of work|field of work|what we do|areas of work|области деятельности|направления деятельности|"
        "сферы деятельности|сфера деятельности|oblasti rada|područja rada|области рада|arbeitsfelder|arbeitsgebiete|tätigkeitsfelder|"
        "domaines d'activité|domaines d’activité|fushat e punës|fushat e veprimtarisë|напрями роботи"
    ),
    "content_type": "content type|document type|type of document|тип документа|тип|type|vrsta|inhaltstyp|type de contenu",
    "country": "country|countries|where we are|страна|страны|zemlja|zemlje|država|земља|земље|land|länder|pays|vendet|país|paese|ülke",
    "other": (
        "category|categories|posted in|filed under|section|region|rubrik|kategorija|kategorie|catégorie|категорија|категория|рубрика|"
        "topic|topics|theme|themes|tags|keywords|language|languages|author|authors|by|contact|contacts|duration|participants|"
        "audience|reference|document number|тема|темы|теги|язык|автор|teme|tema|oznake|jezik|schlagworte|sprache|autor|"
        "thèmes|thème|langue|auteur|mots-clés|tema|gjuha|registration|price|format|time|series|summary|description|photo|photos|implemented by|implementing partner|implementing partners|status|project status|project duration"
    ),
}
KEYS = {label: key for key, labels in _LABELS.items() for label in labels.split("|")}
# Only these may stand without a colon on a plain line: an event page's own.
BARE_KEYS = frozenset({"when", "where", "organized_by"})
_LONGEST_CHARS = 40


def label_of(line: Line) -> tuple[str, int] | None:
    """Return the key of a label that fills or opens a line, and how many characters it takes.

    ``"Issued by:"`` gives ``("issued_by", 10)``; ``"Date: 4 May 2018"`` gives ``("issued_on", 5)``;
    a list line of up to four words that ends in a colon, in any language, gives ``"other"``.

    Args:
        line: A line of the page.

    Returns:
        Key and length with colon, or None for a line that is no label.
    """
    colon = line.words.find(":", 0, _LONGEST_CHARS)
    if colon < 0:
        key = KEYS.get(line.key) if len(line.words) <= _LONGEST_CHARS else None
        return (key, len(line.words)) if key else None
    key = KEYS.get(folded(line.words[:colon]))
    if key is not None:
        return key, colon + 1
    alone = colon == len(line.words) - 1 and line.mark == "item" and line.count <= 4
    return ("other", colon + 1) if alone else None
