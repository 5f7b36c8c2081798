"""Names the operations room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "lms.operations"
    label = "operations"
    verbose_name = _("Loan operations")

    def ready(self) -> None:
        from lms.jobs.actions import when_over

        from .actions.uploads import forget_upload

        when_over(forget_upload)
