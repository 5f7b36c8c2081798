"""The leader's page: how far the bank is on the way to working solo, and what it takes."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.decisions.domain.association import FEWEST
from lms.decisions.permissions import reads_decisions
from lms.people.enums import Entrustment
from lms.toolkit.downloads import XLSX, file_response

from ..documents.talent_workbook import costs_by_name, talent_workbook
from ..queries.cultivation import Board, talent_board

PERIODS = (90, 180, 365)
TRANSFERS_SHOWN = 100
BARS_SHOWN = 20


def _first(request: HttpRequest) -> tuple[int, date]:
    wanted = request.GET.get("days", "")
    days = int(wanted) if wanted.isdecimal() and int(wanted) in PERIODS else PERIODS[1]
    return days, timezone.localdate() - timedelta(days=days)


def _board_or_404(request: HttpRequest) -> tuple[int, Board]:
    if request.user.bank is None or not reads_decisions(request.user):
        raise Http404
    days, first = _first(request)
    return days, talent_board(request.user, first=first)


@login_required
def talent(request: HttpRequest) -> HttpResponse:
    days, board = _board_or_404(request)
    context = {
        "board": board,
        "days": days,
        "periods": PERIODS,
        "shares": [(board.nodes[node], round(share.percent or 0, 1)) for node, share in board.shares.items()],
        "durations": _durations(board),
        "heat": _heat(board),
        "columns": list(board.nodes.values()),
        "load_bars": [(one.name, one.mentees, "warn" if one.mentees > board.limit else "") for one in board.loads[:BARS_SHOWN]],
        "load_top": max([board.limit, *(one.mentees for one in board.loads)]),
        "transfers": [
            (one, board.names.get(one.mentor, "—"), board.names.get(one.person, "—"), board.nodes.get(one.node, one.node),
             Entrustment(one.last_level).label)
            for one in board.transfers[:TRANSFERS_SHOWN]
        ],
        "foretold": [(one, one.kind, board.nodes.get(one.node, "")) for one in board.foretold],
        "foretold_bars": _foretold_bars(board),
        "fewest": FEWEST,
        "costs": costs_by_name(board),
        "cost_bars": [(name, one.yuan) for name, one in costs_by_name(board)],
        "hours": round(board.cost.minutes / 60),
    }  # fmt: skip
    return render(request, "desks/talent.html", context)


def _durations(board: Board) -> list[tuple[str, Any, Any, Any]]:
    """How many people a line speaks for stands beside its name: a middle of one looks like any other."""
    return [
        (
            ngettext("%(node)s · %(n)d person", "%(node)s · %(n)d people", one.n) % {"node": board.nodes[node], "n": one.n},
            one.median if one.low is None else one.low,
            one.median,
            one.median if one.high is None else one.high,
        )
        for node, one in board.durations.items()
        if one.n
    ]


def _foretold_bars(board: Board) -> list[tuple[str, float, float, float]]:
    """The kinds of which something can be said, with the interval."""
    rows = []
    for one in board.foretold:
        found = one.found
        if found.r is not None and found.low is not None and found.high is not None:
            label = " · ".join(part for part in (one.kind, board.nodes.get(one.node, "")) if part)
            rows.append((label, round(found.low, 2), round(found.r, 2), round(found.high, 2)))
    return rows


def _heat(board: Board) -> list[tuple[str, list[tuple[Any, str, str]]]]:
    """Branches × nodes: five tones by certified share, the share printed in the cell."""
    rows = []
    for branch, shares in board.branches.items():
        cells = []
        for node, share in shares.items():
            tone = 0 if share.percent is None else min(4, int(share.percent // 25))
            said = _("%(node)s: %(have)d of %(of)d") % {"node": board.nodes[node], "have": share.have, "of": share.of}
            cells.append((tone, f"{share.have}/{share.of}", said))
        rows.append((branch, cells))
    return rows


@login_required
def talent_excel(request: HttpRequest) -> HttpResponse:
    _days, board = _board_or_404(request)
    now = timezone.now()
    printed = _("Exported by %(person)s, %(moment)s") % {"person": request.user.name, "moment": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"}
    return file_response(talent_workbook(board, printed=printed, now=now), name=_("The way to working solo.xlsx"), content_type=XLSX)
