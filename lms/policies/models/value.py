"""Policy values: dated, with their source."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PolicyValue(models.Model):
    """One value in force from a day on; a change is a new row."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="policy_values")
    key = models.CharField(_("setting"), max_length=60)
    value = models.JSONField(_("value"))
    effective_on = models.DateField(_("in force from"))
    source = models.ForeignKey(
        "policies.RegulationVersion",
        verbose_name=_("source document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="values",
    )
    reason = models.CharField(_("reason"), max_length=300)
    decided_by_key = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("policy value")
        verbose_name_plural = _("policy values")
        ordering = ["key", "-effective_on", "-id"]
        indexes = [models.Index(fields=["bank", "key", "-effective_on"], name="policy_value_lookup")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.effective_on}"
