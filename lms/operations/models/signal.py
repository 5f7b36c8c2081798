"""Something about several cases that a person should look at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id as new_id

from ..enums import SignalKind, SignalResult


class Signal(models.Model):
    """Raised by a rule, closed by a person with a note; nothing follows from it by itself. ``facts`` are figures, no names."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(_("what"), max_length=16, choices=SignalKind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="case_signals"
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("partner"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cases = models.ManyToManyField("operations.LoanCase", verbose_name=_("cases"), related_name="signals")
    fact_key = models.CharField(max_length=100, editable=False)
    facts = models.JSONField(default=dict, blank=True)
    raised_at = models.DateTimeField(_("seen"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signals_closed",
    )
    result = models.CharField(_("result"), max_length=10, choices=SignalResult.choices, blank=True)
    closed_note = models.CharField(_("what was found"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "fact_key"], name="signal_once"),
            models.CheckConstraint(condition=Q(closed_at__isnull=True) | ~Q(closed_note=""), name="signal_closed_says_why"),
        ]
        indexes = [models.Index(fields=["bank", "closed_at"], name="signal_of_bank")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fact_key}"
