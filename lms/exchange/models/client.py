"""Connected systems, their tokens, and what they asked."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.random_ids import public_id

from ..enums import TOLD_BY_SCOPE, EventKind


class ClientSystem(models.Model):
    """A system of the bank that talks to us: its scopes, and where it wants to be told of changes."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="client_systems")
    name = models.CharField(_("name"), max_length=60)
    scopes = models.JSONField(_("scopes"), default=list)
    webhook_url = models.CharField(_("address to be told at"), max_length=300, blank=True)
    webhook_secret = models.CharField(max_length=300, blank=True)
    webhook_kinds = models.JSONField(_("what it is told"), default=list, blank=True)
    calls_per_minute = models.PositiveIntegerField(_("calls per minute"), default=1200)
    is_active = models.BooleanField(_("active"), default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="client_systems_made")
    made_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("connected system")
        verbose_name_plural = _("connected systems")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["bank", "name"], name="client_system_name_once_per_bank")]

    def __str__(self) -> str:
        return self.name

    def may_know(self, kind: str) -> bool:
        """Whether its scopes open events of this kind; a test message says nothing and needs none."""
        return kind == EventKind.PING or TOLD_BY_SCOPE.get(kind) in self.scopes

    def is_told(self, kind: str) -> bool:
        """Whether it wants events of this kind and may have them."""
        return kind in self.webhook_kinds and self.may_know(kind)


class ClientToken(models.Model):
    """One token of a system; only its digest is kept. Two may hold at once, so that one can replace the other."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    system = models.ForeignKey(ClientSystem, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("begins with"), max_length=12)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by_key = models.CharField(max_length=32)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used_on = models.DateField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.hint


class ClientCall(models.Model):
    """A call that changed something or was refused; questions are counted by day. Never changed or deleted."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="client_calls")
    system = models.ForeignKey(ClientSystem, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    operation = models.CharField(_("operation"), max_length=60)
    status = models.PositiveSmallIntegerField(_("answer"))
    token = models.CharField(pgettext_lazy("interface", "Token"), max_length=12, blank=True, default="")
    """How the token begins that was called with; empty for a call of earlier days."""
    key = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    called_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["system", "-called_at"], name="client_call_recent")]

    def __str__(self) -> str:
        return f"{self.operation} {self.status}"


class ClientDay(models.Model):
    """How often a system asked on a day what people may do, and how often the answer was no."""

    system = models.ForeignKey(ClientSystem, on_delete=models.PROTECT, related_name="days")
    day = models.DateField(_("day"))
    asked = models.PositiveIntegerField(pgettext_lazy("authority", "questions"), default=0)
    refused = models.PositiveIntegerField(_("answered no"), default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["system", "day"], name="client_day_once")]

    def __str__(self) -> str:
        return f"{self.system_id} {self.day}"


class ClientNonce(models.Model):
    """What a system has sent once: the same key again has the same answer and no second effect."""

    system = models.ForeignKey(ClientSystem, on_delete=models.CASCADE, related_name="nonces")
    key = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="client_nonce_once")]
        indexes = [models.Index(fields=["seen_at"], name="client_nonce_age")]

    def __str__(self) -> str:
        return self.key
