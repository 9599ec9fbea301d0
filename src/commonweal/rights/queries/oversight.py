"""What oversight reads beside the trail: what stands out, random checks, findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.errors import NotFound
from commonweal.kernel.today import TodayItem
from commonweal.rights.engine import anomalies
from commonweal.rights.engine.anomalies import Act, Kind, Signal
from commonweal.rights.engine.draw import draw
from commonweal.rights.models import Finding, RandomCheck, Role, TrailEntry
from commonweal.rights.queries.partners_shown import kind_name, partners_shown, tag
from commonweal.rights.queries.trail import Line, lines_numbered, lines_of
from commonweal.rights.rules.oversight import ANSWER_FINDING, SEE_FINDING, oversees
from commonweal.rights.rules.verbs import declared_verbs

if TYPE_CHECKING:
    from commonweal.rights.models import Person
    from commonweal.rights.rules.rule import Rule

LOOKED_BACK_DAYS = 30
# The newest of these days that are looked at: more would make the page slow, and it says so.
MOST_ACTS = 20_000
MOST_SIGNALS = 50
ENDINGS: dict[str, Kind] = {
    "read": "read",
    "exported": "export",
    "taken": "export",
    "refused": "denial",
    "denied": "denial",
}


@dataclass(frozen=True, slots=True)
class StandsOut:
    """One signal in words.

    Attributes:
        heading: What stands out.
        why: The rule behind it, with its numbers.
        person: Letters that tell people of one day apart.
        signal: The signal itself.
    """

    heading: str
    why: str
    person: str
    signal: Signal


def what_stands_out(now: datetime) -> Sequence[StandsOut]:
    """Return what stands out among the reads, exports and refusals of the last thirty days, newest first.

    Args:
        now: The present.
    """
    acts = _acts(now)
    limits = settings.OVERSIGHT_LIMITS
    found = [
        *anomalies.many_reads(acts, limit=limits["reads"], minutes=limits["minutes"]),
        *anomalies.reads_without_task(acts),
        *anomalies.exports_out_of_hours(
            acts,
            zone=timezone.get_default_timezone(),
            opens=limits["opens"],
            closes=limits["closes"],
            limit=limits["exports"],
        ),
        *anomalies.denials_in_a_row(acts, limit=limits["denials"]),
    ]
    newest = sorted(found, key=lambda one: -one.last_entry)[:MOST_SIGNALS]
    return [_in_words(one, limits=limits) for one in newest]


def _acts(now: datetime) -> list[Act]:
    kinds = {
        one.key: ENDINGS[ending]
        for one in declared_verbs()
        if (ending := one.key.rpartition(".")[2]) in ENDINGS
    }
    rows = (
        TrailEntry.objects.filter(at__gte=now - timedelta(days=LOOKED_BACK_DAYS), verb__in=kinds)
        .exclude(person_id=None)
        .order_by("-pk")
        .values_list("pk", "at", "person_id", "verb", "facts")[:MOST_ACTS]
    )
    return [
        Act(entry=key, at=at, person=str(person), kind=kinds[verb], is_party=facts.get("party"))
        for key, at, person, verb, facts in reversed(rows)
    ]


def _in_words(signal: Signal, *, limits: dict[str, int]) -> StandsOut:
    values = {**limits, "count": signal.count}
    words = {
        "many reads": (
            _("Many reads in a short time"),
            _("%(count)s reads in one run; up to %(reads)s within %(minutes)s minutes are usual."),
        ),
        "no task": (
            _("Read without a task"),
            _("%(count)s reads of restricted records in which the reader's partner has no task."),
        ),
        "out of hours": (
            _("Exports out of hours"),
            _(
                "%(count)s exports before %(opens)s, after %(closes)s o'clock or at a weekend; from "
                "%(exports)s on a day it is said here."
            ),
        ),
        "denials": (
            _("Refused again and again"),
            _("%(count)s refusals in a row; from %(denials)s on it is said here."),
        ),
    }
    heading, why = words[signal.rule]
    return StandsOut(
        heading=heading,
        why=why % values,
        person=tag(UUID(signal.person), on=signal.at.date()),
        signal=signal,
    )


def drawn_from(check: RandomCheck) -> tuple[int, ...]:
    """Draw a check's entries (again): the same seed and range, the same entries.

    Args:
        check: With its seed, its count, its verbs and its range.
    """
    rows = TrailEntry.objects.filter(pk__range=(check.first_entry, check.last_entry))
    if check.verbs:
        rows = rows.filter(verb__in=check.verbs)
    numbers = rows.order_by().values_list("pk", flat=True).iterator(chunk_size=10_000)
    return draw(numbers, seed=check.seed, count=check.count)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A random check with its entries.

    Attributes:
        check: The check.
        lines: Its entries that are still kept.
        gone: How many are not kept any more.
        is_same: Whether drawing again gives the same entries, those that are gone apart.
    """

    check: RandomCheck
    lines: tuple[Line, ...]
    gone: int
    is_same: bool


