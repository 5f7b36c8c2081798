"""What mentor and mentee agree on, and the talks they have (师徒协议、每周面谈)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


class MentorAgreement(models.Model):
    """The agreement of a pair for three to six months. Both sign the same text; then it is filed and no longer changed."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="mentor_agreements")
    mentorship = models.ForeignKey("people.Mentorship", on_delete=models.PROTECT, related_name="agreements")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    goals = models.TextField(_("goals"))
    written_by_key = models.CharField(max_length=32)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    mentor_signed_at = models.DateTimeField(_("signed by the mentor"), null=True, blank=True)
    mentee_signed_at = models.DateTimeField(_("signed by the mentee"), null=True, blank=True)
    digest = models.CharField(max_length=80, blank=True)
    document = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("mentoring agreement")
        verbose_name_plural = _("mentoring agreements")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "starts_on"], name="mentor_agreement_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="mentor_agreement_order"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} {self.starts_on}"

    @property
    def is_signed(self) -> bool:
        return self.mentor_signed_at is not None and self.mentee_signed_at is not None


class MentorTalk(models.Model):
    """One talk of a pair: entered by either, it counts when the other has confirmed it."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="mentor_talks")
    mentorship = models.ForeignKey("people.Mentorship", on_delete=models.PROTECT, related_name="talks")
    held_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    about = models.TextField(_("what it was about"))
    agreed = models.TextField(_("what was agreed"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentor_talks_written")
    written_at = models.DateTimeField(_("entered"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("mentoring talk")
        verbose_name_plural = _("mentoring talks")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "held_on"], name="mentor_talk_once_a_day"),
            models.CheckConstraint(condition=Q(minutes__gte=5) & Q(minutes__lte=480), name="mentor_talk_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} {self.held_on}"
