"""Names the exchange room for Django, and has connected systems told of every change of authority."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "lms.exchange"
    label = "exchange"
    verbose_name = _("Connected systems")

    def ready(self) -> None:
        from lms.people.actions.authority_news import when_authority_changes

        from .actions.authority_changed import publish_authority

        when_authority_changes(publish_authority)
