"""Pages of the exchange room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
