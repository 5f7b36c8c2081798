"""Pages of this room."""

from django.urls import path

from .views import (
    certificates,
    certification,
    certification_people,
    decisions,
    development,
    files,
    locking,
    meeting,
    mine,
    my_panels,
    panel_agenda,
    panel_appeals,
    panel_conditions,
    panel_files,
    panel_items,
    panel_signing,
    panels,
    post_matrix,
    profile_locking,
    profiles,
    recognitions,
    replies,
    rules,
    suspensions,
    verify,
)

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

certificate_urls = [
    path("certificates/", certificates.certificate_list, name="certificate-list"),
    path("certificates/zip/", certificates.certificates_zip, name="certificates-zip"),
    path("certificates/mine/", certificates.my_certificates, name="my-certificates"),
    path("certificates/<slug:public_id>/", certificates.certificate_detail, name="certificate-detail"),
    path("certificates/<slug:public_id>/paper/", certificates.certificate_paper, name="certificate-paper"),
    path("certificates/<slug:public_id>/draw/", certificates.certificate_draw, name="certificate-draw"),
    path("certificates/<slug:public_id>/suspend/", certificates.certificate_suspend, name="certificate-suspend"),
    path("certificates/<slug:public_id>/replace/", certificates.certificate_replace, name="certificate-replace"),
]

# Mounted at /verify/, open to everybody.
verify_urls = [
    path("", verify.verify_form, name="verify"),
    path("key/", verify.verify_keys, name="verify-keys"),
    path("<str:number>/", verify.verify_number, name="verify-number"),
]

profile_urls = [
    path("certification/profiles/", profiles.profile_list, name="profile-list"),
    path("certification/profiles/new/", profiles.profile_new, name="profile-new"),
    path("certification/profiles/<slug:public_id>/", profiles.profile_detail, name="profile-detail"),
    path("certification/profiles/<slug:public_id>/edit/", profiles.profile_edit, name="profile-edit"),
    path("certification/profiles/<slug:public_id>/edit/<slug:target>/", profiles.profile_gates, name="profile-gates"),
    path("certification/profiles/<slug:public_id>/capacity/", profile_locking.profile_capacity, name="profile-capacity"),
    path("certification/profiles/<slug:public_id>/offer/", profile_locking.profile_offer, name="profile-offer"),
    path("certification/profiles/<slug:public_id>/sign/", profile_locking.profile_sign, name="profile-sign"),
    path("certification/profiles/<slug:public_id>/acknowledge/", profile_locking.profile_acknowledge, name="profile-acknowledge"),
    path("certification/profiles/<slug:public_id>/withdraw/", profile_locking.profile_withdraw, name="profile-withdraw"),
    path("certification/profiles/<slug:public_id>/pdf/", profile_locking.profile_print, name="profile-print"),
    path("certification/profiles/<slug:public_id>/issued/<slug:document_id>/", profile_locking.profile_issued, name="profile-issued"),
]

