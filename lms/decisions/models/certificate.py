"""Certificates: what was certified, signed with a key; what happened to each afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Entrustment
from lms.toolkit.random_ids import public_id

from ..enums import CertificateState


class SigningKey(models.Model):
    """The public half of a key that signs certificates; without a bank it is the platform's. A retired key still verifies."""

    key_id = models.CharField(_("signing key"), max_length=16, unique=True)
    bank = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="signing_keys")
    algorithm = models.CharField(max_length=16, default="ed25519")
    public_key = models.CharField(_("public key"), max_length=100)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.key_id


class Certificate(models.Model):
    """One certificate. What it says is in ``payload`` as it was signed; the columns repeat it for lists. Only its state changes."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    number = models.CharField(_("certificate number"), max_length=40, unique=True)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="certificates")
    holder = models.CharField(_("name as issued"), max_length=60)
    nodes = models.JSONField(_("nodes"))
    level = models.CharField(_("entrusted level"), max_length=2, choices=Entrustment.choices)
    amount_limit = models.DecimalField(_("amount limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    issued_on = models.DateField(_("issued on"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("valid until"), null=True, blank=True)
    decision = models.CharField(max_length=32, blank=True)
    issue_key = models.CharField(max_length=64, unique=True)
    payload = models.TextField()
    signature = models.CharField(max_length=100)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="certificates")
    digest = models.CharField(_("digest"), max_length=64)
    document = models.OneToOneField("records.IssuedDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="certificate")
    state = models.CharField(_("state"), max_length=10, choices=CertificateState.choices, default=CertificateState.ACTIVE)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="issued_certificates")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "year", "sequence"], name="certificate_sequence_once"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="certificate_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=CertificateState.REPLACED) | Q(replaced_by__isnull=True), name="certificate_replaced_says_so"
            ),
        ]
        indexes = [models.Index(fields=["user"], name="certificate_of_user")]

    def __str__(self) -> str:
        return self.number


class CertificateEvent(models.Model):
    """What became of a certificate, by whom (if anybody) and why; never changed or deleted. ``recorded_at`` is the server's own time."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(_("state"), max_length=10, choices=CertificateState.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate_events")
    happened_at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state=CertificateState.ACTIVE) | ~Q(reason=""), name="certificate_event_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.state}"
