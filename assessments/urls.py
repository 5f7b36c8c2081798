"""Pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    answers,
    exam_time,
    exams,
    marking,
    paper_steps,
    papers,
    question_files,
    question_lists,
    questions,
    ratings,
    results,
    rubrics,
    sittings,
)

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

exam_urls: list[URLPattern] = [
    path("", exams.exam_list, name="exam-list"),
    path("new/", exams.exam_add, name="exam-add"),
    path("<slug:public_id>/", exams.exam_detail, name="exam-detail"),
    path("<slug:public_id>/edit/", exams.exam_edit, name="exam-edit"),
    path("<slug:public_id>/schedule/", exams.exam_schedule, name="exam-schedule"),
    path("<slug:public_id>/cancel/", exams.exam_cancel, name="exam-cancel"),
    path("<slug:public_id>/seats/", exams.exam_seats, name="exam-seats"),
    path("<slug:public_id>/extend/", exam_time.exam_extend, name="exam-extend"),
    path("<slug:public_id>/accommodate/", exam_time.exam_accommodate, name="exam-accommodate"),
    path("<slug:public_id>/start/", sittings.exam_start, name="exam-start"),
    path("<slug:public_id>/results/", results.exam_results, name="exam-results"),
    path("<slug:public_id>/release/", results.exam_release, name="exam-release"),
    path("<slug:public_id>/analysis/", results.exam_analysis, name="exam-analysis"),
    path("<slug:public_id>/export/", results.exam_export, name="exam-export"),
    path("<slug:public_id>/regrade/<int:position>/", results.exam_regrade, name="exam-regrade"),
]

sitting_urls: list[URLPattern] = [
    path("<slug:public_id>/", sittings.sitting, name="sitting"),
    path("<slug:public_id>/answers/", answers.answer_save, name="answer-save"),
    path("<slug:public_id>/save/", sittings.sitting_save, name="sitting-save"),
    path("<slug:public_id>/state/", sittings.sitting_state, name="sitting-state"),
    path("<slug:public_id>/take-over/", sittings.sitting_take_over, name="sitting-take-over"),
    path("<slug:public_id>/review/", sittings.sitting_review, name="sitting-review"),
    path("<slug:public_id>/submit/", sittings.sitting_submit, name="sitting-submit"),
    path("<slug:public_id>/result/", results.sitting_result, name="sitting-result"),
]

rating_urls: list[URLPattern] = [
    path("", ratings.rating_list, name="rating-list"),
    path("classes/<slug:public_id>/new/", ratings.rating_new, name="rating-new"),
    path("<slug:public_id>/", ratings.rating_sheet, name="rating-sheet"),
    path("<slug:public_id>/close/", ratings.rating_close, name="rating-close"),
    path("<slug:public_id>/raters/", ratings.rating_detail, name="rating-detail"),
    path("<slug:public_id>/raters/add/", ratings.rating_add_rater, name="rating-add-rater"),
]

rubric_urls: list[URLPattern] = [
    path("", rubrics.rubric_list, name="rubric-list"),
    path("new/", rubrics.rubric_edit, name="rubric-new"),
    path("install/<slug:code>/", rubrics.rubric_install, name="rubric-install"),
    path("<slug:public_id>/", rubrics.rubric_detail, name="rubric-detail"),
    path("<slug:public_id>/edit/", rubrics.rubric_edit, name="rubric-edit"),
    path("<slug:public_id>/in-force/", rubrics.rubric_in_force, name="rubric-in-force"),
]

marking_urls: list[URLPattern] = [
    path("", marking.marking_list, name="marking-list"),
    path("<slug:public_id>/<int:position>/", marking.marking_next, name="marking-next"),
    path("<slug:public_id>/<int:position>/<slug:script_id>/", marking.marking_sheet, name="marking-sheet"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("bank/", include(question_urls)),
    path("papers/", include(paper_urls)),
    path("exams/", include(exam_urls)),
    path("sittings/", include(sitting_urls)),
    path("marking/", include(marking_urls)),
    path("ratings/", include(rating_urls)),
    path("rubrics/", include(rubric_urls)),
]
