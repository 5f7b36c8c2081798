"""One cross-check as it is filled in: the inputs of its formula, what it is held against, the verdict, how a failed one was closed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.investigation.figures import plain
from ..domain.investigation.sheet import CannotCompute, Given, Input, SheetLine, compute, formula_inputs
from ..domain.investigation.state import Checked
from ..enums import CheckInput
from ..queries.visit import Visit
from ..queries.worksheet import held_against
from .acts import words
from .figures import FigureField, TermsField
from .visit import CitingForm


class CheckForm(CitingForm):
    """Figures are kept even before the verdict is given; a verdict of “does not hold” stays open until it is explained."""

    kind = "check"

    def __init__(self, data: Any = None, *, visit: Visit, line: SheetLine) -> None:
        self.line = line
        done = visit.state.checks.get(line.key)
        super().__init__(data, visit=visit, name=f"-{line.key}", initial=_initial(line, done))
        for each in line.inputs:
            self.fields.update(_fields(each))
        self.fields["benchmark"] = FigureField(label=held_against(line), required=False, signed=True)
        self.fields["passed"] = forms.ChoiceField(
            label=_("Verdict"),
            choices=[("", _("not judged yet")), ("yes", _("holds")), ("no", _("does not hold"))],
            required=False,
        )
        self.fields["closed"] = words(_("Why it differs, and how that was closed"), rows=2, most=600, required=False)
        self.order_fields([*[name for name in self.fields if name not in {"evidence"}], "evidence"])

    def single_fields(self) -> list[forms.BoundField]:
        return [self[each.name] for each in self.line.inputs if each.shape != "rows"]

    def row_fields(self) -> list[tuple[list[Any], list[list[forms.BoundField]]]]:
        """(column names, rows of fields) for each table of the check."""
        tables = [each for each in self.line.inputs if each.shape == "rows"]
        return [
            (
                [CheckInput(column).label for column in each.columns],
                [[self[_cell(each, row, column)] for column in each.columns] for row in range(each.rows)],
            )
            for each in tables
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        given = _given(self.line, data)
        benchmark = Decimal(data["benchmark"]) if data.get("benchmark") else None
        try:
            self.inputs = formula_inputs(self.line, given)
            self.outcome = compute(self.line, self.inputs, benchmark)
        except CannotCompute as error:
            field = error.field if error.field in self.fields else None
            self.add_error(field, ValidationError(_("This can't be computed yet: a figure is missing or makes no sense here.")))
            return data
        if data["passed"] and benchmark is None:
            self.add_error("benchmark", ValidationError(_("A verdict needs what the result is held against.")))
        return data

    def act_data(self) -> dict[str, Any]:
        data, outcome = self.cleaned_data, self.outcome
        return {
            "key": self.line.key,
            "code": self.line.code,
            "inputs": self.inputs,
            "result": plain(outcome.result),
            "benchmark": data["benchmark"] or None,
            "deviation": None if outcome.deviation is None else plain(outcome.deviation),
            "passed": {"yes": True, "no": False}.get(data["passed"]),
            "closed": data["closed"],
            "evidence": data["evidence"],
        }


def _cell(each: Input, row: int, column: str) -> str:
    return f"{each.name}_{row + 1}_{column}"


def _fields(each: Input) -> dict[str, forms.Field]:
    """Required only together: an empty check is no error until it is saved."""
    if each.shape == "sum":
        return {each.name: TermsField(label=CheckInput(each.name).label, required=False, help_text=_("Several figures: 1200+300"))}
    if each.shape == "one":
        return {each.name: FigureField(label=CheckInput(each.name).label, required=False, signed=True)}
    return {
        _cell(each, row, column): FigureField(label=CheckInput(column).label, required=False)
        for row in range(each.rows)
        for column in each.columns
    }


def _given(line: SheetLine, data: Mapping[str, Any]) -> Given:
    ones = {each.name: data[each.name] for each in line.inputs if each.shape == "one" and data.get(each.name)}
    sums = {each.name: [plain(term) for term in data[each.name]] for each in line.inputs if each.shape == "sum" and data.get(each.name)}
    rows = {}
    for each in line.inputs:
        if each.shape == "rows":
            filled = [{column: data.get(_cell(each, row, column), "") for column in each.columns} for row in range(each.rows)]
            rows[each.name] = [{name: value for name, value in one.items() if value} for one in filled if any(one.values())]
    return Given(ones, sums, rows)


def _initial(line: SheetLine, done: Checked | None) -> dict[str, Any]:
    """What was kept last, as it can be typed."""
    if done is None:
        return {}
    found: dict[str, Any] = {"closed": done.closed, "evidence": list(done.evidence)}
    found["benchmark"] = "" if done.benchmark is None else plain(done.benchmark)
    found["passed"] = {True: "yes", False: "no", None: ""}[done.passed]
    inputs = dict(done.inputs)
    if line.code == "sales_capacity":
        inputs |= inputs.pop("parts")[0]
    for each in line.inputs:
        value = inputs.get(each.name)
        if value is not None:
            found |= _typed(each, value, season=line.code == "sales_season")
    return found


def _typed(each: Input, value: Any, *, season: bool) -> dict[str, Any]:
    if each.shape == "one":
        return {each.name: value}
    if each.shape == "sum":
        return {each.name: "+".join(value).replace("+-", "-")}
    found = {}
    for row, one in enumerate(value):
        cells = {**{f"day_{number}": day for number, day in enumerate(one["daily"], 1)}, "months": one["months"]} if season else one
        found |= {_cell(each, row, column): cells.get(column, "") for column in each.columns}
    return found
