"""Names the policies room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "lms.policies"
    label = "policies"
    verbose_name = _("Policies")
