"""Number fields of the worksheet: sums, separators and 万 are understood; what can't be read says why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.investigation.figures import FigureProblem, plain, read_terms, unit_slip

WORDS = {
    "not_a_number": _("“%(text)s” is not a number. Write 46000, 46,000, 4.6万 or a sum such as 1200+300."),
    "percent": _("Write a percentage as a number without the sign: 17.5 for 17.5 %%."),
    "too_large": _("“%(text)s” is more than any small business has. Check the unit: yuan, not 万."),
    "negative": _("This figure can't be below zero."),
}


def problem(found: FigureProblem) -> ValidationError:
    return ValidationError(WORDS[found.code], code=found.code, params={"text": found.text})


class TermsField(forms.CharField):
    """Several figures joined by + and −: a list of Decimals in yuan; empty where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 300)
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> list[Decimal]:
        text = super().clean(value)
        if not text:
            return []
        try:
            return read_terms(text)
        except FigureProblem as found:
            raise problem(found) from found


class FigureField(TermsField):
    """The sum of what was typed, as plain text; blank where nothing was. ``signed`` allows what is below zero."""

    def __init__(self, *, signed: bool = False, **options: Any) -> None:
        self.signed = signed
        super().__init__(**options)

    def clean(self, value: Any) -> str:  # type: ignore[override]  # one figure where the parent gives its terms
        terms = super().clean(value)
        if not terms:
            return ""
        total = sum(terms, Decimal(0))
        if total < 0 and not self.signed:
            raise ValidationError(WORDS["negative"], code="negative")
        return plain(total)


def refuse_unit_slip(value: str, known: Iterable[Decimal]) -> None:
    """Ten thousand times too much or too little beside the paper in hand: asked back, not corrected silently."""
    if not value:
        return
    slip = unit_slip(Decimal(value), known)
    if slip == "wan":
        raise ValidationError(_("Did you mean %(value)s万? Figures here are in yuan."), code="unit", params={"value": value})
    if slip == "yuan":
        raise ValidationError(_("That is ten thousand times what the paper says. Figures here are in yuan."), code="unit")
