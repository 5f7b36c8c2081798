"""Which mode a bank's loan operations run in, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import OperationsMode


class ModeChange(models.Model):
    """One choice of a mode; the newest holds, without one it is shadow mode. Never changed or deleted."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="operations_modes")
    mode = models.CharField(_("mode"), max_length=8, choices=OperationsMode.choices)
    reason = models.CharField(_("reason"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="operations_mode_changes")
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="operations_mode_says_why")]

    def __str__(self) -> str:
        return f"{self.bank_id} {self.mode}"
