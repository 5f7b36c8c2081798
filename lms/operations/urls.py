"""Pages of the operations room."""

from django.urls import URLPattern, path

from .views import grid, visits

urlpatterns: list[URLPattern] = [
    # Cases.
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
]
