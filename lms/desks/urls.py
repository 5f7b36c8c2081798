"""Pages of the front door."""

from django.urls import path

from .views import about, cultivation, desk, health, parts, search, union

urlpatterns = [
    path("", desk.today, name="today"),
    path("today/standing/", parts.standing, name="today-standing"),
    path("today/alarms/", parts.alarms, name="today-alarms"),
    path("today/waiting/", parts.waiting, name="today-waiting"),
    path("today/marking/", parts.marking, name="today-marking"),
    path("today/practice/", parts.practice, name="today-practice"),
    path("today/weak-topics/", parts.weak_topics, name="today-weak-topics"),
    path("desk/", desk.switch, name="desk-switch"),
    path("brand/logo/", desk.brand_logo, name="brand-logo"),
    path("union/<str:public_id>/open/", union.bank_open, name="bank-open"),
    path("union/leave/", union.bank_leave, name="bank-leave"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("about/licences/<slug:name>/", about.licence, name="about-licence"),
    path("talent/", cultivation.talent, name="talent-board"),
    path("talent/excel/", cultivation.talent_excel, name="talent-excel"),
    path("favicon.ico", about.favicon, name="favicon"),
    path("styleguide/", about.style_guide, name="style-guide"),
    path("healthz/", health.healthz, name="healthz"),
    path("robots.txt", health.robots, name="robots"),
]
