"""How far partnerships are, in the database's words (see ``engine.partnerships.stage``)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django_stubs_ext import WithAnnotations

from commonweal.partners.engine.partnerships import EXPIRING_DAYS, Stage
from commonweal.partners.models import Partnership, PartnershipState, Step, StepKind, Term


class PartnershipStage(TypedDict):
    """What ``with_stage`` adds to a partnership."""

    stage: Stage


def with_stage(
    rows: QuerySet[Partnership], *, today: date
) -> QuerySet[WithAnnotations[Partnership, PartnershipStage]]:
    """Return the partnerships with ``stage``.

    Args:
        rows: Any partnerships.
        today: The present day.
    """
    renewals = Term.objects.filter(
        partnership=OuterRef("pk"), number__gt=1, agreed_on__isnull=False
    )
    soon = today + timedelta(days=EXPIRING_DAYS)
    return rows.annotate(
        stage=Case(
            *(
                When(state=state, then=Value(state))
                for state in PartnershipState.values
                if state != PartnershipState.ACTIVE
            ),
            When(end__lt=today, then=Value("run-out")),
            When(end__lte=soon, then=Value("expiring")),
            When(Exists(renewals), then=Value("renewed")),
            default=F("state"),
            output_field=CharField(),
        )
    )


def ran_in(first: date, last: date) -> Q:
    """Return the condition that a partnership was agreed, and ran on a day of a period.

    Args:
        first: The period's first day.
        last: Its last day.
    """
    agreed = Term.objects.filter(agreed_on__lte=last).order_by().values("partnership")
    ended = Step.objects.filter(kind=StepKind.ENDED, at__date__lt=first).order_by()
    days = Q(start__lte=last) & (Q(end=None) | Q(end__gte=first))
    in_force = Q(state__in=(PartnershipState.ACTIVE, PartnershipState.ENDED))
    return days & in_force & Q(pk__in=agreed) & ~Q(pk__in=ended.values("partnership"))
