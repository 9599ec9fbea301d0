"""Words that pages put around their text: kinds, buttons, beginnings of tails.

Lists of words, not of sites: what institutions' pages in the region's languages commonly say.
"""

from __future__ import annotations

import re

_KINDS = {
    "news item": (
        "news item|news items|news|news story|news article|новость|новости|vest|vesti|vijest|vijesti|novost|novosti|вест|вести|"
        "nachricht|meldung|aktuelles|actualité|actualités|nouvelle|nouvelles|lajm|lajme|noticia|notizia|haber|aktualność|новина|хабар"
    ),
    "press release": (
        "press release|press releases|media release|news release|press communiqué|press statement|for immediate release|пресс-релиз|соопштенија|соопштенија за јавност|saopštenja|saopćenja|priopćenja|саопштења|pressemitteilungen|"
        "пресс-релизы|saopštenje|saopštenje za javnost|saopštenje za medije|saopćenje|saopćenje za javnost|saopćenje za medije|"
        "priopćenje|priopćenje za medije|саопштење|саопштење за јавност|соопштение|соопштение за јавност|pressemitteilung|presseaussendung|"
        "medienmitteilung|communiqué de presse|communiqué|communiqués|communiqués de presse|komunikatë për shtyp|komunikatë për media|comunicado de prensa|nota de prensa|"
        "comunicato stampa|basın açıklaması|komunikat prasowy|прес-реліз|прессъобщение|comunicat de presă|изҳороти матбуотӣ"
    ),
    "event": (
        "event|events|upcoming event|past event|meeting|conference|событие|мероприятие|događaj|događaji|догађај|veranstaltung|termin|"
        "évènement|événement|ngjarje|ngjarja|evento|etkinlik|wydarzenie|подія|настан|чорабинӣ"
    ),
    "other": (
        "story|stories|feature|feature story|joint statement|public statement|open letter|position paper|policy brief|commentary|blog|blog post|speech|statement|remarks|interview|opinion|publication|report|document|"
        "vacancy|job|tender|project|programme|photo gallery|gallery|video|podcast|newsletter|factsheet|fact sheet|book|page|article|"
        "спрос|история|выступление|заявление|интервью|статья|priča|govor|izjava|intervju|publikacija|прича|говор|изјава|интервју|"
        "rede|erklärung|bericht|reportage|discours|déclaration|rapport|tregim|fjalim|deklaratë|raport|discurso|declaración"
    ),
}
KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}

# Lines that are buttons, menus and paths wherever they stand.
_BUTTONS = (
    "home|homepage|home page|menu|main menu|search|search form|skip links|skip to main content|skip to content|skip to navigation|"
    "skip navigation|jump to content|jump to navigation|newsroom|news and events|media|media centre|media center|press|press centre|"
    "press center|press room|contact|contact us|contacts|about|about us|login|log in|sign in|sign up|register|subscribe|share|"
    "share this|share this page|share on facebook|share on twitter|share on x|share on linkedin|share via email|facebook|twitter|x|"
    "linkedin|instagram|youtube|telegram|whatsapp|flickr|email|e-mail|print|print this page|print page|printer-friendly version|"
    "send|copy link|download|download pdf|back|back to top|top|back to news|next|previous|more|read more|see more|show more|"
    "view all|all news|close|open menu|close menu|language|languages|english|français|deutsch|español|italiano|русский|українська|"
    "shqip|srpski|српски|bosanski|hrvatski|crnogorski|македонски|türkçe|тоҷикӣ|қазақша|кыргызча|o'zbek|română|العربية|中文|polski|"
    "accept|accept all|reject all|decline|i agree|cookie settings|cookies|privacy|privacy policy|terms of use|terms and conditions|"
    "sitemap|site map|accessibility|rss|disclaimer|imprint|legal notice|copyright|careers|jobs|employment|vacancies|procurement|"
    "you are here|breadcrumb|breadcrumbs|navigation|main navigation|footer|header|toggle navigation|advertisement|donate|intranet|"
    "webmail|faq|help|gallery|photo gallery|multimedia|video|videos|photos|publications|documents|resources|projects|events|calendar|"
    "главная|главная страница|меню|поиск|контакты|о нас|поделиться|печать|распечатать|назад|далее|подробнее|пресс-центр|перейти к основному содержанию|"
    "naslovna|početna|pretraga|kontakt|o nama|podijeli|podeli|štampaj|nazad|meni|почетна|насловна|претрага|контакт|о нама|подели|мени|"
    "startseite|suche|kontakt|über uns|teilen|drucken|zurück|impressum|datenschutz|zum inhalt springen|zum hauptinhalt springen|"
    "accueil|recherche|contactez-nous|à propos|partager|imprimer|retour|aller au contenu|aller au contenu principal|mentions légales|"
    "kreu|kërko|kontakti|rreth nesh|shpërndaje|printo|kthehu|inicio|buscar|compartir|contacto|cerca|contatti|condividi|"
    "ana sayfa|ara|iletişim|hakkımızda|paylaş|yazdır|strona główna|szukaj|udostępnij|drukuj"
)
BUTTONS = frozenset(_BUTTONS.split("|"))

