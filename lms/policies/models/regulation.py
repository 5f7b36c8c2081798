"""Regulation documents (制度文件), their versions, and who has acknowledged them (签收)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.records.domain.digests import named_digest
from lms.toolkit.random_ids import public_id

from ..enums import RegulationState


class Regulation(models.Model):
    """One document of a bank, known by its code."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="regulations")
    code = models.CharField(_("document number"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["bank", "code"], name="regulation_code_once_per_bank")]

    def __str__(self) -> str:
        return self.title


class RegulationVersion(models.Model):
    """One version of the text; fixed once in force."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"))
    file = models.FileField(_("signed original"), upload_to="regulations/", blank=True)
    state = models.CharField(_("state"), max_length=14, choices=RegulationState.choices, default=RegulationState.DRAFT)
    consultation_from = models.DateField(_("consultation from"), null=True, blank=True)
    consultation_to = models.DateField(_("consultation until"), null=True, blank=True)
    consultation_record = models.TextField(_("record of the consultation"), blank=True)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by_key = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("version of a regulation")
        verbose_name_plural = _("versions of regulations")
        ordering = ["regulation", "-number"]
        constraints = [models.UniqueConstraint(fields=["regulation", "number"], name="regulation_version_once")]

    def __str__(self) -> str:
        return f"{self.regulation} v{self.number}"

    @property
    def digest(self) -> str:
        """What an acknowledgement of this text pins."""
        return named_digest(self.text)


class Acknowledgement(models.Model):
    """Somebody has received and read a text: a rule, a regulation. ``digest`` pins the very text.

    ``recorded_at`` is the server's own time of writing, empty only in rows older than the column.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acknowledgements")
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=32)
    digest = models.CharField(max_length=80)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)
    refused = models.BooleanField(_("refused to sign"), default=False)
    witness_key = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [
            models.UniqueConstraint(fields=["user", "object_kind", "object_id", "digest"], name="acknowledged_once_per_text"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.object_kind} {self.object_id}"
