"""Signatures: who put their name to which text, and under what meaning."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


class Signature(models.Model):
    """One signature on the digest of what was signed; never changed or deleted.

    ``recorded_at`` is the server's own time of writing, empty only in rows older than the column.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    organisation_key = models.CharField(max_length=32, db_index=True)
    signer_key = models.CharField(max_length=32)
    signer_role = models.CharField(_("signed as"), max_length=30)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    meaning = models.CharField(_("meaning"), max_length=40)
    digest = models.CharField(_("digest of what was signed"), max_length=80)
    method = models.CharField(_("identity checked by"), max_length=20, default="password")
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "meaning", "digest", "signer_key"], name="signature_once_per_person_and_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meaning} {self.object_kind} {self.object_id}"
