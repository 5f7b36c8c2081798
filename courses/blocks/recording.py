"""Video, audio and files from the media library."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets.chooser import BaseChooser

RECORDING_CHOOSER = "lesson_recording_chooser"
FILE_CHOOSER = "lesson_file_chooser"


class _ItemChooser(BaseChooser):
    """Opens the studio's chooser, which lists only what the author may use."""

    model = "media.MediaItem"
    show_edit_link = False

    def __init__(self, chooser: str, **kwargs: Any) -> None:
        self.chooser_modal_url_name = f"{chooser}:choose"
        super().__init__(**kwargs)


class MediaItemBlock(blocks.ChooserBlock):
    """One media item; whether its bank may use it here is checked by the lesson's form and again when it is played."""

    target_model = "media.MediaItem"

    def __init__(self, chooser: str = RECORDING_CHOOSER, **kwargs: Any) -> None:
        self.chooser = chooser
        super().__init__(**kwargs)

    @cached_property
    def widget(self) -> _ItemChooser:
        return _ItemChooser(self.chooser, icon="media")


class RecordingBlock(blocks.StructBlock):
    item = MediaItemBlock(label=_("Video or audio"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Video or audio")
        template = "courses/blocks/recording.html"


class DownloadBlock(blocks.StructBlock):
    item = MediaItemBlock(chooser=FILE_CHOOSER, label=_("File"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "download"
        label = _("File to download")
        template = "courses/blocks/recording.html"
