"""Pages of the jobs room."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.job_list, name="job-list"),
    path("<slug:public_id>/", views.job_detail, name="job-detail"),
    path("<slug:public_id>/state/", views.job_state, name="job-state"),
    path("<slug:public_id>/file/", views.job_file, name="job-file"),
]
