"""The leader's page: how far the bank is on the way to working solo, and what it takes."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.decisions.permissions import reads_decisions
from lms.people.enums import Entrustment
from lms.toolkit.downloads import XLSX, file_response

from ..documents.talent_workbook import talent_workbook
from ..queries.cultivation import Board, talent_board

PERIODS = (90, 180, 365)
TRANSFERS_SHOWN = 100


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
    shares = [(board.nodes[node], round(share.percent or 0, 1)) for node, share in board.shares.items()]
    durations = [
        (board.nodes[node], one.low or one.median, one.median, one.high or one.median) for node, one in board.durations.items() if one.n
    ]
    context = {
        "board": board,
        "days": days,
        "periods": PERIODS,
        "shares": shares,
        "durations": durations,
        "heat": _heat(board),
        "columns": list(board.nodes.values()),
        "transfers": [
            (one, board.names.get(one.mentor, "—"), board.names.get(one.person, "—"), board.nodes.get(one.node, one.node),
             Entrustment(one.last_level).label)
            for one in board.transfers[:TRANSFERS_SHOWN]
        ],
        "hours": round(board.cost.minutes / 60),
    }  # fmt: skip
    return render(request, "desks/talent.html", context)


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
