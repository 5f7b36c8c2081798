"""Pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from .views import question_files, question_lists, questions

question_urls: list[URLPattern] = [
    path("", question_lists.question_list, name="question-list"),
    path("new/", questions.question_new, name="question-new"),
    path("preview/<slug:kind>/", questions.question_preview, name="question-preview"),
    path("review/", question_lists.question_review, name="question-review"),
    path("review/approve/", question_lists.question_review_approve, name="question-review-approve"),
    path("template/", question_files.question_template, name="question-template"),
    path("import/", question_files.question_import, name="question-import"),
    path("import/<slug:job_id>/", question_files.question_import_report, name="question-import-report"),
    path("import/<slug:job_id>/confirm/", question_files.question_import_confirm, name="question-import-confirm"),
    path("export/", question_files.question_export, name="question-export"),
    path("<slug:public_id>/", questions.question_detail, name="question-detail"),
    path("<slug:public_id>/edit/", questions.question_edit, name="question-edit"),
    path("<slug:public_id>/submit/", questions.question_submit, name="question-submit"),
    path("<slug:public_id>/withdraw/", questions.question_withdraw, name="question-withdraw"),
    path("<slug:public_id>/approve/", questions.question_approve, name="question-approve"),
    path("<slug:public_id>/return/", questions.question_return, name="question-return"),
    path("<slug:public_id>/retire/", questions.question_retire, name="question-retire"),
    path("<slug:public_id>/restore/", questions.question_restore, name="question-restore"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("bank/", include(question_urls)),
]
