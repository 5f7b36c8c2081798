"""Names the assessments room for Django, and its activities for the timetable."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from lms.toolkit.activities import register

        from .queries.activities import KINDS

        for kind in KINDS:
            register(kind)
