"""Names the exchange room for Django: what other systems may ask here, and what they are told."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "lms.exchange"
    label = "exchange"
    verbose_name = _("Connected systems")
