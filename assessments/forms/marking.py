"""A marker's sheet: points per criterion, and a comment."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.question import Criterion
from ..models import EssayMark


class MarkForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment for the trainee"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft-field": ""}),
    )

    def __init__(self, criteria: Sequence[Criterion], own: EssayMark | None, data: Any = None) -> None:
        given = {f"points_{row['code']}": row["points"] for row in own.criteria} if own else {}
        super().__init__(data, initial={**given, "comment": own.comment if own else ""})
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points_{one.code}"] = forms.DecimalField(
                label=one.text, min_value=Decimal(0), max_value=one.points, max_digits=6, decimal_places=2
            )
        self.order_fields([*(f"points_{one.code}" for one in criteria), "comment"])

    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        return [(one, self[f"points_{one.code}"]) for one in self.criteria]

    def points(self) -> dict[str, Decimal]:
        return {one.code: self.cleaned_data[f"points_{one.code}"] for one in self.criteria}
