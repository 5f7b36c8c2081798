"""Names the decisions room for Django, and opens to people the judgements that a published decision has used."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "lms.decisions"
    label = "decisions"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        from lms.evidence.queries import discloses

        from .queries.disclosure import opened_by_decisions

        discloses(opened_by_decisions)
