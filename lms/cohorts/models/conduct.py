"""Conduct points, each with its reason."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import ConductCategory


class ConductEntry(models.Model):
    """Points given or taken; a withdrawn entry stays visible with its reason."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="conduct_entries")
    points = models.SmallIntegerField(_("points"))
    category = models.CharField(_("category"), max_length=12, choices=ConductCategory.choices)
    reason = models.CharField(_("reason"), max_length=500)
    happened_on = models.DateField(_("day"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="recorded_conduct"
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    evidence_id = models.CharField(max_length=32, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("conduct entry")
        verbose_name_plural = _("conduct entries")
        ordering = ["-happened_on", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(points=0), name="conduct_points_not_zero")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.points:+d}"
