"""Names the notices room for Django, and has people told of long work that is over and of declared relatives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "lms.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from lms.jobs.actions import when_over
        from lms.people.actions.kinship_news import when_kinship_is_declared

        from .actions.job_over import tell_owner
        from .actions.kinship_declared import tell_named_and_hr

        when_over(tell_owner)
        when_kinship_is_declared(tell_named_and_hr)
