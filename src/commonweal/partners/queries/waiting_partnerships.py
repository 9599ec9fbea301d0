"""What partnerships say on a person's first page: what waits for a signature, what runs out, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.engine.diligence import AGAIN_DAYS, again_on
from commonweal.partners.engine.partnerships import EXPIRING_DAYS, is_urgent
from commonweal.partners.models import (
    Accession,
    AccessionYes,
    Diligence,
    Member,
    Partnership,
    PartnershipState,
    Signature,
    Step,
    StepKind,
    Term,
)
from commonweal.partners.queries.obligations import behind
from commonweal.partners.rules.diligence import SECOND_DILIGENCE
from commonweal.partners.rules.joining import SPEAK_OF_ACCESSION
from commonweal.partners.rules.partnerships import KEEP_PARTNERSHIP, SPEAK_IN_PARTNERSHIP
from commonweal.partners.rules.public_room import AGREED
from commonweal.partners.rules.taking_part import acting_for, organisation_of
from commonweal.rights.public import Role, coordinates

if TYPE_CHECKING:
    from commonweal.rights.models import Person

SHOWN, NEW_SHOWN = 10, 5
# A look is due again from so many days before its year is over.
SOON_DAYS = 30
TOLD = (
    StepKind.ALL_SIGNED,
    StepKind.ACTIVATED,
    StepKind.JOINED,
    StepKind.RENEWED,
    StepKind.LEFT,
    StepKind.ENDED,
)


def partnership_items(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Return what of partnerships waits for a person, what runs out and what is new.

    Args:
        person: Whose first page it is.
        since: What came after this moment is new; all of it if None.

    Returns:
        At most ten lines of each sort, and one that leads to the others.
    """
    if organisation_of(person) is None:
        return ()
    return (
        *_of_all(person),
        *_to_say_yes(person),
        *_to_let_in(person),
        *_to_be_named(person),
        *_to_begin(person),
        *_running_out(person),
        *_behind(person),
        *_diligence(person),
        *_new(person, since=since),
    )


def listed(**filters: object) -> str:
    """Return the address of the list with these filters."""
    return f"{reverse('partners:partnerships')}?{urlencode(filters)}"


def lines(items: Iterable[TodayItem], *, total: int, address: str) -> Iterator[TodayItem]:
    """Yield the lines, and one that leads to the rest where there are more than are shown.

    Args:
        items: At most ``SHOWN`` lines of one sort.
        total: How many there are in all.
        address: The page that lists them.
    """
    yield from items
    if total > SHOWN:
        text = _("All %(count)s") % {"count": total}
        yield TodayItem(kind="waiting", text=text, address=address, count=total - SHOWN)


def _of_all(person: Person) -> Iterator[TodayItem]:
    """Yield for the co-ordinator how many partnerships are in their last days, or have run out."""
    if not coordinates(person):
        return
    today = timezone.localdate()
    active = Partnership.objects.filter(state=PartnershipState.ACTIVE)
    over = active.filter(end__lt=today).count()
    ending = active.filter(end__gte=today, end__lte=today + timedelta(days=EXPIRING_DAYS)).count()
    words = (
        (ending, "expiring", ngettext("%(count)s partnership ends within 90 days.", "%(count)s partnerships end within 90 days.", ending)),
        (over, "run-out", ngettext("%(count)s partnership has run out and is neither renewed nor ended.", "%(count)s partnerships have run out and are neither renewed nor ended.", over)),
    )  # fmt: skip
    for count, stage, text in words:
        if count:
            yield TodayItem(
                kind="waiting",
                text=text % {"count": count},
                address=listed(stage=stage),
                role=Role.COORDINATOR,
                count=count,
            )


def _to_say_yes(person: Person) -> Iterator[TodayItem]:
    own = acting_for(person)
    said = Signature.objects.filter(term=OuterRef("pk"), organisation_id=own)
    waits = Term.objects.filter(partnership=OuterRef("pk"), agreed_on=None, dropped_on=None)
    rows = (
        Partnership.objects.filter(SPEAK_IN_PARTNERSHIP.rows(person))
        .filter(Exists(waits.exclude(Exists(said))))
        .exclude(state__in=(PartnershipState.SIGNED, PartnershipState.ENDED))
        .exclude(state=PartnershipState.PROPOSED, keeper_id=own)
        .select_related("keeper")
        .order_by("added_at", "pk")
    )
    words = {
        PartnershipState.PROPOSED: _("Take up for discussion: %(title)s"),
        PartnershipState.DISCUSSED: _("Discuss and sign: %(title)s"),
        PartnershipState.ACTIVE: _("Agree to the renewal, or not: %(title)s"),
    }
    items = (
        TodayItem(
            kind="waiting",
            text=words[PartnershipState(row.state)] % {"title": row.title},
            address=row.get_absolute_url(),
            detail=_("kept by %(partner)s") % {"partner": row.keeper.name},
        )
        for row in rows[:SHOWN]
    )
    return lines(items, total=rows.count(), address=listed(organisation=own))


def _to_be_named(person: Person) -> Iterator[TodayItem]:
    """Yield what everybody reads of now and waits for the partner's word on its own name."""
    own = acting_for(person)
    unsaid = Member.objects.filter(organisation_id=own, left_on=None, is_named=None).order_by()
    rows = (
        Partnership.objects.filter(SPEAK_IN_PARTNERSHIP.rows(person))
        .filter(
            pk__in=unsaid.values("partnership_id"), published_at__isnull=False, state__in=AGREED
        )
        .order_by("published_at", "pk")
    )
    items = (
        TodayItem(
            kind="waiting",
            text=_("Say whether the public page names you: %(title)s") % {"title": row.title},
            address=reverse("partners:name_us", args=[row.pk]),
        )
        for row in rows[:SHOWN]
    )
    return lines(items, total=rows.count(), address=listed(organisation=own))


