"""What people said and voted on an item: added to, never changed. An appeal and its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import Ballot, Recusal, Round


class PanelVote(models.Model):
    """One member's vote in one round with its reason; nobody else reads it before every vote of the round is in."""

    item = models.ForeignKey("decisions.PanelItem", on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_votes")
    round = models.CharField(max_length=7, choices=Round.choices)
    attempt = models.PositiveSmallIntegerField(default=1)
    ballot = models.CharField(_("vote"), max_length=26, choices=Ballot.choices)
    reason = models.CharField(_("reason"), max_length=500)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("panel vote")
        verbose_name_plural = _("panel votes")
        ordering = ["item", "round", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "user", "round", "attempt"], name="panel_vote_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.round}"


class PanelRecusal(models.Model):
    """A member steps back from one item, with the reason."""

    item = models.ForeignKey("decisions.PanelItem", on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_recusals")
    kind = models.CharField(_("kind"), max_length=8, choices=Recusal.choices)
    reason = models.CharField(_("reason"), max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="panel_recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="panel_recusal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.user_id}"


class PanelStatement(models.Model):
    """What the person themselves or their own mentor told the panel."""

    item = models.ForeignKey("decisions.PanelItem", on_delete=models.PROTECT, related_name="statements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_statements")
    text = models.TextField(_("statement"))
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("statement before a panel")
        verbose_name_plural = _("statements before a panel")
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.user_id}"


class PanelAppeal(models.Model):
    """The person's appeal against an outcome, answered by somebody who did not sit on the panel."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    item = models.OneToOneField("decisions.PanelItem", on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField(_("text"))
    filed_at = models.DateTimeField(_("filed"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    upheld = models.BooleanField(_("upheld"), default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="answered_panel_appeals"
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal against a panel")
        verbose_name_plural = _("appeals against a panel")
        ordering = ["filed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="panel_appeal_answer_is_written"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"
