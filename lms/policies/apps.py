"""Names the policies room for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "lms.policies"
    label = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from .middleware import start_session  # models are ready only now

        user_logged_in.connect(start_session, dispatch_uid="policies.start_session")
