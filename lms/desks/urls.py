"""Pages of the front door."""

from django.urls import path

from .views import desk, search

urlpatterns = [
    path("", desk.today, name="today"),
    path("desk/", desk.switch, name="desk-switch"),
    path("brand/logo/", desk.brand_logo, name="brand-logo"),
    path("search/", search.search, name="search"),
]
