"""Names the cohorts room for Django, and what it shows of its sessions to other rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "lms.cohorts"
    label = "cohorts"
    verbose_name = _("Cohorts")

    def ready(self) -> None:
        from lms.toolkit.activities import register

        from .queries import KINDS

        for kind in KINDS:
            register(kind)
