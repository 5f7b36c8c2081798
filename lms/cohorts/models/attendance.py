"""Who was there: one row per slot and enrolment, and the codes already redeemed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import AttendanceMethod, AttendanceState


class Attendance(models.Model):
    """The attendance of one person in one slot; each value also stands in the ledger as a row of its own."""

    slot = models.ForeignKey("cohorts.Slot", on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(_("state"), max_length=10, choices=AttendanceState.choices)
    method = models.CharField(_("taken by"), max_length=10, choices=AttendanceMethod.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    recorded_by_key = models.CharField(max_length=32, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    evidence_id = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["slot", "enrolment"]
        constraints = [models.UniqueConstraint(fields=["slot", "enrolment"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.state} @ {self.slot_id}"


class AttendanceRedemption(models.Model):
    """The claim of one person on one slot's code: made once, whatever the code says later."""

    slot = models.ForeignKey("cohorts.Slot", on_delete=models.CASCADE, related_name="redemptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendance_redemptions")
    code_step = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("redeemed code")
        verbose_name_plural = _("redeemed codes")
        constraints = [models.UniqueConstraint(fields=["slot", "user"], name="redemption_once")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.slot_id}"
