"""Pages of the notices room."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.notice_list, name="notices"),
    path("read/", views.notices_read, name="notices-read"),
    path("<slug:public_id>/", views.notice_open, name="notice-open"),
]
