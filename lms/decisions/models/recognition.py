"""Authority outside the panel's walk: the first mentors by resolution of the project board, and suspension at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Entrustment
from lms.toolkit.random_ids import public_id

from ..enums import RecognitionState, SuspensionCause


class Recognition(models.Model):
    """First recognition (首批认定): who may work solo or supervise in a young department, on which evidence, until when."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="recognitions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="recognitions")
    resolution = models.CharField(_("number of the resolution"), max_length=60)
    nodes = models.JSONField(_("nodes"))
    level = models.CharField(_("entrusted level"), max_length=2, choices=Entrustment.choices)
    amount_limit = models.DecimalField(_("amount limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    ends_on = models.DateField(_("until"))
    evidence = models.TextField(_("what it rests on"))
    state = models.CharField(_("state"), max_length=10, choices=RecognitionState.choices, default=RecognitionState.DRAFT)
    content_digest = models.CharField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authored_recognitions")
    created_at = models.DateTimeField(default=timezone.now)
    effective_at = models.DateTimeField(_("in effect since"), null=True, blank=True)
    certificate_number = models.CharField(_("certificate number"), max_length=40, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("first recognition")
        verbose_name_plural = _("first recognitions")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RecognitionState.EFFECTIVE) | Q(effective_at__isnull=False), name="recognition_says_since_when"
            ),
            models.CheckConstraint(condition=Q(level__in=[Entrustment.CERTIFIED, Entrustment.SUPERVISES]), name="recognition_is_solo"),
        ]

    def __str__(self) -> str:
        return self.resolution


class RecognitionFile(models.Model):
    """A scan that the resolution rests on; added to, never changed."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("name"), max_length=160)
    file = models.FileField(_("file"), upload_to="recognitions/", max_length=300)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("file of a recognition")
        verbose_name_plural = _("files of a recognition")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Suspension(models.Model):
    """Somebody stopped a person's authority at once; never changed or deleted, and only a panel gives it back."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="suspensions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="suspensions")
    nodes = models.JSONField(_("nodes"))
    cause = models.CharField(_("event"), max_length=12, choices=SuspensionCause.choices)
    reason = models.CharField(_("reason"), max_length=300)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declared_suspensions")
    suspended_at = models.DateTimeField(_("suspended"), default=timezone.now)
    evidence_id = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-suspended_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="suspension_says_why"),
            models.CheckConstraint(condition=~Q(user=models.F("suspended_by")), name="nobody_suspends_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.cause}"
