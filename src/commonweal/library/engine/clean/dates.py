"""Dates as they stand in a page's header: a dateline, "Issued on", a line of its own.

Dates inside sentences are read elsewhere; here the words are nothing but a date, or end with one.
"""

from __future__ import annotations

import re
from datetime import date

# Month names as CLDR gives them, in the languages of the region; where two languages use one word
# for different months (listopad), it is left out.
_NAMES = (
    (
        "jan january januar jänner janvier enero gennaio janeiro januari ianuarie januarie january stycznia styczeń"
        " leden ledna január januára siječanj siječnja janar ocak yanvar январь января янв січня січень студзеня"
        " јануар јануари януари январ қаңтар ιανουάριος ιανουαρίου jaanuar janvāris sausio tammikuuta"
    ),
    (
        "feb february februar feber février febrero febbraio fevereiro februari februarie lutego luty únor února"
        " február februára veljača veljače shkurt şubat fevral февраль февраля фев лютого лютий лютага фебруар"
        " фебруари февруари феврал ақпан φεβρουάριος φεβρουαρίου veebruar februāris vasario helmikuuta"
    ),
    (
        "mar march märz mars marzo março maart martie marca marzec březen března marec ožujak ožujka mart"
        " март марта мар березня березень сакавіка наурыз μάρτιος μαρτίου märts marts kovo maaliskuuta"
    ),
    (
        "apr april avril abril aprile aprilie kwietnia kwiecień duben dubna apríl apríla travanj travnja prill nisan"
        " aprel апрель апреля апр квітня квітень красавіка април апрел сәуір απρίλιος απριλίου aprill aprīlis huhtikuuta"
    ),
    (
        "may mai mayo maggio maio mei maj maja květen května máj mája svibanj svibnja mayıs май мая травня травень"
        " мај маја мамыр μάιος μαΐου maijs gegužės toukokuuta"
    ),
    (
        "jun june juni juin junio giugno junho iunie czerwca czerwiec červen června jún júna lipanj lipnja qershor"
        " haziran iyun июнь июня июн червня червень чэрвеня јун јуни юни маусым ιούνιος ιουνίου juuni jūnijs birželio"
        " kesäkuuta juna"
    ),
    (
        "jul july juli juillet julio luglio julho iulie lipca lipiec červenec července júl júla srpanj srpnja korrik"
        " temmuz iyul июль июля июл липня липень ліпеня јул јули юли шілде ιούλιος ιουλίου juuli jūlijs liepos heinäkuuta"
        " jula"
    ),
    (
        "aug august août agosto augustus sierpnia sierpień srpen srpna augusta kolovoz kolovoza gusht ağustos avgust"
        " август августа авг серпня серпень жніўня аугуст тамыз αύγουστος αυγούστου augusti augusts rugpjūčio elokuuta"
        " avgusta"
    ),
    (
        "sep sept september septembre septiembre settembre setembro septembrie września wrzesień září septembra rujan"
        " rujna septembar shtator eylül sentyabr сентябрь сентября сен вересня вересень верасня септембар септембра"
        " септември сентябр қыркүйек σεπτέμβριος σεπτεμβρίου septembris rugsėjo syyskuuta"
    ),
    (
        "oct october oktober octobre octubre ottobre outubro octombrie października październik říjen října október"
        " októbra oktobar oktobra tetor ekim oktyabr октябрь октября окт жовтня жовтень кастрычніка октобар октобра"
        " октомври октябр қазан οκτώβριος οκτωβρίου oktoober oktobris spalio lokakuuta"
    ),
    (
        "nov november novembre noviembre novembro noiembrie listopadu listopada novembra studeni studenoga novembar"
        " nëntor kasım noyabr ноябрь ноября ноя листопада лістапада новембар новембра ноември ноябр қараша νοέμβριος"
        " νοεμβρίου novembris lapkričio marraskuuta"
    ),
    (
        "dec december dezember décembre diciembre dicembre dezembro decembrie grudnia grudzień prosinec prosince"
        " decembra prosinac prosinca decembar dhjetor aralık dekabr декабрь декабря дек грудня грудень снежня"
        " децембар децембра декември декабр желтоқсан δεκέμβριος δεκεμβρίου detsember decembris gruodžio joulukuuta"
    ),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}

_WORD = r"[^\W\d_]{3,12}"
_DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?P<m1>{_WORD})\.?,?\s+(?:de\s+|del\s+)?(?P<y1>\d{{4}})(?!\d)"
_MONTH_FIRST = rf"(?P<m2>{_WORD})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
_ISO = r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?!\d)"
_NUMERIC = r"(?P<d4>\d{1,2})(?:/|\. ?)(?P<m4>\d{1,2})(?:/|\. ?)(?P<y4>\d{4})(?!\d)"
_DATE = rf"(?<![\w.])(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO}|{_NUMERIC})"
# "4 мая 2018 года", "4. maj 2018. godine", "2018 г.", and a time of day after it.
_AFTER = r"(?:\s*(?:года|году|г|р|року|godine|godina|год|ж)\b)?\.?"
_FIND = re.compile(_DATE + _AFTER)
_END = re.compile(_DATE + _AFTER + r"\s*$")
_LIMIT_CHARS = 200


def read_date(words: str) -> str | None:
    """Return the first date printed in a few words, or None.

    Examples:
        ``"4 May 2018"``, ``"May 4, 2018"``, ``"4. maj 2018. godine"``, ``"4 мая 2018 года"``, ``"04.05.2018"`` and
        ``"2018-05-04T10:00"`` all give ``"2018-05-04"``; ``"May 2018"`` and ``"31 February 2018"`` give None.

    Args:
        words: A header's words; only the first 200 characters are read.

    Returns:
        ISO date. Numbers alone are read day first, and month first where only that can be.
    """
    for match in _FIND.finditer(words[:_LIMIT_CHARS]):
        iso = _iso(match)
        if iso is not None:
            return iso
    return None


def date_at_end(words: str) -> tuple[int, int, str] | None:
    """Return where the date stands that ends the words, and its ISO form; None if none ends them.

    ``"DUSHANBE, 4 May 2018"`` gives ``(10, 20, "2018-05-04")``.
    """
    match = _END.search(words[-_LIMIT_CHARS:])
    iso = _iso(match) if match else None
    if match is None or iso is None:
        return None
    skipped = max(0, len(words) - _LIMIT_CHARS)
    return skipped + match.start(), skipped + match.end(), iso


def _iso(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match of any of the four ways to write one."""
    parts = match.groupdict()
    if parts["y1"] or parts["y2"]:
        month = MONTHS.get((parts["m1"] or parts["m2"]).casefold())
        day, year = int(parts["d1"] or parts["d2"]), int(parts["y1"] or parts["y2"])
        return _valid(year, month, day)
    if parts["y3"]:
        return _valid(int(parts["y3"]), int(parts["m3"]), int(parts["d3"]))
    day, month, year = int(parts["d4"]), int(parts["m4"]), int(parts["y4"])
    return _valid(year, month, day) or _valid(year, day, month)


def _valid(year: int, month: int | None, day: int) -> str | None:
    """Return the ISO date, or None where the calendar has no such day."""
    if month is None or not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - date.resolution).day
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= last else None
