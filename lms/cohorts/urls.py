"""Pages of the cohorts room."""

from django.urls import path

from .views import cohorts, enrolments, plan, roster

urlpatterns = [
    path("", cohorts.cohort_list, name="cohort-list"),
    path("new/", cohorts.cohort_new, name="cohort-new"),
    path("programmes/", plan.programme_list, name="programme-list"),
    path("programmes/install/", plan.programme_install, name="programme-install"),
    path("programmes/<slug:public_id>/", plan.programme_detail, name="programme-detail"),
    path("enrolments/<slug:public_id>/", enrolments.enrolment_detail, name="enrolment-detail"),
    path("enrolments/<slug:public_id>/state/", enrolments.enrolment_change, name="enrolment-change"),
    path("enrolments/<slug:public_id>/amend/", enrolments.enrolment_amend, name="enrolment-amend"),
    path("enrolments/<slug:public_id>/row/", enrolments.enrolment_row, name="enrolment-row"),
    path("<slug:public_id>/", cohorts.cohort_detail, name="cohort-detail"),
    path("<slug:public_id>/edit/", cohorts.cohort_edit, name="cohort-edit"),
    path("<slug:public_id>/state/", cohorts.cohort_move, name="cohort-move"),
    path("<slug:public_id>/class-list.xlsx", cohorts.cohort_export, name="cohort-export"),
    path("<slug:public_id>/staff/", cohorts.cohort_staff, name="cohort-staff"),
    path("<slug:public_id>/staff/save/", cohorts.staff_save, name="staff-save"),
    path("<slug:public_id>/enrol/", enrolments.enrolment_new, name="enrolment-new"),
    path("<slug:public_id>/roster/", roster.upload, name="roster-import"),
    path("<slug:public_id>/roster/template.xlsx", roster.template, name="roster-template"),
    path("<slug:public_id>/roster/check/<slug:job_id>/", roster.report, name="roster-report"),
    path("<slug:public_id>/roster/check/<slug:job_id>/import/", roster.confirm, name="roster-confirm"),
    path("<slug:public_id>/roster/import/<slug:job_id>/", roster.done, name="roster-done"),
    path("<slug:public_id>/sign-in-codes/", roster.codes, name="sign-in-codes"),
    path("<slug:public_id>/plan/", plan.cohort_plan, name="cohort-plan"),
    path("<slug:public_id>/plan/shift/", plan.plan_shift, name="plan-shift"),
    path("<slug:public_id>/plan/<slug:step_id>/", plan.step_detail, name="step-detail"),
    path("<slug:public_id>/plan/<slug:step_id>/complete/", plan.step_complete, name="step-complete"),
    path("<slug:public_id>/plan/<slug:step_id>/reopen/", plan.step_reopen, name="step-reopen"),
    path("<slug:public_id>/plan/<slug:step_id>/move/", plan.step_move, name="step-move"),
]
