"""Pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from .views import paper_steps, papers, question_files, question_lists, questions

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

paper_urls: list[URLPattern] = [
    path("", papers.paper_list, name="paper-list"),
    path("new/", papers.paper_new, name="paper-new"),
    path("<slug:public_id>/", papers.paper_detail, name="paper-detail"),
    path("<slug:public_id>/edit/", papers.paper_edit, name="paper-edit"),
    path("<slug:public_id>/feasibility/", papers.paper_feasibility, name="paper-feasibility"),
    path("<slug:public_id>/draw/", papers.paper_draw, name="paper-draw"),
    path("<slug:public_id>/replace/<int:position>/", papers.paper_replace, name="paper-replace"),
    path("<slug:public_id>/preview/", paper_steps.paper_preview, name="paper-preview"),
    path("<slug:public_id>/keys/", paper_steps.paper_keys, name="paper-keys"),
    path("<slug:public_id>/submit/", paper_steps.paper_submit, name="paper-submit"),
    path("<slug:public_id>/return/", paper_steps.paper_return, name="paper-return"),
    path("<slug:public_id>/publish/", paper_steps.paper_publish, name="paper-publish"),
    path("<slug:public_id>/retire/", paper_steps.paper_retire, name="paper-retire"),
    path("<slug:public_id>/copy/", paper_steps.paper_copy, name="paper-copy"),
    path("<slug:public_id>/file/paper/", paper_steps.paper_file, {"form": "paper"}, name="paper-file"),
    path("<slug:public_id>/file/answers/", paper_steps.paper_file, {"form": "answers"}, name="paper-file-answers"),
    path("<slug:public_id>/file/key/", paper_steps.paper_file, {"form": "key"}, name="paper-file-key"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("bank/", include(question_urls)),
    path("papers/", include(paper_urls)),
]
