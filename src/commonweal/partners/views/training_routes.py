"""The addresses of courses and exercises; `urls` joins them to the room's."""

from __future__ import annotations

from django.urls import path

from commonweal.partners.views import courses, exercises, improvements

ROUTES = [
    path("feedback/<str:code>/", courses.feedback, name="feedback"),
    path("feedback/<str:code>/thanks/", courses.thanks, name="feedback_thanks"),
    path("partners/training/", courses.training, name="training"),
    path("partners/courses/plan/", courses.plan, name="plan_course"),
    path("partners/courses/<uuid:course_id>/", courses.course, name="course"),
    path("partners/courses/<uuid:course_id>/change/", courses.change, name="change_course"),
    path("partners/courses/<uuid:course_id>/withdraw/", courses.withdraw, name="withdraw_course"),
    path("partners/courses/<uuid:course_id>/sessions/", courses.add_session, name="add_session"),
    path("partners/courses/<uuid:course_id>/ask/", courses.ask, name="ask_feedback"),
    path("partners/courses/<uuid:course_id>/paper/", courses.paper, name="feedback_paper"),
    path("partners/courses/<uuid:course_id>/type-in/", courses.type_in, name="type_in_feedback"),
    path("partners/sessions/<uuid:session_id>/heads/", courses.count, name="count_session"),
    path("partners/exercises/plan/", exercises.plan, name="plan_exercise"),
    path(
        "partners/meetings/<uuid:meeting_id>/exercise/",
        exercises.write_for,
        name="write_exercise",
    ),
    path("partners/exercises/<uuid:exercise_id>/", exercises.exercise, name="exercise"),
    path("partners/exercises/<uuid:exercise_id>/change/", exercises.change, name="change_exercise"),
    path("partners/exercises/<uuid:exercise_id>/state/", exercises.move, name="move_exercise"),
    path("partners/exercises/<uuid:exercise_id>/cards/", exercises.add_card, name="add_card"),
    path("partners/cards/<uuid:card_id>/", exercises.change_card, name="change_card"),
    path("partners/cards/<uuid:card_id>/remove/", exercises.remove_card, name="remove_card"),
    path("partners/cards/<uuid:card_id>/release/", exercises.release, name="release_card"),
    path("partners/exercises/<uuid:exercise_id>/lead/", exercises.lead, name="lead_exercise"),
    path("partners/exercises/<uuid:exercise_id>/table/", exercises.table, name="exercise_table"),
    path("partners/exercises/<uuid:exercise_id>/hot-wash/", exercises.hot_wash, name="hot_wash"),
    path("partners/hot-wash/<uuid:line_id>/", exercises.unsay, name="take_line_back"),
    path(
        "partners/exercises/<uuid:exercise_id>/improvements/",
        improvements.add,
        name="add_improvement",
    ),
    path(
        "partners/exercises/<uuid:exercise_id>/plan.<slug:ending>",
        improvements.as_table,
        name="improvement_plan",
    ),
    path(
        "partners/improvements/<uuid:improvement_id>/",
        improvements.change,
        name="change_improvement",
    ),
    path(
        "partners/improvements/<uuid:improvement_id>/remove/",
        improvements.remove,
        name="remove_improvement",
    ),
    path(
        "partners/improvements/<uuid:improvement_id>/act/",
        improvements.make_action,
        name="make_action",
    ),
]
