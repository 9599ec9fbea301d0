from __future__ import annotations

from django.urls import path

from commonweal.partners.views import (
    board,
    bodies,
    concerns,
    describing,
    diligence,
    directory,
    doing,
    entries,
    imports,
    institutions,
    listening,
    marking,
    meetings,
    merging,
    obligations,
    offers,
    partnerships,
    planning,
    promises,
    questions,
    raised,
    registering,
    registration,
    typing_in,
)
from commonweal.partners.views.figure_routes import ROUTES as FIGURE_ROUTES
from commonweal.partners.views.import_routes import ROUTES as IMPORT_ROUTES
from commonweal.partners.views.minutes_routes import ROUTES as MINUTES_ROUTES
from commonweal.partners.views.offer_routes import ROUTES as OFFER_ROUTES
from commonweal.partners.views.plan_routes import ROUTES
from commonweal.partners.views.training_routes import ROUTES as TRAINING_ROUTES

app_name = "partners"
# fmt: off
FOLLOWED = [
    path("institutions/", institutions.public_list, name="institution_pages"),
    path("institutions/<uuid:year_page_id>/", institutions.public_page, name="institution_page"),
    path("institutions/<uuid:year_page_id>/back/", institutions.take_back, name="take_institution_back"),
    path("partners/library/", offers.offers, name="offers"),
    path("partners/library/search/", offers.search, name="search_evidence"),
    path("partners/recommendations/<uuid:recommendation_id>/library/", offers.offers_for, name="offers_for"),
    path("partners/recommendations/<uuid:recommendation_id>/library/<uuid:document_id>/take/", offers.take_offer, name="take_offer"),
    path("partners/recommendations/<uuid:recommendation_id>/library/<uuid:document_id>/decline/", offers.decline_offer, name="decline_offer"),
    path("partners/library/<uuid:document_id>/promises/", offers.promises_of, name="promises_of"),
    path("partners/library/<uuid:document_id>/promises/<int:start>-<int:end>/take/", offers.take_promise, name="take_promise"),
    path("partners/library/<uuid:document_id>/promises/<int:start>-<int:end>/decline/", offers.decline_promise, name="decline_promise"),
    path("partners/questions/", questions.questions, name="questions"),
    path("partners/questions/ask/", questions.ask, name="ask"),
    path("partners/questions/<uuid:question_id>/", questions.question, name="question"),
    path("partners/questions/<uuid:question_id>/answer/", questions.answer, name="answer_question"),
    path("partners/questions/<uuid:question_id>/withdraw/", questions.withdraw, name="withdraw_question"),
    path("partners/commitments/<uuid:commitment_id>/kept/", questions.kept, name="commitment_kept"),
    path("partners/commitments/<uuid:commitment_id>/judge/", questions.judge, name="judge_commitment" ),
    path("partners/institutions/<uuid:institution_id>/", institutions.institution, name="institution" ),
    path("partners/institutions/<uuid:institution_id>/<int:year>/", institutions.institution, name="institution_year"),
    path("partners/institutions/<uuid:institution_id>/terms/", institutions.terms, name="institution_terms"),
    path("partners/institutions/<uuid:institution_id>/figures/", institutions.figures, name="institution_figures"),
    path("partners/institutions/<uuid:institution_id>/<int:year>/publish/", institutions.publish, name="publish_institution"),
    path("partners/", board.recommendations, name="board"),
    path("partners/recommendations.csv", board.as_csv, name="board_csv"),
    path("partners/recommendations.xlsx", board.as_excel, name="board_excel"),
    path("partners/together/", board.bulk, name="bulk"),
    path("partners/recommendations/imports/", imports.imports, {"table": "recommendations"}, name="import_recommendations"),
    path("partners/recommendations/<uuid:recommendation_id>/sort/", describing.describe, name="describe_recommendation"),
    path("partners/recommendations/<uuid:recommendation_id>/not-implemented/", describing.not_implemented, name="not_implemented"),
    path("partners/recommendations/<uuid:recommendation_id>/superseded/", describing.superseded, name="superseded"),
    path("partners/recommendations/<uuid:recommendation_id>/open/", describing.open_again, name="open_again"),
    path("partners/actions/<uuid:action_id>/hand-on/", describing.hand_on, name="hand_on"),
    path("partners/actions/<uuid:action_id>/steps/", describing.steps, name="action_steps"),
]
# fmt: on
urlpatterns = [
    *MINUTES_ROUTES,
    path("agreed/", board.agreed_page, name="agreed"),
    path("meetings/", registering.public_list, name="public_meetings"),
    path("meetings/<uuid:meeting_id>/", registering.register, name="register"),
    path("meetings/<uuid:meeting_id>/mail/", registering.registered, name="registered"),
    path("registrations/<str:secret>/", registering.my_registration, name="my_registration"),
    path(
        "registrations/<str:secret>/change/",
        registering.change_registration,
        name="change_registration",
    ),
    *FOLLOWED,
    path("partners/meetings/", meetings.meetings, name="meetings"),
    path("partners/meetings/add/", meetings.add_meeting, name="add_meeting"),
    path("partners/meetings/plan/", planning.plan, name="plan_meeting"),
    path("partners/meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("partners/meetings/<uuid:meeting_id>/plan/", planning.change_plan, name="change_plan"),
    path("partners/meetings/<uuid:meeting_id>/state/", planning.move_on, name="move_on"),
    path("partners/meetings/<uuid:meeting_id>/delete/", planning.delete, name="delete_meeting"),
    path("partners/meetings/<uuid:meeting_id>/copy/", planning.copy, name="copy_meeting"),
    path("partners/meetings/<uuid:meeting_id>/agenda/", planning.agenda, name="agenda"),
    path(
        "partners/meetings/<uuid:meeting_id>/papers/<uuid:document_id>/remove/",
        planning.remove_paper,
        name="remove_paper",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/registrations/",
        registration.registrations,
        name="registrations",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/registrations/form/",
        registration.keep_form,
        name="keep_form",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/registrations/ask/",
        registration.add_question,
        name="add_question",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/registrations/invite/",
        registration.invite,
        name="invite",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/registrations/heads/",
        registration.count_heads,
        name="count_heads",
    ),
    path("partners/meetings/<uuid:meeting_id>/totals/", registration.totals, name="totals"),
    path(
        "partners/questions-of-forms/<uuid:field_id>/",
        registration.change_question,
        name="change_question",
    ),
    path(
        "partners/questions-of-forms/<uuid:field_id>/remove/",
        registration.remove_question,
        name="remove_question",
    ),
    path(
        "partners/registrations/<uuid:registration_id>/",
        registration.registration,
        name="registration",
    ),
    path(
        "partners/registrations/<uuid:registration_id>/decide/",
        registration.decide,
        name="decide",
    ),
    path(
        "partners/registrations/<uuid:registration_id>/reject/",
        registration.reject,
        name="reject",
    ),
    path("partners/letters/<uuid:letter_id>/again/", registration.send_again, name="send_again"),
    path("partners/agenda/<uuid:item_id>/", planning.change_item, name="change_item"),
    path("partners/agenda/<uuid:item_id>/remove/", planning.remove_item, name="remove_item"),
    path(
        "partners/meetings/<uuid:meeting_id>/change/",
        meetings.change_meeting,
        name="change_meeting",
    ),
    path(
        "partners/meetings/<uuid:meeting_id>/blank-title/",
        meetings.blank_title,
        name="blank_title",
    ),
    path("partners/meetings/<uuid:meeting_id>/mark/", marking.mark, name="mark"),
    path(
        "partners/recommendations/<uuid:recommendation_id>/",
        promises.recommendation,
        name="recommendation",
    ),
    path(
        "partners/recommendations/<uuid:recommendation_id>/answer/", promises.answer, name="answer"
    ),
    path(
        "partners/recommendations/<uuid:recommendation_id>/act/",
        promises.add_action,
        name="add_action",
    ),
    path(
        "partners/recommendations/<uuid:recommendation_id>/withdraw/",
        marking.withdraw,
        name="withdraw",
    ),
    path(
        "partners/recommendations/<uuid:recommendation_id>/restore/",
        marking.restore,
        name="restore",
    ),
    path(
        "partners/recommendations/<uuid:recommendation_id>/publish/",
        marking.publish,
        name="publish",
    ),
    path("partners/actions/<uuid:action_id>/", doing.action, name="action"),
    path("partners/actions/<uuid:action_id>/report/", doing.report, name="report"),
    path("partners/actions/<uuid:action_id>/correct/", doing.correct, name="correct"),
    path("partners/actions/<uuid:action_id>/evidence/", doing.add_evidence, name="add_evidence"),
    path("partners/actions/<uuid:action_id>/view/", doing.judge, name="judge"),
    path("partners/evidence/<uuid:evidence_id>/file/", doing.evidence_file, name="evidence_file"),
    path(
        "partners/evidence/<uuid:evidence_id>/withdraw/",
        doing.withdraw_evidence,
        name="withdraw_evidence",
    ),
    path("partners/views/<uuid:view_id>/file/", doing.view_file, name="view_file"),
    path("partners/partnerships/", partnerships.listing, name="partnerships"),
    path("partners/partnerships/propose/", partnerships.propose, name="propose"),
    path(
        "partners/partnerships/<uuid:partnership_id>/change/",
        partnerships.change,
        name="change_partnership",
    ),
    path("partners/partnerships/<uuid:partnership_id>/say/", partnerships.say, name="move"),
    path("raised/", raised.raised_pages, name="raised_pages"),
    path("raised/<uuid:page_id>/", raised.raised_page, name="raised_page"),
    path("raised/<uuid:page_id>/raised.pdf", raised.raised_in_pdf, name="raised_pdf"),
    path("partners/concerns/", concerns.concern_list, name="concerns"),
    path("partners/concerns/concerns.csv", concerns.concerns_csv, name="concerns_csv"),
    path("partners/concerns/themes/", concerns.themes, name="themes"),
    path("partners/concerns/sessions/", listening.listenings, name="listenings"),
    path("partners/concerns/sessions/add/", listening.add_listening, name="add_listening"),
    path("partners/concerns/sessions/form.pdf", listening.session_form, name="session_form"),
    path("partners/concerns/sessions/<uuid:listening_id>/", listening.listening, name="listening"),
    path(
        "partners/concerns/sessions/<uuid:listening_id>/change/",
        listening.change_listening,
        name="change_listening",
    ),
    path(
        "partners/concerns/sessions/<uuid:listening_id>/type-in/",
        typing_in.type_in,
        name="type_in",
    ),
    path("partners/concerns/pages/", raised.council_pages, name="council_pages"),
    path(
        "partners/concerns/pages/<uuid:council_id>/", raised.publish_raised, name="publish_raised"
    ),
    path(
        "partners/concerns/pages/<uuid:page_id>/take-back/",
        raised.take_raised_back,
        name="take_raised_back",
    ),
    path("partners/concerns/<uuid:concern_id>/", concerns.concern, name="concern"),
    path("partners/concerns/<uuid:concern_id>/say/", concerns.say, name="say_of_concern"),
    path(
        "partners/concerns/<uuid:concern_id>/change/",
        concerns.change_concern,
        name="change_concern",
    ),
    path("partners/concerns/<uuid:concern_id>/translate/", concerns.translate, name="translate"),
    path(
        "partners/concerns/<uuid:concern_id>/quote/", concerns.take_quote_out, name="take_quote_out"
    ),
    path(
        "partners/partnerships/<uuid:partnership_id>/",
        partnerships.partnership,
        name="partnership",
    ),
    path("partners/directory/", directory.partners, name="directory"),
    path("partners/directory/add/", directory.add_partner, name="add_partner"),
    path("partners/directory/partners.csv", imports.as_csv, name="directory_csv"),
    path("partners/directory/partners.xlsx", imports.as_excel, name="directory_excel"),
    path("partners/directory/imports/", imports.imports, name="imports"),
    *IMPORT_ROUTES,
    path("partners/directory/same/", merging.same, name="same"),
    path("partners/directory/<uuid:partner_id>/merge/", merging.merge, name="merge_partner"),
    path(
        "partners/directory/<uuid:partner_id>/apart/<uuid:other_id>/",
        merging.keep_apart,
        name="keep_apart",
    ),
    path(
        "partners/directory/<uuid:partner_id>/part/<uuid:other_id>/",
        merging.undo_merge,
        name="undo_merge",
    ),
    path("partners/directory/bodies/", bodies.bodies, name="bodies"),
    path("partners/directory/bodies/which/", bodies.choose_partner, name="body"),
    path("partners/directory/<uuid:partner_id>/", directory.partner, name="partner"),
    path("partners/directory/<uuid:partner_id>/let-go/", bodies.let_go, name="let_go"),
    path(
        "partners/directory/<uuid:partner_id>/remove/", bodies.remove_partner, name="remove_partner"
    ),
    path(
        "partners/directory/<uuid:partner_id>/change/",
        directory.change_partner,
        name="change_partner",
    ),
    path(
        "partners/directory/<uuid:partner_id>/rename/",
        directory.rename_partner,
        name="rename_partner",
    ),
    path("partners/directory/<uuid:partner_id>/right/", directory.still_right, name="still_right"),
    path("partners/directory/<uuid:partner_id>/services/", entries.add_service, name="add_service"),
    path("partners/directory/<uuid:partner_id>/contacts/", entries.add_contact, name="add_contact"),
    path(
        "partners/directory/services/<uuid:service_id>/",
        entries.change_service,
        name="change_service",
    ),
    path(
        "partners/directory/services/<uuid:service_id>/end/",
        entries.end_service,
        name="end_service",
    ),
    path(
        "partners/directory/contacts/<uuid:contact_id>/",
        entries.change_contact,
        name="change_contact",
    ),
    path(
        "partners/directory/contacts/<uuid:contact_id>/end/",
        entries.end_contact,
        name="end_contact",
    ),
    path(
        "partners/partnerships/<uuid:partnership_id>/oblige/",
        obligations.add,
        name="add_obligation",
    ),
    path(
        "partners/obligations/<uuid:obligation_id>/take-back/",
        obligations.take_back,
        name="take_back_obligation",
    ),
    path(
        "partners/obligations/<uuid:obligation_id>/enter/",
        obligations.enter,
        name="enter_fulfilment",
    ),
    path(
        "partners/fulfilments/<uuid:fulfilment_id>/withdraw/",
        obligations.withdraw,
        name="withdraw_fulfilment",
    ),
    path(
        "partners/partnerships/<uuid:partnership_id>/look/<uuid:about_id>/",
        diligence.begin,
        name="begin_diligence",
    ),
    path("partners/diligence/<uuid:diligence_id>/", diligence.diligence, name="diligence"),
    path("partners/diligence/<uuid:diligence_id>/fill/", diligence.fill, name="fill_diligence"),
    path(
        "partners/diligence/<uuid:diligence_id>/decide/", diligence.decide, name="decide_diligence"
    ),
    path(
        "partners/diligence/<uuid:diligence_id>/second/", diligence.second, name="second_diligence"
    ),
    path("partners/diligence/<uuid:diligence_id>/reply/", diligence.reply, name="reply_diligence"),
    path("partners/diligence/<uuid:diligence_id>/wrong/", diligence.wrong, name="wrong_diligence"),
    *FIGURE_ROUTES,
    *OFFER_ROUTES,
    *TRAINING_ROUTES,
    *ROUTES,
]
