"""The addresses of the prevention plan, its projects and the do-no-harm check; `urls` joins them to the room's."""

from __future__ import annotations

from django.urls import path

from commonweal.partners.views import (
    harm,
    initiatives,
    meanings,
    objectives,
    practice_sources,
    prevention,
    project_money,
    projects,
)

_PLAN = "partners/plans/<uuid:plan_id>"
_OBJECTIVE = "partners/objectives/<uuid:objective_id>"
_HARM = "partners/harm/<slug:subject>/<uuid:subject_id>"
_PRACTICE = "partners/guidebook/<uuid:practice_id>"
_INITIATIVE = "partners/initiatives/<uuid:initiative_id>"
_PROJECT = "partners/projects/<uuid:project_id>"
_MEANING = "partners/meanings/<uuid:meaning_id>"

ROUTES = [
    path("partners/harm/", harm.harm_list, name="harm_list"),
    path("partners/harm/checks/<uuid:harm_id>/", harm.harm_check, name="harm_check"),
    path(f"{_HARM}/", harm.harm, name="harm"),
    path(f"{_HARM}/fill/", harm.fill_harm, name="fill_harm"),
    path("partners/plans/", prevention.plan_list, name="prevention_plans"),
    path("partners/plans/add/", prevention.add_plan, name="add_prevention_plan"),
    path(f"{_PLAN}/", prevention.plan, name="prevention_plan"),
    path(f"{_PLAN}/change/", prevention.change_plan, name="change_prevention_plan"),
    path(f"{_PLAN}/objectives/add/", prevention.add_objective, name="add_objective"),
    path(f"{_PLAN}/progress/", prevention.progress, name="prevention_progress"),
    path(f"{_PLAN}/lists/<slug:what>/", prevention.plan_rows, name="prevention_rows"),
    path(f"{_PLAN}/word/", prevention.in_word, name="prevention_word"),
    path(f"{_PLAN}/pdf/", prevention.in_pdf, name="prevention_pdf"),
    path(f"{_OBJECTIVE}/", objectives.objective, name="objective"),
    path(f"{_OBJECTIVE}/change/", objectives.change, name="change_objective"),
    path(f"{_OBJECTIVE}/comment/", objectives.comment, name="comment_objective"),
    path(f"{_OBJECTIVE}/approve/", objectives.approve, name="approve_objective"),
    path(f"{_OBJECTIVE}/drop/", objectives.drop, name="drop_objective"),
    path(f"{_OBJECTIVE}/hang/", objectives.hang, name="hang"),
    path(f"{_OBJECTIVE}/activities/add/", objectives.add_activity, name="add_activity"),
    path(f"{_OBJECTIVE}/indicators/add/", objectives.add_indicator, name="add_indicator"),
    path(
        "partners/activities/<uuid:activity_id>/", objectives.move_activity, name="move_activity"
    ),
    path("partners/indicators/<uuid:indicator_id>/enter/", objectives.measure, name="measure"),
    path("partners/values/<int:value_id>/withdraw/", objectives.withdraw_value, name="withdraw_value"),
    path("partners/meanings/", meanings.meaning_list, name="meanings"),
    path("partners/meanings/add/", meanings.add_meaning, name="add_meaning"),
    path(f"{_MEANING}/", meanings.meaning, name="meaning"),
    path(f"{_MEANING}/word/", meanings.word_anew, name="word_anew"),
    path(f"{_MEANING}/view/", meanings.view_meaning, name="view_meaning"),
    path("partners/guidebook/", initiatives.guidebook, name="guidebook"),
    path("partners/guidebook/pdf/", initiatives.guidebook_in_pdf, name="guidebook_pdf"),
    path("partners/guidebook/add/", initiatives.add_practice, name="add_practice"),
    path(f"{_PRACTICE}/", initiatives.practice, name="practice"),
    path(f"{_PRACTICE}/change/", initiatives.change_practice, name="change_practice"),
    path(f"{_PRACTICE}/sources/", practice_sources.sources, name="practice_sources"),
    path(
        f"{_PRACTICE}/sources/<uuid:document_id>/remove/",
        practice_sources.remove,
        name="remove_practice_source",
    ),
    path(f"{_PRACTICE}/review/", initiatives.review_practice, name="review_practice"),
    path("partners/initiatives/", initiatives.initiative_list, name="initiatives"),
    path("partners/initiatives/begin/", initiatives.begin, name="begin_initiative"),
    path(f"{_INITIATIVE}/", initiatives.initiative, name="initiative"),
    path(f"{_INITIATIVE}/change/", initiatives.change, name="change_initiative"),
    path(f"{_INITIATIVE}/end/", initiatives.end, name="end_initiative"),
    path("partners/projects/", projects.project_list, name="projects"),
    path("partners/projects/excel/", projects.projects_in_excel, name="projects_excel"),
    path("partners/projects/iati/", projects.projects_in_iati, name="projects_iati"),
    path("partners/projects/add/", projects.add_project, name="add_project"),
    path(f"{_PROJECT}/", projects.project, name="project"),
    path(f"{_PROJECT}/iati/", projects.in_iati, name="project_iati"),
    path(f"{_PROJECT}/change/", projects.change_project, name="change_project"),
    path(f"{_PROJECT}/state/", projects.move_project, name="move_project"),
    path(f"{_PROJECT}/roles/", projects.set_role, name="set_role"),
    path(f"{_PROJECT}/roles/<int:role_id>/", project_money.take_role, name="take_role"),
    path(f"{_PROJECT}/phases/", project_money.add_phase, name="add_phase"),
    path(f"{_PROJECT}/budgets/", project_money.add_budget, name="add_budget"),
    path(f"{_PROJECT}/money/", project_money.enter_transaction, name="enter_transaction"),
    path(f"{_PROJECT}/results/", project_money.add_result, name="add_result"),
    path("partners/results/<int:result_id>/", project_money.measure_result, name="measure_result"),
    path("partners/money/<int:transaction_id>/withdraw/", project_money.withdraw_transaction, name="withdraw_transaction"),
]  # fmt: skip
