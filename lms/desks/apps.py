"""Names the desks room for Django, and has one room told what happened in another."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesksConfig(AppConfig):
    name = "lms.desks"
    label = "desks"
    verbose_name = _("Desks")

    def ready(self) -> None:
        from lms.operations.actions.card_news import when_card_given, when_red_line

        from .actions.card_consequences import keep_suspension, watch_judgements

        when_red_line(keep_suspension)
        when_card_given(watch_judgements)
