"""The addresses of offers and needs, and of joining what is signed; `urls` joins them to the room's."""

from __future__ import annotations

from django.urls import path

from commonweal.partners.views import entry_tables, exchange, imports, joining

ROUTES = [
    path("partners/directory/services.csv", entry_tables.services_csv, name="services_csv"),
    path("partners/directory/services.xlsx", entry_tables.services_excel, name="services_excel"),
    path("partners/directory/contacts.csv", entry_tables.contacts_csv, name="contacts_csv"),
    path("partners/directory/contacts.xlsx", entry_tables.contacts_excel, name="contacts_excel"),
    path(
        "partners/directory/services/import/",
        imports.imports,
        {"table": "services"},
        name="import_services",
    ),
    path(
        "partners/directory/contacts/import/",
        imports.imports,
        {"table": "contacts"},
        name="import_contacts",
    ),
    path("partners/exchange/", exchange.listing, name="notices"),
    path("partners/exchange/add/", exchange.add, name="add_notice"),
    path("partners/exchange/<uuid:notice_id>/", exchange.notice, name="notice"),
    path("partners/exchange/<uuid:notice_id>/change/", exchange.change, name="change_notice"),
    path("partners/exchange/<uuid:notice_id>/withdraw/", exchange.withdraw, name="withdraw_notice"),
    path("partners/exchange/<uuid:notice_id>/reopen/", exchange.reopen, name="reopen_notice"),
    path("partners/exchange/<uuid:notice_id>/take-up/", exchange.take_up, name="take_up"),
    path("partners/uptakes/<uuid:uptake_id>/", exchange.answer, name="answer_uptake"),
    path("partners/partnerships/<uuid:partnership_id>/join/", joining.ask, name="ask_to_join"),
    path("partners/accessions/<uuid:accession_id>/", joining.answer, name="answer_accession"),
]
