"""The results of an exam as a workbook: people, topics, questions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..queries.result_rows import ResultRow


def results_workbook(
    *,
    title: str,
    rows: Sequence[ResultRow],
    questions: Sequence[tuple[int, str, str, Decimal]],
    topics: Mapping[str, str],
    notes: Sequence[str],
    now: datetime,
) -> bytes:
    """``questions``: position, kind, topic, points; ``topics``: code and name, in the paper's order.

    While an essay waits for its marks a person's other points are there, their total is not.
    """
    people = SheetSpec(
        title=_("Results"),
        columns=[
            ColumnSpec(_("Seat"), 6, "number"),
            ColumnSpec(pgettext("person", "Name"), 12),
            ColumnSpec(_("Employee number"), 14),
            ColumnSpec(_("Branch"), 18),
            ColumnSpec(_("State"), 12),
            ColumnSpec(_("Attempt"), 8, "number"),
            ColumnSpec(_("Handed in at"), 18, "datetime"),
            ColumnSpec(_("Score"), 10, "decimal"),
            ColumnSpec(_("Per cent"), 10, "decimal"),
            ColumnSpec(_("Passed"), 8),
            *(ColumnSpec(f"{position}", 7, "number") for position, _kind, _topic, _points in questions),
        ],
        rows=[_person(row, len(questions)) for row in rows],
        notes=[title, *notes],
    )
    by_topic = SheetSpec(
        title=_("Topics"),
        columns=[ColumnSpec(pgettext("person", "Name"), 12), *(ColumnSpec(name, 16, "percent") for name in topics.values())],
        rows=[[row.name, *(row.topics.get(code) for code in topics)] for row in rows if row.topics],
    )
    paper = SheetSpec(
        title=_("Questions"),
        columns=[
            ColumnSpec(_("No."), 6, "number"),
            ColumnSpec(_("Question type"), 14),
            ColumnSpec(_("Topic"), 24),
            ColumnSpec(_("Points"), 8, "number"),
        ],
        rows=[(position, kind, topics.get(topic, topic), points) for position, kind, topic, points in questions],
    )
    return write_workbook([people, by_topic, paper], created=now)


def _person(row: ResultRow, questions: int) -> list[object]:
    passed = "" if row.passed is None else (_("yes") if row.passed else _("no"))
    points = list(row.points) or [None] * questions
    person = [row.seat, row.name, row.employee_number, row.branch, row.state]
    return [*person, row.attempt, row.submitted_at, row.score, row.percent, passed, *points]