def checks(person: Person) -> QuerySet[RandomCheck]:
    """Return the random checks, newest first; none for others than oversight."""
    rows = RandomCheck.objects.all() if oversees(person) else RandomCheck.objects.none()
    return rows.order_by("-drawn_at", "pk")


def drawn(check_id: UUID, *, person: Person) -> Drawn:
    """Return one random check, drawn again to show that it is the same.

    Raises:
        NotFound: If there is none, or the person is not of the oversight body.
    """
    check = checks(person).filter(pk=check_id).first()
    if check is None:
        raise NotFound("rights.check", _("There is no such random check, or not for you."))
    lines = lines_numbered(check.entries)
    left = {line.number for line in lines}
    again = drawn_from(check)
    # Where segments have expired others move up; those that are left are drawn again in any case.
    return Drawn(
        check=check,
        lines=lines,
        gone=len(check.entries) - len(left),
        is_same=left <= set(again) and (len(left) < len(check.entries) or left == set(again)),
    )


def findings(person: Person) -> QuerySet[Finding]:
    """Return the findings that the person may see: open ones first, the next due on top."""
    rows = Finding.objects.filter(SEE_FINDING.rows(person)).select_related("addressee")
    return rows.order_by(F("closed_at").asc(nulls_first=True), "answer_due_on", "pk")


def finding_of(
    finding_id: UUID, *, person: Person, rule: Rule = SEE_FINDING, is_locked: bool = False
) -> Finding:
    """Return one finding.

    Args:
        finding_id: Which.
        person: For whom.
        rule: What they want to do with it.
        is_locked: Whether nobody else may change it until the transaction ends.

    Raises:
        NotFound: If there is none, or the person may not.
    """
    rows = Finding.objects.filter(rule.rows(person))
    rows = rows.select_for_update(of=("self",)) if is_locked else rows
    found = rows.select_related("addressee").filter(pk=finding_id).first()
    if found is None:
        raise NotFound("rights.finding", _("There is no such finding, or not for you."))
    return found


def line_of(finding: Finding, *, person: Any) -> Line | None:
    """Return the entry a finding is about: for oversight, and for its addressee where the act is theirs."""
    if not finding.entry:
        return None
    own = Q() if oversees(person) else Q(organisation_id=finding.addressee_id)
    return next(iter(lines_of(TrailEntry.objects.filter(own, pk=finding.entry))), None)


def called(finding: Finding, *, person: Any) -> str:
    """Return how a finding's addressee is called: by its kind, where oversight is not to learn the name."""
    if finding.addressee_kind and oversees(person):
        return kind_name(finding.addressee_kind)
    return finding.addressee.name


def authorities() -> Sequence[tuple[UUID, str]]:
    """Return the partners that oversight knows by name, by name."""
    return sorted(partners_shown().names.items(), key=lambda one: one[1])


def findings_that_wait(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  what waits is told until it is done
    """Return the findings a person's partner has to answer, and for oversight those to be read.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    due = Finding.objects.filter(ANSWER_FINDING.rows(person)).order_by("answer_due_on", "pk")
    items = [
        TodayItem(
            kind="due",
            text=_("Answer a finding of the oversight body."),
            address=reverse("rights:finding", args=[each.pk]),
            due_on=each.answer_due_on,
        )
        for each in due[:20]
    ]
    return [*items, *_for_oversight(person)] if oversees(person) else items


def _for_oversight(person: Person) -> list[TodayItem]:
    open_ones = findings(person).filter(closed_at=None).order_by()
    answered = open_ones.exclude(answered_at=None).count()
    overdue = open_ones.filter(answered_at=None, answer_due_on__lt=timezone.localdate()).count()
    address = reverse("rights:findings")
    words = (
        (answered, ngettext("%(n)s answer to a finding waits to be read.", "%(n)s answers to findings wait to be read.", answered)),
        (overdue, ngettext("%(n)s finding has no answer though it is due.", "%(n)s findings have no answer though they are due.", overdue)),
    )  # fmt: skip
    return [
        TodayItem(
            kind="waiting",
            text=text % {"n": count},
            address=address,
            role=Role.OVERSIGHT,
            count=count,
        )
        for count, text in words
        if count
    ]
