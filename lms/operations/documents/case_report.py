"""What the page shows after the dry run of a list of cases."""

from collections.abc import Mapping
from typing import Any

from ..domain.case_import import CasePlan
from .case_columns import CaseFile, problems_of

SHOWN = 500


def case_report(file: CaseFile, plan: CasePlan, nodes: Mapping[str, str]) -> dict[str, Any]:
    """Plain values for the job's report; of very many mistakes the first ones, and how many there are."""
    errors = [*file.problems, *problems_of(plan.faults, file.sheet, nodes)]
    errors.sort(key=lambda problem: problem.row or 0)
    return {
        "sheet": file.sheet,
        "errors": [problem.as_dict() for problem in errors[:SHOWN]],
        "error_count": len(errors),
        "counts": {outcome: plan.count(outcome) for outcome in ("create", "update", "same")},
        "rows": len(file.rows),
        "lines": [
            {"row": line.row.number_in_file, "number": line.row.number, "node": nodes.get(line.row.node, ""), "outcome": line.outcome}
            for line in plan.lines[:50]
        ],
    }
