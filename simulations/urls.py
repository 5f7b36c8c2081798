"""Pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from .views import committees, records, room

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

urlpatterns: list[URLPattern | URLResolver] = [path("committees/", include(committee_urls))]
