"""Names the courses room for Django, and its activities for the timetable."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from lms.toolkit.activities import register

        from .queries import KINDS

        for kind in KINDS:
            register(kind)
