"""Leave from class: asked for, decided, made up."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import LeaveKind, LeaveState


class Leave(models.Model):
    """One request for leave."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(_("kind"), max_length=10, choices=LeaveKind.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=LeaveState.choices, default=LeaveState.REQUESTED)
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decided_leaves",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.CharField(_("answer"), max_length=500, blank=True)
    make_up_needed = models.BooleanField(_("has to be made up"), default=False)
    make_up_done_at = models.DateTimeField(_("made up"), null=True, blank=True)
    make_up_note = models.CharField(_("how it was made up"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leave")
        ordering = ["-starts_at", "-id"]
        constraints = [models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="leave_ends_after_start")]
        indexes = [models.Index(fields=["enrolment", "state"], name="leave_of_enrolment")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.kind} {self.starts_at:%Y-%m-%d}"
