"""What will be rehearsed for this topic."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .rich_text import FEATURES


class SimulationCardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    html = blocks.RichTextBlock(label=_("Text"), features=FEATURES)

    class Meta:
        icon = "group"
        label = _("Rehearsal")
        template = "courses/blocks/simulation_card.html"
