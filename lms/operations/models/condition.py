"""What the committee made a condition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseCondition(models.Model):
    """Taken from the resolution: what, by whom, by when; one that holds before disbursement is checked before signing."""

    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("condition"), max_length=300)
    owner = models.CharField(_("who sees to it"), max_length=60)
    due = models.CharField(_("by when"), max_length=60)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    before_payout = models.BooleanField(_("before disbursement"), default=True)
    met_at = models.DateTimeField(_("met"), null=True, blank=True)
    met_by_key = models.CharField(max_length=32, blank=True)
    met_note = models.CharField(_("how it was met"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("condition of a loan")
        verbose_name_plural = _("conditions of a loan")
        ordering = ["case", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="case_condition_once")]

    def __str__(self) -> str:
        return self.text
