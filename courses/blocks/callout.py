"""A note set apart: key point, typical mistake, example, practice."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..enums import CalloutTone
from .rich_text import FEATURES


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(label=_("Kind"), choices=CalloutTone.choices, default=CalloutTone.KEY)
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    html = blocks.RichTextBlock(label=_("Text"), features=FEATURES)

    class Meta:
        icon = "help"
        label = _("Callout")
        template = "courses/blocks/callout.html"
