"""Projects for a person: the list "who funds what, where", one project, its record for IATI. Persons are in none of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.partners.engine.funding import Gap, gaps
from commonweal.partners.engine.iati_types import (
    IatiActivity,
    IatiBudget,
    IatiMoney,
    IatiOrganisation,
    IatiResult,
    IatiRole,
    IatiTransaction,
)
from commonweal.partners.engine.tables import Column, Table
from commonweal.partners.models import (
    PartnerKind,
    Project,
    ProjectResult,
    ProjectRole,
    ProjectRoleKind,
    ProjectTransaction,
)
from commonweal.partners.queries.rows import one
from commonweal.partners.rules.projects import SEE_PROJECT

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader
    from commonweal.rights.models import Organisation

GAP_WORDS: dict[Gap, Promise] = {
    "no-funder": _("Nobody is named who funds it."),
    "no-implementer": _("Nobody is named who does it."),
    "no-reporting-ref": _("The partner that keeps it has no organisation identifier:"),
    "wrong-prefix": _("The IATI identifier does not begin with the keeper’s own:"),
    "funder-without-ref": _("This funder has no organisation identifier:"),
    "no-incoming": _("No money that came in is entered from this funder:"),
    "no-provider-activity-id": _("Money came in without the funder’s own record of it:"),
    "no-budget": _("No budget is entered."),
    "giver-not-funder": _("Money came in from who is not named as a funder:"),
    "over-budget": _("More came in than is budgeted, in"),
}
# IATI's kinds of organisation for those of the directory; police are public authorities there.
KINDS: dict[str, str] = {
    PartnerKind.GOVERNMENT: "10",
    PartnerKind.LOCAL: "11",
    PartnerKind.POLICE: "10",
    PartnerKind.CIVIL: "22",
    PartnerKind.RELIGIOUS: "22",
    PartnerKind.SCHOOL: "80",
    PartnerKind.ACADEMIA: "80",
    PartnerKind.MEDIA: "70",
    PartnerKind.PRIVATE: "70",
    PartnerKind.INTERNATIONAL: "40",
    PartnerKind.OTHER: "90",
}
COLUMN_KINDS = {
    "planned_start": "date",
    "planned_end": "date",
    "budget": "amount",
    "came_in": "amount",
    "spent": "amount",
}
NOTHING_PAID = Decimal("0.00")
PROJECTS = Table(
    name="projects",
    columns=tuple(
        Column(key, kind=COLUMN_KINDS.get(key, "text"))
        for key in (
            "iati_identifier", "title", "state", "place", "country", "sector", "funders",
            "implementers", "keeper", "planned_start", "planned_end", "budget", "currency",
            "came_in", "spent", "chain_complete", "id",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WantedProjects:
    """What the list is asked for; empty values ask for nothing.

    Attributes:
        funder: A partner that funds it.
        doer: A partner that does it.
        state: One of ``ProjectState``'s values.
        sector: One of ``ProjectSector``'s values.
        where: Words in the place, or the country's code.
    """

    funder: UUID | None = None
    doer: UUID | None = None
    state: str = ""
    sector: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in one currency; amounts in different currencies are never added up."""

    currency: str
    budget: Decimal
    came_in: Decimal
    spent: Decimal


def projects(person: Reader, wanted: WantedProjects) -> QuerySet[Project]:
    """Return the projects a person asked for, by title, with all that their records say."""
    rows = Project.objects.filter(SEE_PROJECT.rows(person))
    if wanted.funder:
        rows = rows.filter(pk__in=_with(wanted.funder, ProjectRoleKind.FUNDING))
    if wanted.doer:
        rows = rows.filter(pk__in=_with(wanted.doer, ProjectRoleKind.IMPLEMENTING))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.sector:
        rows = rows.filter(sector=wanted.sector)
    if wanted.where:
        rows = rows.filter(Q(place__icontains=wanted.where) | Q(country__iexact=wanted.where))
    return _whole(rows).order_by("title", "added_at", "pk")


def project_of(person: Reader, project_id: UUID) -> Project:
    """Return a project the person may see, with all that belongs to it.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    rows = _whole(Project.objects.filter(SEE_PROJECT.rows(person)))
    return one(rows.select_related("keeper", "objective", "initiative", "added_by"), project_id)


def transaction_of(person: Reader, transaction_id: int) -> ProjectTransaction:
    """Return a transaction of a project the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Project.objects.filter(SEE_PROJECT.rows(person)).order_by().values("pk")
    rows = ProjectTransaction.objects.filter(project__in=seen).select_related("project")
    return one(rows, transaction_id)  # type: ignore[arg-type]  # its key is a number


def result_of(person: Reader, result_id: int) -> ProjectResult:
    """Return a result of a project the person may see.

    Raises:
        NotFound: If there is none, or not for this person.
    """
    seen = Project.objects.filter(SEE_PROJECT.rows(person)).order_by().values("pk")
    rows = ProjectResult.objects.filter(project__in=seen).select_related("project")
    return one(rows, result_id)  # type: ignore[arg-type]  # its key is a number


def _with(partner_id: UUID, role: str) -> QuerySet[Any, Any]:
    rows = ProjectRole.objects.filter(organisation_id=partner_id, role=role)
    return rows.order_by().values("project_id")


def _whole(rows: QuerySet[Project]) -> QuerySet[Project]:
    organisations = ("organisation__iati_reference", "organisation__profile")
    return rows.select_related("keeper__iati_reference", "keeper__profile").prefetch_related(
        Prefetch("roles", queryset=ProjectRole.objects.select_related(*organisations)),
        Prefetch(
            "transactions",
            queryset=ProjectTransaction.objects.select_related(
                "provider__iati_reference", "provider__profile",
                "receiver__iati_reference", "receiver__profile", "organisation", "person",
            ),
        ),
        "phases",
        "budgets",
        "results",
    )  # fmt: skip


