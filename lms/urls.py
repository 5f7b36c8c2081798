"""The site map: each room adds its own pages."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from lms.decisions.urls import verify_urls
from lms.desks.api import api

urlpatterns = [
    path("", include("lms.desks.urls")),
    path("", include("lms.people.urls")),
    path("policies/", include("lms.policies.urls")),
    path("jobs/", include("lms.jobs.urls")),
    path("notices/", include("lms.notices.urls")),
    path("evidence/", include("lms.evidence.urls")),
    path("cohorts/", include("lms.cohorts.urls")),
    path("media/", include("media.urls")),
    path("assessments/", include("assessments.urls")),
    path("simulations/", include("simulations.urls")),
    path("courses/", include("courses.urls")),
    path("operations/", include("lms.operations.urls")),
    path("decisions/", include("lms.decisions.urls")),
    path("verify/", include(verify_urls)),
    path("systems/", include("lms.exchange.urls")),
    path("api/v1/", api.urls),
    path("2fa/", include("allauth.mfa.urls")),
    path("studio/", include(wagtailadmin_urls)),
]