# A line that begins the end of the page: from here on nothing belongs to the text.
_TAIL_HEADS = (
    "read more on this topic|read more on this|read more about this|related|related news|related articles|related content|related stories|"
    "related documents|related links|related pages|related topics|related events|related publications|related press releases|see also|"
    "more news|more stories|latest news|latest|latest stories|latest updates|other news|recent news|recent posts|recommended|"
    "you may also like|you might also like|most read|most popular|more on this topic|more on this story|more from|more in this section|"
    "most recent|news archive|archive|share this article|share this story|follow us|follow us on|stay connected|stay informed|"
    "stay in touch|keep in touch|connect with us|newsletter|subscribe to our newsletter|sign up for our newsletter|comments|leave a comment|leave a reply|tags|"
    "media contact|media contacts|press contact|press contacts|contact|contacts|contact information|contact details|for media inquiries|for media enquiries|"
    "media inquiries|media enquiries|for more information|for further information|further information|notes to editors|note to editors|"
    "quick links|useful links|external links|footer|sitemap|legal|disclaimer|about the author|"
    "читайте также|по теме|похожие новости|другие новости|последние новости|подробнее по теме|связанные материалы|контакты|контактная информация|"
    "pročitajte još|povezane vijesti|povezane vesti|vezane vesti|najnovije vijesti|najnovije vesti|ostale vesti|opširnije|kontakt|kontakt za medije|"
    "повезане вести|најновије вести|остале вести|прочитајте још|контакт за медије|"
    "mehr zum thema|weitere meldungen|weitere nachrichten|weiterführende links|verwandte themen|das könnte sie auch interessieren|pressekontakt|rückfragen|"
    "à lire aussi|voir aussi|articles liés|en savoir plus|sur le même sujet|contact presse|"
    "lexo më shumë|lajme të ngjashme|të fundit|shih edhe|artículos relacionados|noticias relacionadas|notizie correlate|leggi anche|"
    "ilgili haberler|czytaj także|zobacz także|читайте також|también te puede interesar"
)
TAIL_HEADS = frozenset(_TAIL_HEADS.split("|"))
# These also stand in the middle of pages, over text of their own: only short lines after them are furniture.
WEAK_TAIL_HEADS = frozenset(
    [
        "contact",
        "contacts",
        "kontakt",
        "контакты",
        "comments",
        "tags",
        "newsletter",
        "archive",
        "latest",
        "legal",
        "for more information",
        "for further information",
        "further information",
        "notes to editors",
        "note to editors",
        "related documents",
        "en savoir plus",
    ]
)

