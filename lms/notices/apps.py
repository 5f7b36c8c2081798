"""Names the notices room for Django, and has people told of long work that is over."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "lms.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from lms.jobs.actions import when_over

        from .actions.job_over import tell_owner

        when_over(tell_owner)
