"""Tables of the media library and of what people have watched."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from .enums import MediaKind


def media_path(item: "MediaItem", name: str) -> str:
    owner = item.bank.public_id if item.bank else "shared"
    return f"library/{owner}/{item.public_id}/{name}"


class MediaItem(models.Model):
    """One file of the library; ``bank`` is empty in the shared library. Files are private: only views hand them out."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="media_items")
    kind = models.CharField(_("kind"), max_length=10, choices=MediaKind.choices)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=media_path, max_length=300)
    filename = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    duration_seconds = models.DecimalField(_("length in seconds"), max_digits=9, decimal_places=2, null=True, blank=True)
    captions = models.FileField(_("subtitles (WebVTT)"), upload_to=media_path, max_length=300, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="media_items")
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("media item")
        verbose_name_plural = _("media items")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_timed(self) -> bool:
        return self.kind in {MediaKind.VIDEO, MediaKind.AUDIO}


class WatchProgress(models.Model):
    """What one person has watched of one item: the ranges, not the last position."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watch_progress")
    item = models.ForeignKey(MediaItem, on_delete=models.PROTECT, related_name="watch_progress")
    ranges = models.JSONField(default=list)
    position_seconds = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    watched_share = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    completed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("watch progress")
        verbose_name_plural = _("watch progress")
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="watch_progress_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id} {self.watched_share}"
