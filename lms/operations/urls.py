"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import cases, contracts, days, grid, imports, ledger_reports, mode, visits

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
    path("ledgers/contracts/", contracts.contracts, name="contract-list"),
    path("ledgers/contracts.xlsx", contracts.export, name="contract-export"),
    path("ledgers/contracts/import/", contracts.upload, name="contract-import"),
    path("ledgers/contracts/import/template.xlsx", contracts.template, name="contract-template"),
    path("ledgers/contracts/import/check/<slug:job_id>/", contracts.report, name="contract-report"),
    path("ledgers/contracts/import/check/<slug:job_id>/import/", contracts.confirm, name="contract-confirm"),
    path("ledgers/contracts/import/<slug:job_id>/", contracts.done, name="contract-done"),
    path("ledgers/contracts/<slug:public_id>/", contracts.detail, name="contract-detail"),
    path("ledgers/contracts/<slug:public_id>/care/", contracts.care, name="contract-care"),
    path("ledgers/contracts/<slug:public_id>/customer/", contracts.customer, name="contract-customer"),
    path("ledgers/days/", days.day_list, name="day-list"),
    path("ledgers/days/everybody/", days.board, name="day-board"),
    path("ledgers/days/<slug:key>/", days.person_month, name="day-month"),
    path("ledgers/days/<slug:key>/<slug:day>/", days.sheet, name="day-sheet"),
    path("ledgers/days/<slug:key>/<slug:day>/comment/", days.comment, name="day-comment"),
    path("ledgers/reports/", ledger_reports.reports, name="report-list"),
    path("ledgers/reports/<slug:public_id>.pdf", ledger_reports.report_file, {"kind": "pdf"}, name="report-pdf"),
    path("ledgers/reports/<slug:public_id>.xlsx", ledger_reports.report_file, {"kind": "sheet"}, name="report-sheet"),
]
