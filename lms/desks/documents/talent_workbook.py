"""The way to working solo as Excel: shares, durations, costs, mentors, who teaches whom, what rehearsals foretell."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.decisions.domain.association import FEWEST, Association
from lms.people.enums import Entrustment
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.cultivation import Cost
from ..queries.cultivation import Board


def talent_workbook(board: Board, *, printed: str, now: datetime) -> bytes:
    """A sheet for each question; names as the reader sees them on the page."""
    notes = [printed]
    sheets = [
        SheetSpec(_("Certified by branch"), _share_columns(board), _share_rows(board), notes=notes),
        SheetSpec(_("Time to solo"), _duration_columns(), _duration_rows(board), notes=notes),
        SheetSpec(_("Cost by node"), _cost_columns(), _cost_rows(board), notes=notes),
        SheetSpec(_("Mentors"), _load_columns(), _load_rows(board), notes=notes),
        SheetSpec(_("Who teaches whom"), _transfer_columns(), _transfer_rows(board), notes=notes),
        SheetSpec(_("Rehearsal and real work"), _foretold_columns(), _foretold_rows(board), notes=notes),
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


def costs_by_name(board: Board) -> list[tuple[str, Cost]]:
    """Nodes in their order, cards that name no node last."""
    return [(name, board.costs[node]) for node, name in [*board.nodes.items(), ("", _("No node"))] if node in board.costs]


def _cost_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Node"), 14),
        ColumnSpec(_("Cards"), 8, "number"),
        ColumnSpec(_("Hours of supervision"), 14, "decimal"),
        ColumnSpec(_("Cost in yuan"), 14, "number"),
        ColumnSpec(_("Newly certified"), 12, "number"),
        ColumnSpec(_("Yuan for each certification"), 18, "number"),
    ]


def _cost_rows(board: Board) -> list[list[object]]:
    rows = [*costs_by_name(board), (_("In all"), board.cost)]
    return [[name, one.cards, one.hours, one.yuan, one.certifications, one.per_certification] for name, one in rows]


def _load_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Mentor"), 14),
        ColumnSpec(_("Mentees"), 8, "number"),
        ColumnSpec(_("Limit"), 8, "number"),
        ColumnSpec(_("Above the limit"), 12),
        ColumnSpec(_("Cards in 30 days"), 14, "number"),
        ColumnSpec(_("Cards in the period"), 14, "number"),
    ]


def _load_rows(board: Board) -> list[list[object]]:
    limit = board.limit
    return [[one.name, one.mentees, limit, _("yes") if one.mentees > limit else "", one.recent, one.cards] for one in board.loads]


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


def _foretold_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Rehearsal"), 28),
        ColumnSpec(_("Node of the cards"), 14),
        ColumnSpec(_("People"), 8, "number"),
        ColumnSpec(_("Correlation"), 12, "decimal"),
        ColumnSpec(_("Lower bound (95 %)"), 14, "decimal"),
        ColumnSpec(_("Upper bound (95 %)"), 14, "decimal"),
        ColumnSpec(_("Verdict"), 24),
    ]


def _foretold_rows(board: Board) -> list[list[object]]:
    return [
        [one.kind, board.nodes.get(one.node, _("all nodes")), one.found.n, one.found.r, one.found.low, one.found.high, _verdict(one.found)]
        for one in board.foretold
    ]


def _verdict(found: Association) -> str:
    if found.n < FEWEST:
        return _("too few: %(n)s of %(fewest)s") % {"n": found.n, "fewest": FEWEST}
    if found.r is None:
        return _("all alike: nothing to compare")
    return _("clear") if found.clear else _("may be chance")
