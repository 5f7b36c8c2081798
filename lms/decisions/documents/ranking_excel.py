"""The ranking as a workbook: the meeting's table, every part of everybody, the weights."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Decision
from ..queries.meeting_page import MeetingTable, decimal, meeting_table
from .ranking_pdf import certainty_words, standard_words, suggestion_words
from .words import words


def ranking_workbook(*, decision: Decision, printed_by: str, now: datetime) -> bytes:
    """Three sheets; numbers as numbers, texts that no program takes for a formula."""
    table = meeting_table(decision)
    notes = [
        f"{decision.bank.name} · {decision.cohort.name} · {decision.title}",
        _("Version %(number)d, %(state)s") % {"number": decision.number, "state": decision.get_state_display()},
        _("Digest SHA-256 %(digest)s") % {"digest": decision.content_digest or "—"},
        _("Exported by %(person)s") % {"person": printed_by},
    ]
    return write_workbook([_ranking(table, notes), _parts(table), _weights(table)], created=now)


def _ranking(table: MeetingTable, notes: list[str]) -> SheetSpec:
    columns = [
        ColumnSpec(_("Position"), 8, "number"),
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Legal footing"), 16),
        ColumnSpec(_("Composite"), 10, "decimal"),
        ColumnSpec(_("Interval from"), 10, "decimal"),
        ColumnSpec(_("Interval to"), 10, "decimal"),
        ColumnSpec(_("Standard"), 24),
        ColumnSpec(_("Certainty"), 40),
        ColumnSpec(_("Not met"), 24),
        ColumnSpec(_("Suggestion"), 24),
        ColumnSpec(_("Outcome"), 24),
        ColumnSpec(_("Reasons"), 50),
    ]
    rows = []
    for row in table.rows:
        bar, person = row.bar, row.standing
        rows.append(
            (
                person.rank,
                person.user.name,
                person.user.employee_number,
                person.enrolment.get_legal_footing_display(),
                Decimal(person.composite) if person.composite else None,
                bar.low if bar and row.row["error"] is not None else None,
                bar.high if bar and row.row["error"] is not None else None,
                standard_words(row),
                certainty_words(row),
                "、".join(row.failed),
                suggestion_words(row),
                str(row.outcome.get_choice_display()) if row.outcome else "",
                row.outcome.reasons if row.outcome else "",
            )
        )
    return SheetSpec(_("Ranking"), columns, rows, notes)


def _parts(table: MeetingTable) -> SheetSpec:
    columns = [ColumnSpec(_("Full name"), 14)]
    for component in table.rule.components:
        columns.append(ColumnSpec(component.name, 14, "decimal"))
    columns.append(ColumnSpec(_("Flags"), 40))
    rows = []
    for row in table.rows:
        parts = {part["component"]: part for part in row.row["parts"]}
        values = [decimal(parts[component.code]["raw"]) for component in table.rule.components]
        rows.append((row.standing.user.name, *values, words("reason", row.row["flags"])))
    return SheetSpec(_("Parts"), columns, rows)


def _weights(table: MeetingTable) -> SheetSpec:
    columns = [
        ColumnSpec(_("Part"), 24),
        ColumnSpec(_("Weight"), 10, "number"),
        ColumnSpec(_("really counts for"), 14, "percent"),
        ColumnSpec(_("Minimum"), 10, "number"),
        ColumnSpec(_("Mean"), 10, "decimal"),
        ColumnSpec(_("Standard deviation"), 12, "decimal"),
        ColumnSpec(_("Reliability"), 12, "decimal"),
    ]
    rows = []
    for spread in table.result["components"]:
        component = table.rule.component(spread["component"])
        numbers = [
            None if spread[key] is None else Decimal(spread[key]) for key in ("effective_weight", "mean", "deviation", "reliability")
        ]
        rows.append((component.name, component.weight, numbers[0], component.floor, *numbers[1:]))
    return SheetSpec(_("Weights"), columns, rows)
