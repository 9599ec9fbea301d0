"""What partners offer and how to reach them, handed out as tables that can be handed in again."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from commonweal.kernel.doors import SHARED, opens_to
from commonweal.partners.actions.entry_tables import CONTACTS, SERVICES
from commonweal.partners.engine.tables import Table, write_csv, write_xlsx
from commonweal.partners.queries.entry_tables import parts_cells
from commonweal.partners.views.acting import SignedIn
from commonweal.partners.views.imports import CSV, EXCEL, handed_out
from commonweal.rights.public import Thing, record_export


@opens_to(SHARED)
@require_safe
def services_csv(request: SignedIn) -> HttpResponse:
    """Hand out what all partners offer as CSV."""
    return _handed(request, SERVICES, is_excel=False)


@opens_to(SHARED)
@require_safe
def services_excel(request: SignedIn) -> HttpResponse:
    """Hand out what all partners offer as Excel."""
    return _handed(request, SERVICES, is_excel=True)


@opens_to(SHARED)
@require_safe
def contacts_csv(request: SignedIn) -> HttpResponse:
    """Hand out how all partners are reached as CSV."""
    return _handed(request, CONTACTS, is_excel=False)


@opens_to(SHARED)
@require_safe
def contacts_excel(request: SignedIn) -> HttpResponse:
    """Hand out how all partners are reached as Excel."""
    return _handed(request, CONTACTS, is_excel=True)


def _handed(request: SignedIn, table: Table, *, is_excel: bool) -> HttpResponse:
    rows = list(parts_cells(request.user, table.name))
    record_export(request.user, Thing("partners.Profile", table.name), rows=len(rows))
    if is_excel:
        return handed_out(write_xlsx(table, rows), name=f"{table.name}.xlsx", kind=EXCEL)
    return handed_out(b"".join(write_csv(table, rows)), name=f"{table.name}.csv", kind=CSV)
