"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import cases, imports, mode

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
