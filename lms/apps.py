"""The design system and the project's shared templates as one Django app."""

from django.apps import AppConfig

from lms.toolkit.deploy_checks import register_deploy_checks


class LmsConfig(AppConfig):
    name = "lms"
    label = "lms"
    verbose_name = "Duzuo"

    def ready(self) -> None:
        register_deploy_checks()
