"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from commonweal.rights.views import (
    invitations,
    keys,
    my_data,
    notes,
    oversight,
    people,
    retention,
    seeing,
    sign_in,
    trail,
)

app_name = "rights"
urlpatterns = [
    path("accounts/", sign_in.overview, name="sign_in"),
    path("rights/keys/", keys.keys, name="keys"),
    path("rights/keys/<uuid:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("rights/people/", people.people, name="people"),
    path("rights/people/<uuid:person_id>/", people.person, name="person"),
    path("rights/people/<uuid:person_id>/grant/", people.grant, name="grant"),
    path("rights/people/<uuid:person_id>/account/", people.account, name="account"),
    path("rights/roles/<uuid:grant_id>/extend/", people.extend, name="extend"),
    path("rights/roles/<uuid:grant_id>/end/", people.end, name="end"),
    path("rights/acting-for/", people.act_for, name="act_for"),
    path("rights/invite/", invitations.invite, name="invite"),
    path(
        "rights/invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"
    ),
    path("rights/invitations/<uuid:invitation_id>/agree/", invitations.agree, name="agree"),
    path("rights/retention/", retention.overview, name="retention"),
    path("rights/retention/kinds/<str:kind>/", retention.kind, name="retention_kind"),
    path("rights/retention/ours/", retention.ours, name="ours_ending"),
    path("rights/retention/holds/", retention.holds, name="holds"),
    path("rights/retention/hold/<str:kind>/<str:record_id>/", retention.place, name="place_hold"),
    path("rights/retention/holds/<uuid:hold_id>/renew/", retention.renew, name="renew_hold"),
    path("rights/retention/holds/<uuid:hold_id>/lift/", retention.lift, name="lift_hold"),
    path("rights/retention/erased/", retention.tombstones, name="tombstones"),
    path("rights/retention/runs/", retention.runs, name="runs"),
    path("rights/my-data/", my_data.my_data, name="my_data"),
    path("rights/my-data/my-data.json", my_data.my_data_file, name="my_data_file"),
    path("rights/requests/", my_data.requests, name="requests"),
    path("rights/requests/<uuid:request_id>/", my_data.answer, name="answer_request"),
    path("rights/requests/<uuid:request_id>/later/", my_data.put_off, name="put_off_request"),
    path("rights/requests/<uuid:request_id>/erase/", my_data.erase_named, name="erase_named"),
    path("rights/ask/", my_data.ask, name="ask"),
    path("rights/my-trail/", trail.my_trail, name="my_trail"),
    path("rights/trail/", trail.trail, name="trail"),
    path("rights/trail/export.csv", trail.export_csv, name="trail_csv"),
    path("rights/trail/export.jsonl", trail.export_jsonl, name="trail_jsonl"),
    path("rights/trail/<int:number>/", trail.entry, name="trail_entry"),
    path("rights/oversight/", oversight.overview, name="oversight"),
    path("rights/oversight/statement-<int:year>.pdf", oversight.statement, name="statement"),
    path("rights/checks/", oversight.checks, name="checks"),
    path("rights/checks/<uuid:check_id>/", oversight.check, name="check"),
    path("rights/findings/", oversight.findings, name="findings"),
    path("rights/findings/file/", oversight.file_finding, name="file_finding"),
    path("rights/findings/<uuid:finding_id>/", oversight.finding, name="finding"),
    path("rights/who/<str:kind>/<uuid:of_id>/", seeing.who, name="who"),
    path("rights/notes/", notes.notes, name="notes"),
    path("rights/notes/add/", notes.add, name="add_note"),
    path("rights/notes/<uuid:note_id>/", notes.note, name="note"),
    path("rights/notes/<uuid:note_id>/change/", notes.change, name="change_note"),
    path("rights/notes/<uuid:note_id>/delete/", notes.delete, name="delete_note"),
    path("rights/notes/<uuid:note_id>/share/", notes.share, name="share_note"),
    path("rights/notes/shares/<uuid:share_id>/revoke/", notes.revoke, name="revoke_share"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
