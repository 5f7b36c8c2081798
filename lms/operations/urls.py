"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import cards, cases, grid, imports, mentoring, mode, parts, visits

urlpatterns: list[URLPattern] = [
    # Cases.
    path("cases/", cases.case_list, name="case-list"),
    path("cases/new/", cases.case_new, name="case-new"),
    path("cases/import/", imports.upload, name="case-import"),
    path("cases/import/template.xlsx", imports.template, name="case-import-template"),
    path("cases/import/check/<slug:job_id>/", imports.report, name="case-import-report"),
    path("cases/import/check/<slug:job_id>/import/", imports.confirm, name="case-import-confirm"),
    path("cases/import/<slug:job_id>/", imports.done, name="case-import-done"),
    path("cases/<slug:public_id>/", cases.case_detail, name="case-detail"),
    path("cases/<slug:public_id>/edit/", cases.case_edit, name="case-edit"),
    path("cases/<slug:public_id>/people/", cases.case_assign, name="case-assign"),
    path("cases/<slug:public_id>/node/", cases.case_move, name="case-move"),
    path("cases/<slug:public_id>/state/", cases.case_close, name="case-close"),
    path("mode/", mode.mode_page, name="operations-mode"),
    # Ledgers.
    # Observation and mentoring.
]

urlpatterns += [
    path("cards/", cards.card_list, name="card-list"),
    path("cards/answering/", mentoring.card_answering, name="card-answering"),
    path("cards/<slug:public_id>/give/", cards.card_give, name="card-give"),
    path("cards/<slug:public_id>/", cards.card_detail, name="card-detail"),
    path("cards/<slug:public_id>/correct/", cards.card_correct, name="card-correct"),
    path("parts/", parts.part_list, name="part-list"),
    path("parts/new/", parts.part_new, name="part-new"),
    path("parts/<slug:public_id>/ask/", parts.part_ask, name="part-ask"),
    path("parts/<slug:public_id>/close/", parts.part_close, name="part-close"),
    path("parts/<slug:public_id>/note/", parts.part_note, name="part-note"),
    path("mentoring/", mentoring.mentor_pairs, name="mentor-pairs"),
    path("mentoring/quality/", mentoring.mentor_quality, name="mentor-quality"),
    path("mentoring/agreements/<slug:public_id>/sign/", mentoring.agreement_sign, name="agreement-sign"),
    path("mentoring/agreements/<slug:public_id>.pdf", mentoring.agreement_paper, name="agreement-paper"),
    path("mentoring/talks/<slug:public_id>/confirm/", mentoring.talk_confirm, name="talk-confirm"),
    path("mentoring/<slug:mentee>/<slug:mentor>/", mentoring.mentor_pair, name="mentor-pair"),
    path("mentoring/<slug:mentee>/<slug:mentor>/agreement/", mentoring.agreement_new, name="agreement-new"),
    path("mentoring/<slug:mentee>/<slug:mentor>/talk/", mentoring.talk_new, name="talk-new"),
]

# Marketing ledger, customer ledger, days.
urlpatterns += [
    path("ledgers/visits/", visits.visits, name="visit-list"),
    path("ledgers/visits.xlsx", visits.export, name="visit-export"),
    path("ledgers/visits/new/", visits.add, name="visit-add"),
    path("ledgers/visits/send/", visits.send, name="visit-send"),
    path("ledgers/visits/<slug:public_id>/", visits.detail, name="visit-detail"),
    path("ledgers/visits/<slug:public_id>/outcome/", visits.outcome, name="visit-outcome"),
    path("ledgers/visits/<slug:public_id>/withdraw/", visits.withdraw, name="visit-withdraw"),
    path("ledgers/visits/<slug:public_id>/contact/", visits.contact, name="visit-contact"),
    path("ledgers/visits/<slug:public_id>/photo/", visits.photo, name="visit-photo"),
    path("ledgers/map/", grid.coverage_map, name="coverage-map"),
    path("ledgers/funnel/", grid.funnel, name="visit-funnel"),
    path("ledgers/areas/new/", grid.area_add, name="area-add"),
    path("ledgers/areas/<slug:public_id>/", grid.area_edit, name="area-edit"),
    path("ledgers/areas/<slug:public_id>/give/", grid.area_give, name="area-give"),
    path("ledgers/areas/<slug:public_id>/retire/", grid.area_retire, name="area-retire"),
]
