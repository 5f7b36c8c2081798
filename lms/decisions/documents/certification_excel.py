"""People by nodes as a workbook: the matrix of levels, and what each person still misses at each node."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.certification.profile import NODE_CODES
from ..queries.certification_pages import PersonState, Used
from .certification_lines import node_line
from .certification_words import level_word
from .profile_words import node_word


def certification_workbook(*, bank: str, states: Sequence[PersonState], used: Used, printed_by: str, now: datetime) -> bytes:
    notes = [
        bank,
        _("Judged by: %(title)s, version %(number)s") % {"title": used.profile.title, "number": used.profile.version}
        if used.row
        else _("No profile is locked yet; this is a preview by the shipped profile for a first intake."),
        _("Exported by %(person)s") % {"person": printed_by},
    ]
    return write_workbook([_matrix(states, notes), _missing(states)], created=now)


def _matrix(states: Sequence[PersonState], notes: list[str]) -> SheetSpec:
    columns = [ColumnSpec(_("Full name"), 14), ColumnSpec(_("Employee number"), 16)]
    columns += [ColumnSpec(node_word(code), 18) for code in NODE_CODES]
    columns += [ColumnSpec(_("Independent qualification"), 16), ColumnSpec(_("Ready for the panel"), 24)]
    rows = [
        (
            state.user.name,
            state.user.employee_number,
            *(level_word(one.level) for one in state.nodes),
            _("yes") if state.qualification.granted else _("no"),
            "、".join(node_word(one.node) for one in state.ready),
        )
        for state in states
    ]
    return SheetSpec(_("People by nodes"), columns, rows, notes)


def _missing(states: Sequence[PersonState]) -> SheetSpec:
    columns = [
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Node"), 12),
        ColumnSpec(_("Level"), 22),
        ColumnSpec(_("Next step"), 18),
        ColumnSpec(_("State"), 14),
        ColumnSpec(_("Still missing"), 60),
        ColumnSpec(_("Notes"), 40),
    ]
    rows = []
    for state in states:
        for one in state.nodes:
            line = node_line(one, {}, steps=False)
            notes = " ".join([*line.notes, line.advice]).strip()
            rows.append((state.user.name, line.name, line.level_words, line.target_words, line.state, line.missing, notes))
    return SheetSpec(_("Node by node"), columns, rows)
