"""A formula in words, shown large."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FormulaBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    expression = blocks.CharBlock(label=_("Formula in words"), max_length=300)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=500)

    class Meta:
        icon = "superscript"
        label = _("Formula")
        template = "courses/blocks/formula.html"
