"""What happened to a case, in order."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import CaseEventKind


class CaseEvent(models.Model):
    """One act on a case: who, what, why. Never changed or deleted; no customer's data in it."""

    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("what"), max_length=12, choices=CaseEventKind.choices)
    milestone = models.CharField(_("milestone"), max_length=16, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)
    by_key = models.CharField(max_length=32)
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of a case")
        ordering = ["case", "id"]
        indexes = [models.Index(fields=["case", "kind"], name="case_event_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
