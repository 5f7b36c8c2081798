"""Names the simulations room for Django and makes its case files recomputable."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SimulationsConfig(AppConfig):
    name = "simulations"
    verbose_name = _("Simulations")

    def ready(self) -> None:
        from lms.toolkit import recomputable

        from .domain.case_file.recompute import KIND, recompute_case

        recomputable.register(KIND, recompute_case)
