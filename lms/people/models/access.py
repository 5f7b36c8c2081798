"""Reading a bank from above it: for a time, with a reason the bank is told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


class BankAccess(models.Model):
    """Somebody of the provincial union (省联社) reads one of its banks until ``ends_at`` or until they leave; never changed otherwise."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bank_accesses")
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="accesses")
    reason = models.CharField(_("reason"), max_length=300)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reading of a bank")
        verbose_name_plural = _("readings of banks")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(closed_at__isnull=True), name="bank_access_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("opened_at")), name="bank_access_ends_after_opening"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="bank_access_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.bank_id}"
