"""Public holidays and make-up days that a bank enters once they are announced."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """One day off (法定节假日) or one worked in exchange (调休); it wins over weekends and over what the product knows."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="calendar_days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("worked"))
    note = models.CharField(_("announcement"), max_length=200)
    decided_by_key = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["bank", "day"], name="calendar_day_once_per_bank")]

    def __str__(self) -> str:
        return f"{self.day} {'on' if self.is_working else 'off'}"
