"""What people decided on a draft: the meeting, the outcome per person, independent re-assessments."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import Choice


class Meeting(models.Model):
    """The decision meeting on a draft, with its minutes; frozen with the decision."""

    decision = models.OneToOneField("decisions.Decision", on_delete=models.CASCADE, related_name="meeting")
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("participants"), related_name="decision_meetings")
    minutes = models.TextField(_("minutes of the meeting"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recorded_meetings")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision meeting")
        verbose_name_plural = _("decision meetings")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.held_at:%Y-%m-%d}"


class Outcome(models.Model):
    """What the meeting chose for one person, and why."""

    standing = models.OneToOneField("decisions.Standing", on_delete=models.CASCADE, related_name="outcome")
    choice = models.CharField(_("outcome"), max_length=20, choices=Choice.choices)
    reasons = models.TextField(_("reasons"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="chosen_outcomes")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [models.CheckConstraint(condition=~models.Q(reasons=""), name="outcome_says_why")]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.choice}"


class Reassessment(models.Model):
    """An independent re-assessment of somebody near the cut, with its row in the ledger; never changed or deleted."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="reassessments")
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="reassessments")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="reassessments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reassessments")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assessor"), on_delete=models.PROTECT, related_name="reassessments_given"
    )
    held_on = models.DateField(_("held on"))
    met_standard = models.BooleanField(_("meets the standard"))
    findings = models.TextField(_("findings"))
    evidence_id = models.CharField(max_length=32)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recorded_reassessments")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("re-assessment")
        verbose_name_plural = _("re-assessments")
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(assessor=models.F("user")), name="nobody_reassesses_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.held_on}"
