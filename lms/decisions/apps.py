"""Names the decisions room for Django, opens to people the judgements that a decision has used, and keeps certificates in step."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "lms.decisions"
    label = "decisions"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        from lms.evidence.queries import discloses
        from lms.people.actions.authority_news import when_authority_changes

        from .actions.certify import follow_suspension
        from .queries.disclosure import opened_by_decisions

        discloses(opened_by_decisions)
        when_authority_changes(follow_suspension)