# Sentences that are the page's, not the text's, wherever they stand.
PAGE_SENTENCE = re.compile(
    r"bears no responsibility for the accuracy|not responsible for the content of (?:external|linked)"
    r"|all rights reserved|^(?:copyright|©|\(c\) )|alle rechte vorbehalten|tous droits réservés|все права защищены|sva prava (?:za|pri)držana"
    r"|not issued by any (?:organi[sz]ation|body|institution)"
    r"|(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using)) .{0,60}\bcookies\b|\bcookies\b.{0,60}(?:consent|accept|preferences|experience|settings)"
    r"|мы используем (?:файлы )?cookie|diese (?:web)?(?:site|seite) verwendet cookies|ce site utilise des cookies|ova stranica koristi kolačiće"
    r"|^(?:follow|find|like|join) (?:us|@\w+|the \w+) on (?:twitter|facebook|x|instagram|linkedin|youtube|telegram)\b|^follow on (?:twitter|facebook|x|instagram)\b"
    r"|^(?:share|tweet|print|save|email|сподели|подели|podijeli|podeli|shpërndaje|partager|teilen|поделиться) (?:this|on|via|на|в|na|në|sur|auf)\b|^subscribe to (?:our|the)\b|^sign up (?:for|to) (?:our|the)\b"
    r"|^for (?:pdf attachments|links to sources)\b|^your email address will not be published|^(?:diminish|increase) text size|^print the page"
    r"|^(?:tel|phone|fax|mob|mobile|e-?mail|тел|факс|эл\. почта)\.?\s*(?:\(\w+\))?:|please enable javascript|your browser does not support",
    re.IGNORECASE,
)

# "For more information please contact:" opens a block of names and numbers.
CONTACT_HEAD = re.compile(
    r"^(?:for (?:more|further|additional|any) (?:information|inquiries|enquiries|questions|details)|for (?:media|press) (?:in|en)quiries|(?:media|press) (?:contact|office|relations)s?\b"
    r"|contacts? for (?:the )?(?:media|press)|questions\?|notes? (?:to|for) editors?|end(?:s| of (?:press|media) release)?$|#{2,}|\*{3,}|rückfragen|weitere informationen|pour (?:plus|de plus amples) (?:d'|d’)?informations?"
    r"|adresse pour|renseignements|за (?:више|повече|дополнительной|повеќе) информаци|за дополнительной|za (?:više|dodatne) informacij|për më shumë informacion)",
    re.IGNORECASE,
)
# "by Name Surname | 2 December 2020 | Blog", "Von Name Surname"
BYLINE = re.compile(r"^(?:by|von|par|автор|autor|autorka|nga|di|por)[ :]+[^\W\d_]", re.IGNORECASE)

# "Photo: Name Surname", "OSCE/Name Surname": who took the picture above.
CREDIT = re.compile(
    r"^\(?(?:photo|photos|foto|фото|image|picture|credit|photo credit|photo by|©|\(c\))\s*(?:by |credit\b|:|/|courtesy of)\s*\S.{0,80}$",
    re.IGNORECASE,
)
AGENCY_CREDIT = re.compile(
    r"^\(?(?:[A-Z]{2,12}(?: [A-Z][a-z]+){0,3}/[A-ZÀ-ÞČŠŽĆĐ][^.!?/]{2,40}|[A-Z][a-z]{2,20}(?: [A-Z][a-z]+){0,3}/[A-ZÀ-ÞČŠŽĆĐ][a-zà-ž.'’-]+ [A-ZÀ-ÞČŠŽĆĐ][^.!?/]{1,30})\)?$"
)
# A caption that ends in its credit, such as: Participants in Skopje, 9 May 2016. (OSCE/Name Surname); older pages put "Photo details" behind it.
CREDITED = re.compile(
    r"\((?:[A-Z][\w. -]{0,30}/[^()/]{2,50}|(?:photo|foto|фото)\b[^()]{0,60}|©[^()]{1,60})\)(?: (?:Photo details|Download|Enlarge|View))?$",
    re.IGNORECASE,
)