certification_urls = [
    path("certification/", certification.certification_home, name="certification-home"),
    path("certification/excel/", certification.certification_excel, name="certification-excel"),
    path("certification/path/", certification.my_path, name="my-path"),
    path("certification/coverage/", certification_people.certification_coverage, name="certification-coverage"),
    path("certification/mentors/", certification_people.certification_mentors, name="certification-mentors"),
    path("certification/people/<slug:key>/", certification.certification_person, name="certification-person"),
    path("certification/people/<slug:key>/<slug:node>/", certification.certification_node, name="certification-node"),
    path("certification/people/<slug:key>/<slug:node>/file.json", certification.certification_file, name="certification-file"),
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

# Before the decisions, whose addresses begin with a random word.
panel_urls = [
    path("panels/", panels.panel_list, name="panel-list"),
    path("panels/new/", panels.panel_new, name="panel-new"),
    path("panels/mine/", my_panels.my_panels, name="my-panels"),
    path("panels/mine/<slug:public_id>/", my_panels.my_panel, name="my-panel"),
    path("panels/mine/<slug:public_id>/say/", my_panels.my_panel_say, name="my-panel-say"),
    path("panels/mine/<slug:public_id>/appeal/", my_panels.my_panel_appeal, name="my-panel-appeal"),
    path("panels/conditions/", panel_conditions.panel_conditions, name="panel-conditions"),
    path("panels/conditions/<int:pk>/met/", panel_conditions.panel_condition_met, name="panel-condition-met"),
    path("panels/appeals/<slug:public_id>/", panel_appeals.panel_appeal, name="panel-appeal"),
    path("panels/items/<slug:public_id>/", panel_items.panel_item, name="panel-item"),
    path("panels/items/<slug:public_id>/name/", panel_agenda.panel_name, name="panel-name"),
    path("panels/items/<slug:public_id>/withdraw/", panel_agenda.panel_withdraw, name="panel-withdraw"),
    path("panels/items/<slug:public_id>/recommend/", panel_items.panel_recommend, name="panel-recommend"),
    path("panels/items/<slug:public_id>/vote/", panel_items.panel_vote, name="panel-vote"),
    path("panels/items/<slug:public_id>/recuse/", panel_items.panel_recuse, name="panel-recuse"),
    path("panels/items/<slug:public_id>/speak/", panel_items.panel_speak, name="panel-speak"),
    path("panels/items/<slug:public_id>/step/", panel_items.panel_step, name="panel-step"),
    path("panels/items/<slug:public_id>/conclude/", panel_items.panel_conclude, name="panel-conclude"),
    path("panels/items/<slug:public_id>/chair/", panel_signing.panel_chair, name="panel-chair"),
    path("panels/items/<slug:public_id>/approve/", panel_signing.panel_approve, name="panel-approve"),
    path("panels/items/<slug:public_id>/packet/", panel_files.panel_packet, name="panel-packet"),
    path("panels/items/<slug:public_id>/filed/", panel_files.panel_item_filed, name="panel-item-filed"),
    path("panels/<slug:public_id>/", panels.panel_detail, name="panel-detail"),
    path("panels/<slug:public_id>/members/", panels.panel_members, name="panel-members"),
    path("panels/<slug:public_id>/absent/", panels.panel_absent, name="panel-absent"),
    path("panels/<slug:public_id>/nominate/", panel_agenda.panel_nominate, name="panel-nominate"),
    path("panels/<slug:public_id>/open/", panels.panel_open, name="panel-open"),
    path("panels/<slug:public_id>/close/", panels.panel_close, name="panel-close"),
    path("panels/<slug:public_id>/minutes/", panel_files.panel_minutes, name="panel-minutes"),
    path("panels/<slug:public_id>/filed/", panel_files.panel_filed, name="panel-filed"),
    path("recognitions/", recognitions.recognition_list, name="recognition-list"),
    path("recognitions/new/", recognitions.recognition_new, name="recognition-new"),
    path("recognitions/<slug:public_id>/", recognitions.recognition_detail, name="recognition-detail"),
    path("recognitions/<slug:public_id>/sign/", recognitions.recognition_sign, name="recognition-sign"),
    path("recognitions/<slug:public_id>/withdraw/", recognitions.recognition_withdraw, name="recognition-withdraw"),
    path("recognitions/<slug:public_id>/files/<slug:file_id>/", recognitions.recognition_file, name="recognition-file"),
    path("suspensions/", suspensions.suspension_list, name="suspension-list"),
    path("suspensions/new/<slug:key>/", suspensions.suspension_new, name="suspension-new"),
    path("ladder/", suspensions.ladder, name="ladder"),
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

urlpatterns = [
    *panel_urls,
    *rule_urls,
    *own_urls,
    *development_urls,
    *certificate_urls,
    *profile_urls,
    *certification_urls,
    *decision_urls,
]
