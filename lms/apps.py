"""The design system and the project's shared templates as one Django app."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "lms"
    label = "lms"
    verbose_name = "Duzuo"
