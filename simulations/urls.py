"""Pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from .views import committees, exercises, investigations, records, room, visit

committee_urls: list[URLPattern] = [
    path("", committees.committees, name="committee-list"),
    path("new/", committees.committee_new, name="committee-new"),
    path("alone/", committees.committee_solo, name="committee-solo"),
    path("calibration/", records.calibration, name="committee-calibration"),
    path("<slug:public_id>/", committees.committee_detail, name="committee-detail"),
    path("<slug:public_id>/seats/<int:number>/take/", committees.committee_take_seat, name="committee-take-seat"),
    path("<slug:public_id>/seats/<int:number>/change/", committees.committee_change_seat, name="committee-change-seat"),
    path("<slug:public_id>/cancel/", committees.committee_cancel, name="committee-cancel"),
    path("<slug:public_id>/room/", room.committee_room, name="committee-room"),
    path("<slug:public_id>/state/", room.committee_state, name="committee-state"),
    path("<slug:public_id>/act/<slug:kind>/", room.committee_act, name="committee-act"),
    path("<slug:public_id>/minutes/<int:position>/", records.committee_minutes, name="committee-minutes"),
    path("<slug:public_id>/replay/", records.committee_replay, name="committee-replay"),
]

investigation_urls: list[URLPattern] = [
    path("", investigations.investigations, name="investigation-list"),
    path("new/", investigations.investigation_new, name="investigation-new"),
    path("<slug:public_id>/", visit.investigation_room, name="investigation-room"),
    path("<slug:public_id>/state/", visit.investigation_state, name="investigation-state"),
    path("<slug:public_id>/act/<slug:kind>/", visit.investigation_act, name="investigation-act"),
    path("<slug:public_id>/report/", investigations.investigation_report, name="investigation-report"),
    path("<slug:public_id>/score/", investigations.investigation_score, name="investigation-score"),
    path("<slug:public_id>/replay/", investigations.investigation_replay, name="investigation-replay"),
]

exercise_urls: list[URLPattern] = [
    path("", exercises.exercises, name="exercise-list"),
    path("new/", exercises.exercise_new, name="exercise-new"),
    path("<slug:public_id>/", exercises.exercise_detail, name="exercise-detail"),
    path("<slug:public_id>/results/", exercises.exercise_results, name="exercise-results"),
]

case_urls: list[URLPattern] = [
    path("", exercises.teaching_cases, name="teaching-case-list"),
    path("<slug:public_id>/file/", exercises.teaching_case_file, name="teaching-case-file"),
    path("<slug:public_id>/archive/", exercises.teaching_case_archive, name="teaching-case-archive"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", investigations.rehearsals, name="rehearsals"),
    path("committees/", include(committee_urls)),
    path("investigations/", include(investigation_urls)),
    path("exercises/", include(exercise_urls)),
    path("cases/", include(case_urls)),
]
