"""The figures of the three statements, and one cross-check, as they are filled in for a real case."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simulations.domain.investigation.figures import plain
from simulations.domain.investigation.sheet import CannotCompute, Given, Input, SheetLine, formula_inputs
from simulations.enums import CheckInput, StatementLine
from simulations.forms.figures import FigureField, TermsField
from simulations.queries.worksheet import held_against

from ..domain.worksheet import GROUPS, run_check

SIGNED = {"other_household_income"}


class FiguresForm(forms.Form):
    """Every line of the statements; an empty one counts as not noted."""

    def __init__(self, data: Any = None, *, kept: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(kept))
        for _group, lines in GROUPS:
            for line in lines:
                self.fields[line] = FigureField(label=StatementLine(line).label, required=False, signed=line in SIGNED)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(name, [self[line] for line in lines]) for name, lines in GROUPS]

    def kept(self) -> dict[str, str]:
        return {line: value for line, value in self.cleaned_data.items() if value}


class CheckForm(forms.Form):
    """The inputs of one formula, what it is held against, and why it differs where it does."""

    def __init__(self, data: Any = None, *, line: SheetLine, done: Mapping[str, Any] | None, benchmark: Decimal | None) -> None:
        self.line = line
        initial = dict((done or {}).get("typed", {})) | {"closed": (done or {}).get("closed", "")}
        held = (done or {}).get("benchmark")
        initial["benchmark"] = held if held is not None else (plain(benchmark) if benchmark is not None else "")
        super().__init__(data, initial=initial)
        for each in line.inputs:
            self.fields.update(_fields(each))
        self.fields["benchmark"] = FigureField(label=held_against(line), required=False, signed=True)
        self.fields["closed"] = forms.CharField(
            label=_("Why it differs, and how that was closed"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def row_tables(self) -> list[tuple[list[Any], list[list[forms.BoundField]]]]:
        """Column names and rows of fields for each table of the check."""
        return [
            (
                [CheckInput(column).label for column in each.columns],
                [[self[_cell(each, row, column)] for column in each.columns] for row in range(each.rows)],
            )
            for each in self.line.inputs
            if each.shape == "rows"
        ]

    def single_fields(self) -> list[forms.BoundField]:
        return [self[each.name] for each in self.line.inputs if each.shape != "rows"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        self.benchmark = Decimal(data["benchmark"]) if data.get("benchmark") else None
        try:
            self.inputs = formula_inputs(self.line, _given(self.line, data))
            self.outcome = run_check(self.line, self.inputs, self.benchmark)
        except CannotCompute as error:
            field = error.field if error.field in self.fields else None
            self.add_error(field, ValidationError(_("This can't be computed yet: a figure is missing or makes no sense here.")))
        return data

    def kept(self) -> dict[str, Any]:
        """As the folder keeps it: plain strings, and what was typed so that it can be corrected."""
        found, typed = self.outcome, {}
        for name in self.fields:
            if name not in {"benchmark", "closed"} and self.data.get(name):
                typed[name] = str(self.data[name])[:300]
        return {
            "result": plain(found.result),
            "benchmark": None if self.benchmark is None else plain(self.benchmark),
            "deviation": None if found.deviation is None else plain(found.deviation),
            "within": found.within,
            "closed": self.cleaned_data["closed"].strip(),
            "typed": typed,
        }


def _cell(each: Input, row: int, column: str) -> str:
    return f"{each.name}_{row + 1}_{column}"


def _fields(each: Input) -> dict[str, forms.Field]:
    if each.shape == "sum":
        return {each.name: TermsField(label=CheckInput(each.name).label, required=False, help_text=_("Several figures: 1200+300"))}
    if each.shape == "one":
        return {each.name: FigureField(label=CheckInput(each.name).label, required=False, signed=True)}
    cells = ((row, column) for row in range(each.rows) for column in each.columns)
    return {_cell(each, row, column): FigureField(label=CheckInput(column).label, required=False) for row, column in cells}


def _given(line: SheetLine, data: Mapping[str, Any]) -> Given:
    ones = {each.name: data[each.name] for each in line.inputs if each.shape == "one" and data.get(each.name)}
    sums = {each.name: [plain(term) for term in data[each.name]] for each in line.inputs if each.shape == "sum" and data.get(each.name)}
    rows = {}
    for each in line.inputs:
        if each.shape == "rows":
            filled = [{column: data.get(_cell(each, row, column), "") for column in each.columns} for row in range(each.rows)]
            rows[each.name] = [{name: value for name, value in one.items() if value} for one in filled if any(one.values())]
    return Given(ones, sums, rows)
