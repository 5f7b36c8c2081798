"""Vocabulary of the media room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MediaKind(models.TextChoices):
    VIDEO = "video", _("video")
    AUDIO = "audio", _("audio")
    DOCUMENT = "document", _("document")
    IMAGE = "image", _("image")


KIND_OF_TYPE = {
    "mp4": MediaKind.VIDEO,
    "webm": MediaKind.VIDEO,
    "mp3": MediaKind.AUDIO,
    "m4a": MediaKind.AUDIO,
    "wav": MediaKind.AUDIO,
    "pdf": MediaKind.DOCUMENT,
    "docx": MediaKind.DOCUMENT,
    "xlsx": MediaKind.DOCUMENT,
    "pptx": MediaKind.DOCUMENT,
    "txt": MediaKind.DOCUMENT,
    "png": MediaKind.IMAGE,
    "jpg": MediaKind.IMAGE,
    "webp": MediaKind.IMAGE,
}
