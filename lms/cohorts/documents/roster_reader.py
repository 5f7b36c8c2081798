"""Reads an uploaded roster into plain rows, or into one sentence per mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO

from lms.toolkit.spreadsheet import Problem, open_workbook, read_table

from ..domain.roster import RosterRow, plain_name
from .roster_columns import UNIQUE, roster_columns


@dataclass(frozen=True)
class RosterFile:
    """``rows`` are those without a mistake of their own; ``sheet`` is the title of the sheet that was read."""

    sheet: str
    rows: list[RosterRow]
    problems: list[Problem]


def read_roster(file: IO[bytes], *, starts_on: date, branches: Iterable[str] | None = None) -> RosterFile:
    """Raises UploadProblem where the file is no readable workbook; ``starts_on`` fills empty days of joining.

    With ``branches`` (every name a node goes by) an unknown one is a mistake of its cell.
    """
    known = None if branches is None else {plain_name(name) for name in branches}
    table = read_table(open_workbook(file).sheet(), roster_columns(known), unique=UNIQUE)
    rows = [
        RosterRow(
            number=row.number,
            name=row["name"],
            employee_number=row["employee_number"] or "",
            phone=row["phone"] or "",
            branch=row["branch"] or "",
            footing=str(row["footing"]),
            joined_on=row["joined_on"] or starts_on,
            seat=row["seat"],
            note=row["note"] or "",
        )
        for row in table.rows
    ]
    return RosterFile(table.sheet, rows, table.problems)
