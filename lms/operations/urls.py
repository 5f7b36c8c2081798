"""Pages of the operations room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    # Cases.
    # Ledgers.
    # Observation and mentoring.
]
