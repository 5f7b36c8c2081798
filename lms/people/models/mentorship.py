"""Mentoring pairs (师徒, 传帮带)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mentorship(models.Model):
    """A mentor and a mentee, from a day to a day."""

    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentorships_as_mentor")
    mentee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentorships_as_mentee")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        constraints = [
            models.CheckConstraint(condition=~models.Q(mentor=models.F("mentee")), name="mentor_is_not_mentee"),
            models.UniqueConstraint(fields=["mentor", "mentee", "starts_on"], name="mentorship_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} → {self.mentee_id}"
