"""Pages of the front door."""

from django.urls import path

from .views import about, desk, health, search

urlpatterns = [
    path("", desk.today, name="today"),
    path("desk/", desk.switch, name="desk-switch"),
    path("brand/logo/", desk.brand_logo, name="brand-logo"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("about/licences/<slug:name>/", about.licence, name="about-licence"),
    path("styleguide/", about.style_guide, name="style-guide"),
    path("healthz/", health.healthz, name="healthz"),
    path("robots.txt", health.robots, name="robots"),
]
