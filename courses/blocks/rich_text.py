"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Links and pictures are left out: a lesson points to nothing whose access nobody would check.
FEATURES = ["h3", "h4", "bold", "ul", "ol"]


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    html = blocks.RichTextBlock(label=_("Text"), features=FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/text.html"
