"""The ledger of one person, and the page that follows a number to its source."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.people.queries import people_visible_to
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.activities import cards_for
from lms.toolkit.downloads import XLSX, file_response

from ..documents import evidence_workbook
from ..enums import CompetencyKind, EvidenceKind
from ..models import Competency, Evidence
from ..queries import chain_place, corrections_of, evidence_list, evidence_visible_to, names_for, reasons_for, withheld_from
from ..queries.acts import object_words, parse_day


def _log(request: HttpRequest, person_key: str, *, verb: str, object_kind: str, object_id: str) -> None:
    """Looking at somebody else's facts leaves a trace."""
    if person_key != request.user.key and request.user.bank is not None:
        log_act(
            organisation_key=request.user.bank.public_id,
            actor_key=request.user.key,
            verb=verb,
            object_kind=object_kind,
            object_id=object_id,
            details={"person": person_key},
        )


def _filters(nodes: list[Competency], kind: str, node: Competency | None) -> list[Any]:
    return [
        ("kind", _("Any kind"), EvidenceKind.choices, kind),
        ("competency", _("Any competency"), [(one.code, str(one)) for one in nodes], node.code if node else ""),
    ]


def _unnamed(row: Evidence) -> str:
    """Whoever the reader may not know by name."""
    if not row.rater_key:
        return ""
    return _("staff of the class") if row.kind in (EvidenceKind.ATTENDANCE, EvidenceKind.CONDUCT) else _("a rater")


def _with_corrections(rows: list[Evidence]) -> list[Evidence]:
    """Rows and those that superseded them: what a list says of a row includes why it was corrected."""
    return rows + [row.superseded_by for row in rows if hasattr(row, "superseded_by")]


def _dress(user: User, rows: list[Evidence]) -> list[Evidence]:
    """Rows with what a template shows beside their values: ``hidden``, ``why``, ``corrected_why``, ``rater_words``, ``card``."""
    names = names_for(user, [row.rater_key for row in rows])
    everything = _with_corrections(rows)
    withheld = withheld_from(user, everything)
    reasons = reasons_for(user, everything, withheld)
    cards = cards_for(user, [(row.source_kind, row.source_id) for row in rows])
    for row in rows:
        row.hidden = row.public_id in withheld
        row.why = reasons.get(row.public_id, "")
        row.corrected_why = reasons.get(row.superseded_by.public_id, "") if hasattr(row, "superseded_by") else ""
        row.rater_words = names.get(row.rater_key) or _unnamed(row)
        row.source_words = object_words(row.source_kind)
        row.card = cards.get((row.source_kind, row.source_id))
    return rows


@login_required
def list_evidence(request: HttpRequest, key: str = "") -> HttpResponse:
    """One's own facts, or those of somebody in scope."""
    user, asked = request.user, request.GET
    person = get_object_or_404(people_visible_to(user), key=key) if key and key != user.key else user
    nodes = list(Competency.objects.filter(kind=CompetencyKind.NODE))
    node = next((one for one in nodes if one.code == asked.get("competency", "")), None)
    kind = asked.get("kind", "")
    kind = kind if kind in EvidenceKind.values else ""
    first, last = parse_day(asked.get("first", "")), parse_day(asked.get("last", ""))
    rows = evidence_list(evidence_visible_to(user), person.key, kind=kind, competency=node, first=first, last=last)
    if asked.get("format") == "xlsx":
        return _workbook(request, person, list(rows))
    page = Paginator(rows, 50).get_page(asked.get("page"))
    _log(request, person.key, verb=Verb.VIEWED, object_kind="evidence_list", object_id=person.key)
    page.object_list = _dress(user, list(page.object_list))
    context = {
        "person": person,
        "own": person == user,
        "page": page,
        "filters": _filters(nodes, kind, node),
        "first": first,
        "last": last,
        "narrowed": bool(kind or node or first or last),
    }
    return render(request, "evidence/evidence_list.html", context)


def _workbook(request: HttpRequest, person: User, rows: list[Evidence]) -> HttpResponse:
    user = request.user
    _log(request, person.key, verb=Verb.EXPORTED, object_kind="evidence_list", object_id=person.key)
    withheld = withheld_from(user, rows)
    content = evidence_workbook(
        rows=rows,
        person=person.name,
        raters=names_for(user, [row.rater_key for row in rows]),
        withheld=withheld,
        reasons=reasons_for(user, rows, withheld),
        printed_by=user.name,
        now=timezone.now(),
    )
    return file_response(content, name=f"{person.name}-{_('Evidence')}.xlsx", content_type=XLSX)


@login_required
def show_evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where a number comes from: what, who, rater, source, its place in the chain, and every correction."""
    user = request.user
    rows = evidence_visible_to(user).select_related("competency", "bank", "supersedes__bank", "supersedes__competency", "note")
    row = get_object_or_404(rows, public_id=public_id)
    _log(request, row.person_key, verb=Verb.VIEWED, object_kind="evidence", object_id=row.public_id)
    corrections = _dress(user, corrections_of(row))
    shown = next(one for one in corrections if one.pk == row.pk)
    context = {
        "row": shown,
        "person": names_for(user, [row.person_key]).get(row.person_key, ""),
        "own": row.person_key == user.key,
        "place": chain_place(row),
        "corrections": corrections,
        "superseded": corrections[-1].pk != row.pk,
        "details": [] if shown.hidden else sorted(row.details.items()),
        "listed": row.person_key == user.key or people_visible_to(user).filter(key=row.person_key).exists(),
    }
    return render(request, "evidence/evidence_detail.html", context)


@login_required
def competencies(request: HttpRequest) -> HttpResponse:
    """The tree that lessons, questions, rubrics and observations share."""
    nodes = Competency.objects.filter(kind=CompetencyKind.NODE).prefetch_related("children")
    return render(request, "evidence/competencies.html", {"nodes": list(nodes)})
