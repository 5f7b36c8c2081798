"""Documents as issued: the very bytes that were filed or handed over."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


def document_path(document: "IssuedDocument", name: str) -> str:
    return f"issued/{document.organisation_key}/{document.public_id}/{name}"


class IssuedDocument(models.Model):
    """One issued document with its digest; never changed or deleted.

    ``recorded_at`` is the server's own time of writing, empty only in rows older than the column.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    organisation_key = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=document_path, max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    issued_by_key = models.CharField(max_length=32, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="document_object")]

    def __str__(self) -> str:
        return self.title
