"""Pages and bytes of the media room."""

from django.urls import path

from .views import delivery, library

urlpatterns = [
    path("", library.media_list, name="media-list"),
    path("add/", library.media_add, name="media-add"),
    path("<slug:public_id>/", library.media_detail, name="media-detail"),
    path("<slug:public_id>/retire/", library.media_retire, name="media-retire"),
    path("<slug:public_id>/file/", delivery.media_file, name="media-file"),
    path("<slug:public_id>/captions/", delivery.media_captions, name="media-captions"),
    path("<slug:public_id>/watched/", delivery.media_watched, name="media-watched"),
]
