"""Addresses of what follows a meeting: its minutes, its paper, its figures; and calendars."""

from __future__ import annotations

from django.urls import URLPattern, path

from commonweal.partners.views import calendar, inclusion, minutes, outcome, projector

ROUTES: list[URLPattern] = [
    path("meetings/calendar.ics", calendar.public_calendar, name="public_calendar"),
    path("calendar/<str:secret>/commonweal.ics", calendar.calendar, name="calendar"),
    path("partners/calendars/", calendar.calendars, name="calendars"),
    path("partners/meetings/<uuid:meeting_id>/inclusion/", inclusion.inclusion, name="inclusion"),
    path(
        "partners/meetings/<uuid:meeting_id>/inclusion/enter/",
        inclusion.enter,
        name="enter_inclusion",
    ),
    path("partners/meetings/inclusion/", inclusion.quarter, name="inclusion_quarter"),
    path("partners/meetings/<uuid:meeting_id>/minutes/", minutes.minutes, name="minutes"),
    path("partners/meetings/<uuid:meeting_id>/minutes/begin/", minutes.begin, name="begin_minutes"),
    path("partners/meetings/<uuid:meeting_id>/minutes/write/", minutes.write, name="write_minutes"),
    path("partners/meetings/<uuid:meeting_id>/minutes/phase/", minutes.phase, name="minutes_phase"),
    path(
        "partners/meetings/<uuid:meeting_id>/minutes/changes/",
        minutes.compare,
        name="compare_minutes",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/minutes/revisions/<int:revision_number>/",
        minutes.one_revision,
        name="minutes_revision",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/minutes/projector/",
        projector.projector,
        name="projector",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/minutes/<uuid:paragraph_id>/propose/",
        minutes.propose,
        name="propose_words",
    ),
    path(
        "partners/amendments/<uuid:amendment_id>/decide/", minutes.decide, name="decide_amendment"
    ),
    path(
        "partners/amendments/<uuid:amendment_id>/withdraw/",
        minutes.withdraw,
        name="withdraw_amendment",
    ),
    path(
        "partners/decisions/<uuid:decision_id>/withdraw/",
        projector.withdraw_decision,
        name="withdraw_decision",
    ),
    path(
        "partners/decisions/<uuid:decision_id>/restore/",
        projector.restore_decision,
        name="restore_decision",
    ),
    path("partners/meetings/<uuid:meeting_id>/outcome/", outcome.outcome, name="outcome"),
    path("partners/meetings/<uuid:meeting_id>/outcome/words/", outcome.words, name="outcome_words"),
    path(
        "partners/meetings/<uuid:meeting_id>/outcome.docx",
        outcome.outcome_in_word,
        name="outcome_word",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/outcome.pdf",
        outcome.outcome_in_pdf,
        name="outcome_pdf",
    ),
]