def counted(row: Project) -> list[ProjectTransaction]:
    """Return a project's transactions that were not withdrawn."""
    return [each for each in row.transactions.all() if each.withdrawn_at is None]


def sums_of(row: Project) -> Sequence[Sum]:
    """Return what a project was to cost, what came in and what was spent, each currency by itself."""
    budgets, moves = list(row.budgets.all()), counted(row)
    codes = sorted({each.currency for each in budgets} | {each.currency for each in moves})
    return [
        Sum(
            currency=code,
            budget=sum((b.value for b in budgets if b.currency == code), NOTHING_PAID),
            came_in=sum(
                (t.value for t in moves if t.currency == code and t.kind == "1"), NOTHING_PAID
            ),
            spent=sum(
                (t.value for t in moves if t.currency == code and t.kind in {"3", "4"}),
                NOTHING_PAID,
            ),
        )
        for code in codes
    ]


def gaps_of(row: Project) -> Sequence[str]:
    """Return in words what is missing before the money can be followed."""
    return [" ".join(filter(None, [str(GAP_WORDS[gap]), of])) for gap, of in gaps(record_of(row))]


def record_of(row: Project) -> IatiActivity:
    """Return a project as its IATI record says it; no person is in it."""
    dates = (
        ("1", row.planned_start),
        ("2", row.actual_start),
        ("3", row.planned_end),
        ("4", row.actual_end),
    )
    return IatiActivity(
        identifier=row.iati_identifier,
        reporting=_organisation(row.keeper),
        title=row.title,
        description=row.text,
        language="en",
        status=row.state,
        dates=tuple((kind, day) for kind, day in dates if day is not None),
        roles=tuple(
            IatiRole(_organisation(each.organisation), each.role, each.activity_id)
            for each in row.roles.all()
        ),
        currency=row.currency,
        country=row.country,
        sector=row.sector,
        budgets=tuple(
            IatiBudget(
                each.start,
                each.end,
                IatiMoney(each.value, each.currency, each.start),
                each.is_committed,
            )
            for each in row.budgets.all()
        ),
        transactions=tuple(_transaction(each) for each in counted(row)),
        results=tuple(_result(each) for each in row.results.all()),
    )


def _organisation(row: Organisation) -> IatiOrganisation:
    reference = getattr(row, "iati_reference", None)
    profile = getattr(row, "profile", None)
    return IatiOrganisation(
        name=row.name,
        ref=reference.ref if reference else "",
        type=KINDS.get(profile.kind, "") if profile else "",
    )


def _transaction(each: ProjectTransaction) -> IatiTransaction:
    return IatiTransaction(
        type=each.kind,
        on=each.on,
        money=IatiMoney(each.value, each.currency, each.on),
        description=each.text,
        provider=_organisation(each.provider) if each.provider else None,
        provider_activity_id=each.provider_activity_id,
        receiver=_organisation(each.receiver) if each.receiver else None,
        receiver_activity_id=each.receiver_activity_id,
    )


def _result(each: ProjectResult) -> IatiResult:
    return IatiResult(
        type=each.kind,
        title=each.title,
        indicator=each.indicator,
        measure="2" if each.is_percentage else "1",
        is_ascending=each.target >= each.baseline,
        baseline=each.baseline,
        baseline_on=each.baseline_on,
        target=each.target,
        start=each.baseline_on,
        end=each.target_on,
        actual=each.actual,
        comment=each.comment,
    )


def lines_of(row: Project) -> Iterator[Mapping[str, str]]:
    """Yield one project as lines of the table that goes out: one for each currency, for amounts are not converted."""
    roles = list(row.roles.all())

    def named(role: str) -> str:
        return "\n".join(each.organisation.name for each in roles if each.role == role)

    cells = {
        "iati_identifier": row.iati_identifier,
        "title": row.title,
        "state": str(row.get_state_display()),
        "place": row.place,
        "country": row.country,
        "sector": str(row.get_sector_display()) if row.sector else "",
        "funders": named(ProjectRoleKind.FUNDING),
        "implementers": named(ProjectRoleKind.IMPLEMENTING),
        "keeper": row.keeper.name,
        "planned_start": row.planned_start.isoformat(),
        "planned_end": row.planned_end.isoformat() if row.planned_end else "",
        "chain_complete": "no" if gaps(record_of(row)) else "yes",
        "id": str(row.pk),
    }
    for each in sums_of(row) or [Sum(row.currency, *[NOTHING_PAID] * 3)]:
        yield cells | {
            "currency": each.currency,
            "budget": f"{each.budget:f}",
            "came_in": f"{each.came_in:f}",
            "spent": f"{each.spent:f}",
        }


def project_cells(person: Reader, wanted: WantedProjects) -> Iterator[Mapping[str, str]]:
    """Yield the projects a person asks for as lines of the table, one for each currency of each."""
    for row in projects(person, wanted).iterator(chunk_size=500):
        yield from lines_of(row)


def records(person: Reader, wanted: WantedProjects) -> Iterator[IatiActivity]:
    """Yield the IATI records of the projects a person asks for."""
    for row in projects(person, wanted).iterator(chunk_size=500):
        yield record_of(row)


def all_records() -> Iterator[IatiActivity]:
    """Yield every project's record, for the terminal of whoever runs the server."""
    for row in _whole(Project.objects.all()).order_by("title", "added_at", "pk"):
        yield record_of(row)


def is_late(row: Project) -> bool:
    """Say whether a project runs past its planned last day."""
    end = row.planned_end
    return end is not None and row.state in {"2", "3", "6"} and end < timezone.localdate()
