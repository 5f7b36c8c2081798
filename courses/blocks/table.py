"""A plain table, written as lines so that it can be pasted from a spreadsheet."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

_NUMBER = re.compile(r"[-+−]?[¥￥]?\s?[\d,]+(?:\.\d+)?\s?%?|[—–-]?")


def cells(line: str) -> list[str]:
    """One line cut at tabs (pasted) or bars (typed)."""
    return [cell.strip() for cell in (line.split("\t") if "\t" in line else line.strip().strip("|").split("|"))]


def lines(text: str) -> list[list[str]]:
    return [cells(line) for line in text.splitlines() if line.strip()]


class TableBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    columns = blocks.CharBlock(label=_("Column heads"), help_text=_("Separate with | or paste a row from Excel."))
    rows = blocks.TextBlock(label=_("Table rows"), rows=6, help_text=_("One row a line, cells separated with | or pasted from Excel."))
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=500)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        width = len(cells(cleaned["columns"]))
        for number, row in enumerate(lines(cleaned["rows"]), start=1):
            if len(row) != width:
                message = _("Row %(row)d has %(found)d cells, the table has %(wanted)d columns.")
                error = ValidationError(message, params={"row": number, "found": len(row), "wanted": width})
                raise StructBlockValidationError(block_errors={"rows": error})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        rows = lines(value["rows"])
        heads = cells(value["columns"])
        numeric = [
            at > 0 and any(len(row) > at and row[at] for row in rows) and all(_NUMBER.fullmatch(row[at]) for row in rows if len(row) > at)
            for at in range(len(heads))
        ]
        context["heads"] = list(zip(heads, numeric, strict=True))
        context["rows"] = [list(zip(row, numeric, strict=False)) for row in rows]
        return context
