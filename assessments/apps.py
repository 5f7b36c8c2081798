"""Names the assessments room for Django, its activities for the timetable, and what raters may not read yet."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from lms.evidence.queries import seals
        from lms.toolkit.activities import register

        from .queries.activities import KINDS
        from .queries.ratings import sealed_for_rater

        for kind in KINDS:
            register(kind)
        seals(sealed_for_rater)
