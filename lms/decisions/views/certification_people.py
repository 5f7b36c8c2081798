"""Who has seen what, and how mentors measure."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.queries import search_people
from lms.toolkit.downloads import XLSX, file_response

from ..documents.coverage_excel import coverage_workbook
from ..documents.profile_words import kind_word, node_word
from ..documents.verdict_words import trade_word
from ..domain.certification.profile import NODE_CODES
from ..domain.certification.scale import KINDS
from ..permissions import reads_certification, reads_decisions
from ..queries.certification_pages import used_by
from ..queries.certification_scope import learners_listed_for
from ..queries.coverage import Seen, calibration_of, coverage_of
from .certification import bank_of

PER_PAGE = 50


@login_required
def certification_coverage(request: HttpRequest) -> HttpResponse:
    """覆盖矩阵: people by kinds of case and trades, at one node or at all."""
    if not reads_certification(request.user):
        raise Http404
    bank, now = bank_of(request), timezone.now()
    node = request.GET.get("node", "")
    node = node if node in NODE_CODES else ""
    q = request.GET.get("q", "").strip()[:60]
    people = search_people(learners_listed_for(request.user), q)
    used = used_by(bank, timezone.localdate(now))
    if request.GET.get("as") == "excel":
        seen = coverage_of(bank, people, used.profile, now, node)
        content = coverage_workbook(bank=bank.name, seen=seen, node=node, printed_by=request.user.name, now=now)
        return file_response(content, name=f"coverage-{node or 'all'}.xlsx", content_type=XLSX)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    seen = coverage_of(bank, page.object_list, used.profile, now, node)
    context = {
        "page": page,
        "q": q,
        "node": node,
        "narrowed": bool(q or node),
        "filters": [("node", _("All nodes"), [(code, node_word(code)) for code in NODE_CODES], node)],
        "kinds": [kind_word(kind) for kind in KINDS],
        "trades": [trade_word(code) for code in seen.coverage.industries],
        "rows": _rows(seen),
        "never": [(kind_word(kind), _names(seen, kind)) for kind in KINDS if seen.begun],
    }
    return render(request, "decisions/certification_coverage.html", context)


def _rows(seen: Seen) -> list[tuple[Any, bool, list[tuple[str, int]], list[tuple[str, int]]]]:
    """(person, whether they have any card, kinds, trades) with the number of cases in each cell."""
    found = seen.coverage
    return [
        (
            user,
            key in seen.begun,
            [(kind_word(kind), found.kinds.get((key, kind), 0)) for kind in KINDS],
            [(trade_word(code), found.trades.get((key, code), 0)) for code in found.industries],
        )
        for key, user in seen.users.items()
    ]


def _names(seen: Seen, kind: str) -> list[str]:
    return [seen.users[key].name for key in seen.coverage.who_lacks(kind) if key in seen.begun]


@login_required
def certification_mentors(request: HttpRequest) -> HttpResponse:
    """Severity of mentors on the same trainees; for the office only, because it is a hint for a talk."""
    if not reads_decisions(request.user):
        raise Http404
    bank, now = bank_of(request), timezone.now()
    used = used_by(bank, timezone.localdate(now))
    lines = calibration_of(bank, learners_listed_for(request.user), used.profile, now)
    drawn = [one for one in lines if one.found.severity is not None and one.found.low is not None]
    reach = max([1.0, *(max(abs(one.found.low or 0), abs(one.found.high or 0)) for one in drawn)])
    return render(request, "decisions/certification_mentors.html", {"lines": lines, "low": -reach, "high": reach})
