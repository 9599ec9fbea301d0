"""The annual assurance statement: what was done in a year, counted without anybody being told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.errors import NotFound
from commonweal.rights.engine.statement_pdf import Section, Statement, Table
from commonweal.rights.engine.suppression import SMALLEST_SHOWN, suppress
from commonweal.rights.models import Finding, Grant, RandomCheck, RetentionRun, Role, TrailEntry
from commonweal.rights.queries.partners_shown import kind_name
from commonweal.rights.queries.trail import thing_name
from commonweal.rights.queries.verify import verify
from commonweal.rights.rules.oversight import oversees
from commonweal.rights.rules.verbs import sentence_of

if TYPE_CHECKING:
    from commonweal.rights.engine.types import Verified
    from commonweal.rights.models import Person

# Each act is counted in the first of these columns that one of its roles belongs to.
COLUMNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("police", frozenset({Role.POLICE})),
    ("civil society", frozenset({Role.CIVIL_SOCIETY})),
    ("co-ordination", frozenset({Role.COORDINATOR})),
    ("oversight", frozenset({Role.OVERSIGHT, Role.ADMINISTRATOR})),
    ("others", frozenset(Role)),
    ("nobody", frozenset()),
)
# Shown in tables or sentences of their own: a count must not stand in two tables, where one would
# betray what the other hides.
ELSEWHERE = frozenset(
    {
        "rights.role.granted",
        "rights.check.drawn",
        "rights.finding.filed",
        "rights.finding.answered",
        "rights.finding.closed",
    }
)
HIDDEN = "\u2013"
MOST_LISTED = 200


def statement(person: Person, *, year: int, today: date) -> Statement:
    """Return the statement of a year, in the language that is set.

    Args:
        person: Of the oversight body.
        year: Which year; the present one is counted as far as it has come.
        today: The present day.

    Raises:
        NotFound: If the person is not of the oversight body, or the year has not begun.
    """
    if not oversees(person) or not 2000 <= year <= today.year:
        raise NotFound("rights.statement", _("There is no such statement, or not for you."))
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return Statement(
        title=_("Assurance statement for %(year)s") % {"year": year},
        language=translation.get_language() or "en",
        made_on=today,
        made=_("Made on %(day)s from the trail of this workspace.") % {"day": _day(today)},
        lead=_(
            "What was done in this workspace in the year, as its trail shows it. Nobody is named; a "
            "count from 1 to %(most)s is not shown, nor a count by which it could be computed (both "
            "as %(sign)s)."
        )
        % {"most": SMALLEST_SHOWN - 1, "sign": HIDDEN},
        sections=(
            _whole(verify()),
            _acts(begin, end),
            _roles(begin, end),
            _checks(RandomCheck.objects.filter(drawn_at__gte=begin, drawn_at__lt=end)),
            _findings(Finding.objects.filter(filed_at__gte=begin, filed_at__lt=end), today=today),
            _erasures(begin, end),
        ),
    )


def _whole(found: Verified) -> Section:
    sentence = (
        _("The trail is broken at entry %(entry)s: %(why)s")
        % {"entry": found.broken.entry, "why": found.broken.why}
        if found.broken
        else _("The trail is whole: every entry holds the one before, and none was changed.")
    )
    end = _("Entries: %(entries)s; segments: %(segments)s. It ends with %(head)s.")
    values = {"entries": found.entries, "segments": found.segments, "head": found.head}
    return Section(heading=_("Is the trail whole?"), sentences=(sentence, end % values))


def _acts(begin: datetime, end: datetime) -> Section:
    """Count acts by verb and by who acted; one table, so that no other one betrays it."""
    counts: dict[str, Counter[int]] = {}
    rows = (
        TrailEntry.objects.filter(at__gte=begin, at__lt=end)
        .exclude(Q(verb__in=ELSEWHERE) | Q(verb__endswith=".erased"))
        .order_by()
        .values_list("verb", "roles")
        .annotate(count=Count("pk"))
    )
    for verb, roles, count in rows:
        counts.setdefault(verb, Counter())[_column(roles)] += count
    verbs = sorted(counts)
    shown = suppress([[counts[verb][place] for place in range(len(COLUMNS))] for verb in verbs])
    lines: list[Sequence[str]] = []
    room = ""
    for verb, cells, total in zip(verbs, shown.rows, shown.row_totals, strict=True):
        if verb.partition(".")[0] != room:
            room = verb.partition(".")[0]
            lines.append((room,))
        lines.append((sentence_of(verb), *map(_count, cells), _count(total)))
    if verbs:
        lines.append((_("all"), *map(_count, shown.column_totals), _count(shown.total)))
    table = Table(
        name=_("Acts by kind and by who acted"),
        heads=(_("act"), *_column_names(), _("all")),
        rows=lines,
        note=_(
            "Roles granted, random checks, findings and erasures are told below and not counted here. "
            "Somebody with several roles is counted once, in the first column."
        ),
    )
    return Section(
        heading=_("What was done"),
        sentences=() if verbs else (_("Nothing was done in this year."),),
        tables=(table,) if verbs else (),
    )


def _column(roles: Iterable[str]) -> int:
    held = set(roles)
    return next(
        (place for place, (_name, these) in enumerate(COLUMNS) if held & these), len(COLUMNS) - 1
    )


def _column_names() -> tuple[str, ...]:
    return (
        _("police"),
        _("civil society"),
        _("co-ordination"),
        _("oversight"),
        _("others"),
        _("no role"),
    )


def _roles(begin: datetime, end: datetime) -> Section:
    granted = dict(
        Grant.objects.filter(granted_at__gte=begin, granted_at__lt=end)
        .order_by()
        .values_list("role")
        .annotate(count=Count("pk"))
    )
    roles = [role for role in Role if role in granted]
    shown = suppress([[granted[role]] for role in roles])
    rows = [
        (kind_name(role), _count(cells[0])) for role, cells in zip(roles, shown.rows, strict=True)
    ]
    rows.append((_("all"), _count(shown.total)))
    table = Table(name=_("Roles granted"), heads=(_("role"), _("granted")), rows=rows)
    return Section(heading=_("Who was given a role"), tables=(table,))


def _checks(found: QuerySet[RandomCheck]) -> Section:
    rows = [
        (
            check.seed,
            _day(check.drawn_at.date()),
            f"{check.first_entry}\u2013{check.last_entry}",
            ", ".join(map(str, check.entries)),
        )
        for check in found.order_by("drawn_at")[:MOST_LISTED]
    ]
    heads = (_("seed"), _("drawn on"), _("from entries"), _("drawn"))
    return Section(
        heading=_("Random checks"),
        sentences=(() if rows else (_("None was drawn."),)),
        tables=(Table(_("Random checks, which anybody can draw again"), heads, rows),)
        if rows
        else (),
    )


def _findings(found: QuerySet[Finding], *, today: date) -> Section:
    listed = list(found.select_related("addressee").order_by("filed_at")[:MOST_LISTED])
    rows = [
        (
            finding.text,
            kind_name(finding.addressee_kind) if finding.addressee_kind else finding.addressee.name,
            _answer(finding, today=today),
            _("closed") if finding.closed_at else _("open"),
        )
        for finding in listed
    ]
    heads = (_("finding"), _("to"), _("answer"), _("state"))
    return Section(
        heading=_("Findings and their answers"),
        sentences=() if rows else (_("None was filed."),),
        tables=(Table(_("Findings"), heads, rows),) if rows else (),
    )


def _answer(finding: Finding, *, today: date) -> str:
    if finding.answered_at:
        return finding.answer
    if finding.answer_due_on < today and finding.closed_at is None:
        return _("None, due since %(day)s") % {"day": _day(finding.answer_due_on)}
    return _("None yet") if finding.closed_at is None else _("None")


def _erasures(begin: datetime, end: datetime) -> Section:
    runs = list(RetentionRun.objects.filter(started_at__gte=begin, started_at__lt=end))
    failed = [run for run in runs if run.message]
    days = len({run.started_at.date() for run in runs if run.finished_at})
    sentences = [
        ngettext(
            "The erasure of what had reached its end was finished on %(days)s day of the year.",
            "The erasure of what had reached its end was finished on %(days)s days of the year.",
            days,
        )
        % {"days": days},
        _("Runs that said why something due was not erased: %(count)s.") % {"count": len(failed)},
    ]
    newest = max(runs, key=lambda run: run.started_at, default=None)
    if newest is not None and newest.message:
        sentences.append(_("The newest says: %(words)s") % {"words": newest.message})
    return Section(heading=_("What was erased"), sentences=sentences, tables=_erased_by_kind(runs))


def _erased_by_kind(runs: Iterable[RetentionRun]) -> tuple[Table, ...]:
    erased: Counter[str] = Counter()
    for run in runs:
        for thing, counts in run.counts.items():
            erased[thing] += counts.get("erased", 0)
    things = sorted(thing for thing, count in erased.items() if count)
    shown = suppress([[erased[thing]] for thing in things])
    rows = [
        (thing_name(thing), _count(cells[0]))
        for thing, cells in zip(things, shown.rows, strict=True)
    ]
    rows.append((_("all"), _count(shown.total)))
    table = Table(_("Records erased"), (_("kind of record"), _("erased")), rows)
    return (table,) if things else ()


def _count(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
