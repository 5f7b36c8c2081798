"""The outbox: what happened here that connected systems are told, and each attempt's outcome."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import DeliveryState, EventKind


class Event(models.Model):
    """One thing that happened, written in the transaction in which it happened. Never changed or deleted."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="exchange_events")
    kind = models.CharField(_("what happened"), max_length=30, choices=EventKind.choices)
    payload = models.JSONField()
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    """The server's own clock when the row was written; a whole night's work may share one ``happened_at``."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Delivery(models.Model):
    """An event on its way to one system."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    system = models.ForeignKey("exchange.ClientSystem", on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    tried_since = models.DateTimeField(default=timezone.now)
    last_status = models.CharField(_("last answer"), max_length=60, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "system"], name="delivery_once_per_system")]
        indexes = [
            models.Index(fields=["state", "due_at"], name="delivery_due"),
            # What has arrived soon outnumbers what waits a thousand times.
            models.Index(fields=["system", "id"], name="delivery_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.system_id}"


class DeliveryAttempt(models.Model):
    """One attempt to deliver and what came of it. Never changed or deleted."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField(_("attempt"))
    outcome = models.CharField(_("outcome"), max_length=60)
    milliseconds = models.PositiveIntegerField(_("took"))
    tried_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.number} {self.outcome}"