def _to_let_in(person: Person) -> Iterator[TodayItem]:
    """Yield who would join and waits for the yes of the person's partner, or for its signature."""
    own = acting_for(person)
    said = AccessionYes.objects.filter(accession=OuterRef("pk"), organisation_id=own)
    rows = (
        Accession.objects.filter(SPEAK_OF_ACCESSION.rows(person))
        .filter(~Exists(said))
        .select_related("organisation", "partnership")
        .order_by("offered_at", "pk")
    )
    items = (
        TodayItem(
            kind="waiting",
            text=_("Sign and join, or not: %(title)s") % {"title": row.partnership.title}
            if row.organisation_id == own
            else _("%(partner)s would join; say yes or no: %(title)s")
            % {"partner": row.organisation.name, "title": row.partnership.title},
            address=row.get_absolute_url(),
        )
        for row in rows[:SHOWN]
    )
    return lines(items, total=rows.count(), address=listed(organisation=own))


def _to_begin(person: Person) -> Iterator[TodayItem]:
    today = timezone.localdate()
    rows = Partnership.objects.filter(
        Q(start=None) | Q(start__lte=today),
        KEEP_PARTNERSHIP.rows(person),
        keeper_id=acting_for(person),
        state=PartnershipState.SIGNED,
    ).order_by("added_at", "pk")
    items = (
        TodayItem(
            kind="waiting",
            text=_("All have signed; say that it is active: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
        )
        for row in rows[:SHOWN]
    )
    return lines(items, total=rows.count(), address=listed(stage="signed"))


def _running_out(person: Person) -> Iterator[TodayItem]:
    """Yield the partnerships of the person's partner that end within 90 days, or have run out."""
    own, today = acting_for(person), timezone.localdate()
    rows = Partnership.objects.filter(
        SPEAK_IN_PARTNERSHIP.rows(person) | Q(keeper_id=own),
        state=PartnershipState.ACTIVE,
        end__lte=today + timedelta(days=EXPIRING_DAYS),
    ).order_by("end", "pk")
    items = (
        TodayItem(
            kind="due",
            text=_("Renew or end: %(title)s") % {"title": row.title},
            address=row.get_absolute_url(),
            due_on=row.end,
            detail=_why(row, is_urgent=is_urgent(row.end, today=today)),
        )
        for row in rows[:SHOWN]
    )
    return lines(items, total=rows.count(), address=listed(stage="expiring", organisation=own))


def _why(row: Partnership, *, is_urgent: bool) -> str:
    if row.end is not None and row.end < timezone.localdate():
        return _("it has run out")
    return _("less than 30 days left") if is_urgent else _("ends within 90 days")


def _behind(person: Person) -> Iterator[TodayItem]:
    """Yield the obligations of the person's partner of which less is met than should be by now."""
    own, today = acting_for(person), timezone.localdate()
    found = behind(person, own, today=today)
    items = (
        TodayItem(
            kind="due",
            text=_("Behind: %(what)s, %(met)s of %(needed)s")
            % {"what": each.row.text, "met": tally.met, "needed": tally.needed},
            address=f"{each.row.partnership.get_absolute_url()}#o{each.row.pk}",
            due_on=tally.end,
            detail=_("agreed in “%(title)s”; %(expected)s by now")
            % {"title": each.row.partnership.title, "expected": tally.expected},
        )
        for each in found[:SHOWN]
        if (tally := each.now) is not None
    )
    return lines(items, total=len(found), address=listed(organisation=own))


def _diligence(person: Person) -> Iterator[TodayItem]:
    """Yield the looks that are to be decided, seconded or looked at again."""
    own, today = acting_for(person), timezone.localdate()
    counted = Diligence.objects.filter(superseded_at=None).exclude(partnership__state="ended")
    year = timezone.now() - timedelta(days=AGAIN_DAYS - SOON_DAYS)
    sorts = (
        (counted.filter(by_id=own, outcome=""), _("Decide after due diligence: %(partner)s")),
        (counted.filter(SECOND_DILIGENCE.rows(person)), _("Does the refusal stand: %(partner)s")),
        (counted.filter(by_id=own, decided_at__lte=year), _("Due diligence, look again: %(partner)s")),
    )  # fmt: skip
    for rows, words in sorts:
        for row in rows.select_related("about", "partnership").order_by("begun_at")[:SHOWN]:
            again = again_on(timezone.localdate(row.decided_at)) if row.decided_at else None
            is_due = again is not None and again <= today + timedelta(days=SOON_DAYS)
            yield TodayItem(
                kind="due" if is_due else "waiting",
                text=words % {"partner": row.about.name},
                address=row.get_absolute_url(),
                due_on=again if is_due else None,
                detail=row.partnership.title,
            )


def _new(person: Person, *, since: datetime | None) -> Iterator[TodayItem]:
    rows: Any = Step.objects.filter(
        partnership__in=Partnership.objects.filter(SPEAK_IN_PARTNERSHIP.rows(person)),
        kind__in=TOLD,
    ).exclude(person=person)
    rows = rows if since is None else rows.filter(at__gt=since)
    for step in rows.select_related("partnership").order_by("-at", "-pk")[:NEW_SHOWN]:
        yield TodayItem(
            kind="new",
            text=_("Partnership “%(title)s”: %(step)s")
            % {"title": step.partnership.title, "step": step.get_kind_display()},
            address=step.partnership.get_absolute_url(),
        )
