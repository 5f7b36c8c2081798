"""Pages of this room."""

from django.urls import path

from .views import decisions, development, files, locking, meeting, mine, post_matrix, replies, rules

rule_urls = [
    path("rules/", rules.rule_list, name="rule-list"),
    path("rules/new/", rules.rule_new, name="rule-new"),
    path("rules/<slug:public_id>/", rules.rule_detail, name="rule-detail"),
    path("rules/<slug:public_id>/edit/", rules.rule_edit, name="rule-edit"),
    path("rules/<slug:public_id>/version/", rules.rule_new_version, name="rule-new-version"),
    path("rules/<slug:public_id>/withdraw/", rules.rule_withdraw, name="rule-withdraw"),
    path("rules/<slug:public_id>/offer/", locking.rule_offer, name="rule-offer"),
    path("rules/<slug:public_id>/sign/", locking.rule_sign, name="rule-sign"),
    path("rules/<slug:public_id>/read/", locking.rule_read, name="rule-read"),
    path("rules/<slug:public_id>/acknowledge/", locking.rule_acknowledge, name="rule-acknowledge"),
    path("rules/<slug:public_id>/refusal/", locking.rule_refusal, name="rule-refusal"),
    path("rules/<slug:public_id>/remind/", locking.rule_remind, name="rule-remind"),
    path("rules/<slug:public_id>/rank/", locking.rule_rank, name="rule-rank"),
    path("rules/<slug:public_id>/pdf/", files.rule_pdf, name="rule-pdf"),
]

own_urls = [
    path("mine/", mine.my_results, name="my-results"),
    path("mine/<slug:public_id>/", mine.my_letter, name="my-letter"),
    path("mine/<slug:public_id>/reply/", mine.reply_file, name="reply-file"),
    path("mine/<slug:public_id>/pdf/", mine.my_letter_pdf, name="my-letter-pdf"),
]

decision_urls = [
    path("", decisions.decision_list, name="decision-list"),
    path("replies/<slug:public_id>/", replies.reply_detail, name="reply-detail"),
    path("<slug:public_id>/", decisions.decision_detail, name="decision-detail"),
    path("<slug:public_id>/statistics/", decisions.decision_statistics, name="decision-statistics"),
    path("<slug:public_id>/meeting/", meeting.meeting_edit, name="meeting-edit"),
    path("<slug:public_id>/publish/", meeting.decision_publish, name="decision-publish"),
    path("<slug:public_id>/withdraw/", meeting.decision_withdraw, name="decision-withdraw"),
    path("<slug:public_id>/sign/", meeting.decision_sign, name="decision-sign"),
    path("<slug:public_id>/file.json", files.decision_file, name="decision-file"),
    path("<slug:public_id>/pdf/", files.decision_pdf, name="decision-pdf"),
    path("<slug:public_id>/excel/", files.decision_excel, name="decision-excel"),
    path("<slug:public_id>/issued/<slug:document_id>/", files.issued_document, name="decision-issued"),
    path("<slug:public_id>/people/<slug:person_id>/", decisions.standing_detail, name="standing-detail"),
    path("<slug:public_id>/people/<slug:person_id>/outcome/", meeting.outcome_choose, name="outcome-choose"),
    path("<slug:public_id>/people/<slug:person_id>/reassessment/", meeting.reassessment_record, name="reassessment-record"),
    path("<slug:public_id>/people/<slug:person_id>/pdf/", files.standing_pdf, name="standing-pdf"),
]

development_urls = [
    path("development/", development.plan_list, name="plan-list"),
    path("development/people/<slug:key>/", development.person_stage, name="person-stage"),
    path("development/evaluations/<slug:public_id>/", development.evaluation_detail, name="evaluation-detail"),
    path("development/evaluations/<slug:public_id>/pdf/", development.evaluation_print, name="evaluation-pdf"),
    path("development/evaluations/<slug:public_id>/plan/", development.plan_new, name="plan-new"),
    path("development/plans/<slug:public_id>/", development.plan_detail, name="plan-detail"),
    path("development/plans/<slug:public_id>/agree/", development.plan_agree, name="plan-agree"),
    path("development/plans/<slug:public_id>/check/", development.plan_check, name="plan-check"),
    path("development/plans/<slug:public_id>/close/", development.plan_close, name="plan-close"),
    path("development/posts/", post_matrix.post_matrix, name="post-matrix"),
    path("development/posts/edit/", post_matrix.post_matrix_edit, name="post-matrix-edit"),
]

urlpatterns = rule_urls + own_urls + development_urls + decision_urls
