"""The way to working solo as Excel: shares, durations, mentors, who teaches whom."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.people.enums import Entrustment
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..queries.cultivation import Board


def talent_workbook(board: Board, *, printed: str, now: datetime) -> bytes:
    """Four sheets; names as the reader sees them on the page."""
    notes = [printed]
    sheets = [
        SheetSpec(_("Certified by branch"), _share_columns(board), _share_rows(board), notes=notes),
        SheetSpec(_("Time to solo"), _duration_columns(), _duration_rows(board), notes=notes),
        SheetSpec(_("Mentors"), _load_columns(), [[one.name, one.mentees, one.recent, one.cards] for one in board.loads], notes=notes),
        SheetSpec(_("Who teaches whom"), _transfer_columns(), _transfer_rows(board), notes=notes),
    ]
    return write_workbook(sheets, created=now)


def _share_columns(board: Board) -> list[ColumnSpec]:
    return [ColumnSpec(_("Branch"), 20), *(ColumnSpec(name, 11) for name in board.nodes.values())]


def _share_rows(board: Board) -> list[list[object]]:
    rows: list[list[object]] = [[_("Whole bank"), *(f"{share.have}/{share.of}" for share in board.shares.values())]]
    return rows + [[branch, *(f"{share.have}/{share.of}" for share in shares.values())] for branch, shares in board.branches.items()]


def _duration_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Node"), 14),
        ColumnSpec(_("People"), 8, "number"),
        ColumnSpec(_("Median days"), 12, "decimal"),
        ColumnSpec(_("Lower quartile"), 12, "decimal"),
        ColumnSpec(_("Upper quartile"), 12, "decimal"),
    ]


def _duration_rows(board: Board) -> list[list[object]]:
    return [[board.nodes[node], one.n, one.median, one.low, one.high] for node, one in board.durations.items()]


def _load_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Mentor"), 14),
        ColumnSpec(_("Mentees"), 8, "number"),
        ColumnSpec(_("Cards in 30 days"), 14, "number"),
        ColumnSpec(_("Cards in the period"), 14, "number"),
    ]


def _transfer_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Mentor"), 14),
        ColumnSpec(_("Mentee"), 14),
        ColumnSpec(_("Node"), 14),
        ColumnSpec(_("Cards"), 8, "number"),
        ColumnSpec(_("Last on"), 12, "date"),
        ColumnSpec(_("Level"), 28),
        ColumnSpec(_("Handed over"), 12),
    ]


def _transfer_rows(board: Board) -> list[list[object]]:
    return [
        [
            board.names.get(one.mentor, "—"),
            board.names.get(one.person, "—"),
            board.nodes.get(one.node, one.node),
            one.cards,
            one.last_on,
            str(Entrustment(one.last_level).label),
            _("yes") if one.done else _("not yet"),
        ]
        for one in board.transfers
    ]
