"""A bar chart, drawn on the server with its table beside it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PointBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Words"), max_length=40)
    value = blocks.DecimalBlock(label=_("Figure"), max_digits=18, decimal_places=6)

    class Meta:
        label = _("Bar")


class FigureBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=10)
    points = blocks.ListBlock(PointBlock(), label=_("Bars"), min_num=1, max_num=20)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "order-down"
        label = _("Bar chart")
        template = "courses/blocks/figure.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["points"] = [(row["label"], row["value"]) for row in value["points"]]
        return context
