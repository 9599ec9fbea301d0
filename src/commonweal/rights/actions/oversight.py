"""Verbs of oversight: draw a random check, file a finding, close it; and a partner's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import InvalidInput, NotFound
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Finding, Organisation, RandomCheck, TrailEntry
from commonweal.rights.queries.oversight import drawn_from, finding_of
from commonweal.rights.queries.partners_shown import partners_shown
from commonweal.rights.rules.oversight import ANSWER_FINDING, CLOSE_FINDING, oversees

if TYPE_CHECKING:
    from commonweal.rights.models import Person

ANSWER_DAYS = 30
LONGEST_ANSWER_DAYS = 90
MOST_DRAWN = 100
LONGEST_SEED = 100
LONGEST_TEXT = 4_000

DRAWN = verb("rights.check.drawn", gettext_lazy("drew a random check"))
FILED = verb("rights.finding.filed", gettext_lazy("filed a finding"))
ANSWERED = verb("rights.finding.answered", gettext_lazy("answered a finding"))
CLOSED = verb("rights.finding.closed", gettext_lazy("closed a finding"))
STATED = verb("rights.statement.taken", gettext_lazy("took the assurance statement of a year"))


@dataclass(frozen=True, slots=True)
class DrawTerms:
    """How a random check is drawn.

    Attributes:
        seed: Published beforehand.
        count: How many entries, 1 to 100.
        verbs: Of which acts; any if empty.
        first_entry: From which entry on.
        last_entry: To which; None for the newest.
    """

    seed: str
    count: int
    verbs: tuple[str, ...] = ()
    first_entry: int = 1
    last_entry: int | None = None

    def checked(self, *, end: int) -> DrawTerms:
        """Return the terms with the range that they mean.

        Args:
            end: The number of the newest entry.

        Raises:
            InvalidInput: If the seed, the count or the range cannot be used.
        """
        seed = self.seed.strip()
        if not 0 < len(seed) <= LONGEST_SEED:
            raise InvalidInput(
                "rights.check.seed",
                _("A seed has 1 to %(most)s characters; this has %(count)s.")
                % {"most": LONGEST_SEED, "count": len(seed)},
            )
        if not 1 <= self.count <= MOST_DRAWN:
            raise InvalidInput(
                "rights.check.count",
                _("1 to %(most)s entries can be drawn; %(count)s were asked for.")
                % {"most": MOST_DRAWN, "count": self.count},
            )
        last = end if self.last_entry is None else self.last_entry
        if not 1 <= self.first_entry <= last <= end:
            raise InvalidInput(
                "rights.check.range",
                _("The trail has the entries 1 to %(end)s; %(first)s to %(last)s were asked for.")
                % {"end": end, "first": self.first_entry, "last": last},
            )
        return DrawTerms(seed, self.count, self.verbs, self.first_entry, last)


@transaction.atomic
def draw_check(person: Person, terms: DrawTerms) -> RandomCheck:
    """Draw entries of the trail by chance and keep which; the same terms draw the same.

    Args:
        person: Of the oversight body.
        terms: Seed, how many, of which acts, from where to where.

    Raises:
        NotFound: If the person is not of the oversight body.
        InvalidInput: If the terms cannot be used.
    """
    _permit(person)
    newest = TrailEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    terms = terms.checked(end=newest)
    check = RandomCheck(
        seed=terms.seed,
        count=terms.count,
        verbs=sorted(terms.verbs),
        first_entry=terms.first_entry,
        last_entry=terms.last_entry or newest,
        drawn_by=person,
    )
    check.entries = list(drawn_from(check))
    check.save()
    facts = {"first_entry": check.first_entry, "last_entry": check.last_entry}
    record(person, DRAWN, thing=check, facts={**facts, "drawn": len(check.entries)})
    return check


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """What oversight found.

    Attributes:
        text: In its own words.
        entry: About which entry of the trail; it goes to the partner for which that act was done.
        check: In which random check it was found.
        addressee: To which partner, where it is about no entry.
        days: For how many days the answer's clock runs, 1 to 90.
    """

    text: str
    entry: int | None = None
    check: RandomCheck | None = None
    addressee: UUID | None = None
    days: int = ANSWER_DAYS


@transaction.atomic
def file_finding(person: Person, draft: FindingDraft, *, today: date | None = None) -> Finding:
    """File a finding to a partner; the clock for the answer begins.

    A partner that is no authority is addressed without oversight learning its name.

    Args:
        person: Of the oversight body.
        draft: What was found, about what, to whom.
        today: The present day; None for the clock's.

    Raises:
        NotFound: If the person is not of the oversight body, or there is no such entry.
        InvalidInput: If the text, the days or the addressee cannot be used.
    """
    _permit(person)
    partner = _addressee(draft)
    finding = Finding(
        text=_words(draft.text),
        entry=draft.entry,
        check_drawn=draft.check,
        addressee=partner,
        addressee_kind=partners_shown().kinds.get(partner.pk, ""),
        filed_by=person,
        answer_due_on=(today or timezone.localdate()) + timedelta(days=_days(draft.days)),
    )
    finding.save()
    facts = {"to": str(partner.pk), "days": draft.days}
    record(
        person, FILED, thing=finding, facts=facts | ({"entry": draft.entry} if draft.entry else {})
    )
    return finding


@transaction.atomic
def answer_finding(person: Person, finding_id: UUID, *, text: str) -> Finding:
    """Answer a finding for the partner it is addressed to; once.

    Args:
        person: One of the addressee's people.
        finding_id: The finding.
        text: The answer.

    Raises:
        NotFound: If there is none that this person may answer now.
        InvalidInput: If the text is empty or too long.
    """
    finding = finding_of(finding_id, person=person, rule=ANSWER_FINDING, is_locked=True)
    finding.answer = _words(text)
    finding.answered_by, finding.answered_at = person, timezone.now()
    finding.save(update_fields=["answer", "answered_by", "answered_at"])
    late = max(0, (timezone.localdate() - finding.answer_due_on).days)
    record(person, ANSWERED, thing=finding, facts={"days_late": late})
    return finding


@transaction.atomic
def close_finding(person: Person, finding_id: UUID, *, reason: str) -> Finding:
    """Close a finding, answered or not; with a reason.

    Args:
        person: Of the oversight body.
        finding_id: The finding.
        reason: Why; it is kept in the trail.

    Raises:
        NotFound: If there is none that this person may close.
        InvalidInput: If there is no reason.
    """
    finding = finding_of(finding_id, person=person, rule=CLOSE_FINDING, is_locked=True)
    finding.closed_at = timezone.now()
    finding.save(update_fields=["closed_at"])
    record(
        person,
        CLOSED,
        thing=finding,
        facts={"answered": finding.answered_at is not None},
        reason=_words(reason),
    )
    return finding


@transaction.atomic
def record_statement(person: Person, *, year: int) -> None:
    """Note that somebody took the assurance statement of a year.

    Args:
        person: Who took it.
        year: Which year.
    """
    record(person, STATED, thing=Thing("rights.Statement", str(year)), facts={"year": year})


def _permit(person: Person) -> None:
    if not oversees(person):
        raise NotFound("rights.oversight", _("There is no such page, or not for you."))


def _addressee(draft: FindingDraft) -> Organisation:
    if draft.entry is None:
        to = draft.addressee
        if to is None or to not in partners_shown().names:
            raise InvalidInput(
                "rights.finding.to",
                _("Choose the authority it goes to; to any other partner it goes from an entry."),
            )
        return Organisation.objects.get(pk=to)
    found = TrailEntry.objects.filter(pk=draft.entry).values_list("organisation_id", flat=True)
    if not found:
        raise NotFound("rights.trail.entry", _("The trail has no such entry any more."))
    acted_for = found[0]
    partner = Organisation.objects.filter(pk=acted_for).first() if acted_for else None
    if partner is None:
        raise InvalidInput(
            "rights.finding.nobody",
            _("The workspace itself did this, for no partner; file it to an authority instead."),
        )
    return partner


def _words(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= LONGEST_TEXT:
        raise InvalidInput(
            "rights.finding.text",
            _("Write 1 to %(most)s characters; this has %(count)s.")
            % {"most": LONGEST_TEXT, "count": len(text)},
        )
    return text


def _days(days: int) -> int:
    if not 1 <= days <= LONGEST_ANSWER_DAYS:
        raise InvalidInput(
            "rights.finding.days",
            _("An answer may take 1 to %(most)s days; %(days)s were asked for.")
            % {"most": LONGEST_ANSWER_DAYS, "days": days},
        )
    return days
