"""Names the simulations room for Django, makes its case files recomputable, and enters its activities and case sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SimulationsConfig(AppConfig):
    name = "simulations"
    verbose_name = _("Simulations")

    def ready(self) -> None:
        from lms.toolkit import activities, recomputable

        from .domain.case_file.recompute import KIND, recompute_case
        from .queries import case_sources
        from .queries.activities import KINDS

        recomputable.register(KIND, recompute_case)
        for kind in KINDS:
            activities.register(kind)
        case_sources.register_all()
