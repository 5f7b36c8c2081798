"""A worked table: inputs the reader may change, and steps that are computed from them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..domain.formula import FUNCTIONS, KEY, FormulaProblem, Step, readable, run_steps

PROBLEMS = {
    "length": _("A formula is too long."),
    "sign": _("A formula contains a sign that can't be computed: %(detail)s"),
    "syntax": _("A formula is not complete near “%(detail)s”."),
    "depth": _("A formula has too many brackets inside each other."),
    "name": _("A formula uses “%(detail)s”, which is neither an input nor an earlier step."),
    "call": _("The function %(detail)s is not used correctly."),
    "zero": _("A formula divides by zero with these inputs."),
    "key": _("“%(detail)s” can't be a short name: begin with a letter, then letters, digits and underscores."),
    "twice": _("The short name “%(detail)s” is used twice."),
}


class InputBlock(blocks.StructBlock):
    key = blocks.CharBlock(label=_("Short name"), max_length=40, help_text=_("How formulas call it, for example sales."))
    label = blocks.CharBlock(label=_("Words"), max_length=60)
    value = blocks.DecimalBlock(label=_("Figure"), max_digits=18, decimal_places=6)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=10)

    class Meta:
        label = _("Input")


class StepBlock(blocks.StructBlock):
    key = blocks.CharBlock(label=_("Short name"), max_length=40)
    label = blocks.CharBlock(label=_("Words"), max_length=60)
    formula = blocks.CharBlock(
        label=_("Formula"), max_length=400, help_text=_("+ - * / ( ), round, abs, min, max, short names of inputs and earlier steps.")
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=10)
    places = blocks.IntegerBlock(label=_("Decimals"), default=0, min_value=0, max_value=6)

    class Meta:
        label = _("Step")


def plain(value: Decimal) -> str:
    """A decimal without a tail of zeros: 1200000, 0.135."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def computed(value: Mapping[str, Any]) -> list[Decimal]:
    """The steps' results; raises FormulaProblem, also for bad short names."""
    keys = [row["key"] for row in (*value["inputs"], *value["steps"])]
    for at, key in enumerate(keys):
        if not KEY.fullmatch(key) or key in FUNCTIONS:
            raise FormulaProblem("key", key)
        if key in keys[:at]:
            raise FormulaProblem("twice", key)
    inputs = {row["key"]: Decimal(row["value"]) for row in value["inputs"]}
    return run_steps(inputs, [Step(row["key"], row["formula"], row["places"]) for row in value["steps"]])


class WorkedBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    intro = blocks.TextBlock(label=_("Introduction"), required=False, max_length=600, rows=2)
    inputs = blocks.ListBlock(InputBlock(), label=_("Inputs"), min_num=1, max_num=40)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1, max_num=40)

    class Meta:
        icon = "decimal"
        label = _("Worked table")
        template = "courses/blocks/worked.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            computed(cleaned)
        except FormulaProblem as problem:
            message = ValidationError(PROBLEMS[problem.code], params={"detail": problem.detail}, code=problem.code)
            raise StructBlockValidationError(non_block_errors=[message]) from problem
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        labels = {row["key"]: row["label"] for row in (*value["inputs"], *value["steps"])}
        context["inputs"] = [(row, plain(Decimal(row["value"]))) for row in value["inputs"]]
        context["steps"] = [
            (row, f"{result:,}", readable(row["formula"], labels)) for row, result in zip(value["steps"], computed(value), strict=True)
        ]
        return context
