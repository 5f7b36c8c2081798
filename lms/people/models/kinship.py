"""Relatives at the same bank, as people declare them: they neither pair, nor sign for, nor vote on each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import Kin


class Kinship(models.Model):
    """One declaration about two people of a bank; it holds for both of them until it is ended with a reason."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="kinships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="kinships_declared"
    )
    relative = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("relative"), on_delete=models.PROTECT, related_name="kinships_named"
    )
    kin = models.CharField(_("how they are related"), max_length=8, choices=Kin.choices)
    declared_by_key = models.CharField(max_length=32)
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("declaration of relatives")
        verbose_name_plural = _("declarations of relatives")
        ordering = ["-declared_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("relative")), name="kinship_of_two"),
            models.UniqueConstraint(fields=["person", "relative"], condition=Q(ended_at__isnull=True), name="kinship_once"),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(ended_reason=""), name="kinship_end_says_why"),
        ]
        indexes = [models.Index(fields=["bank", "ended_at"], name="kinship_of_bank")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.relative_id}"
