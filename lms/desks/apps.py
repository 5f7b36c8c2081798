"""Names the desks room for Django, and has one room told what happened in another."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesksConfig(AppConfig):
    name = "lms.desks"
    label = "desks"
    verbose_name = _("Desks")

    def ready(self) -> None:
        from lms.operations.actions.red_line_news import when_red_line

        from .actions.red_line import keep_suspension

        when_red_line(keep_suspension)
