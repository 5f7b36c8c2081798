"""What a sitting leaves behind: minutes, replay, calibration."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lms.records.models import IssuedDocument

from ..documents.committee_minutes import minutes_pdf
from ..enums import CommitteeState
from ..queries.committees import cohorts_to_call_for, committees_run_by
from ..queries.replay import replay_lines
from ..queries.room import load_room
from ..queries.verdicts import calibration_of_class, calibration_rows
from .committees import may_watch, visible_or_404


@login_required
@require_GET
@never_cache
def committee_minutes(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """As issued once signed, a draft before; for those who may read the votes."""
    committee = visible_or_404(request, public_id)
    room = load_room(committee)
    if not may_watch(request, committee) or position >= len(room.items):
        raise Http404
    if not room.view(room.seat_of(request.user), position).votes_open:
        raise Http404
    row = room.items[position]
    if row.minutes_document:
        with IssuedDocument.objects.get(public_id=row.minutes_document).file.open("rb") as file:
            content = file.read()
    else:
        content = minutes_pdf(room, position, printed_by=request.user.name, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="minutes-{position + 1}.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_required
@require_GET
@never_cache
def committee_replay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Act by act, once all is over: for whoever runs the sitting, and for those who sat in a rehearsal."""
    committee = visible_or_404(request, public_id)
    room = load_room(committee)
    runs = committees_run_by(request.user).filter(pk=committee.pk).exists()
    sat = room.seat_of(request.user).number > 0 and room.sitting.rule.reveal
    if committee.state != CommitteeState.CLOSED or not (runs or sat):
        raise Http404
    lines = list(replay_lines(room))
    agenda = [{"row": row, "lines": [line for line in lines if line.item == position]} for position, row in enumerate(room.items)]
    return render(request, "simulations/committee_replay.html", {"committee": committee, "agenda": agenda})


@login_required
@require_GET
def calibration(request: HttpRequest) -> HttpResponse:
    """My own votes against the truth; for staff, those of a class."""
    cohorts = cohorts_to_call_for(request.user)
    wanted = request.GET.get("cohort", "")
    cohort = get_object_or_404(cohorts, public_id=wanted) if wanted else cohorts.first()
    context = {
        "own": next(iter(calibration_rows([request.user])), None),
        "cohort": cohort,
        "cohorts": cohorts[:60],
        "rows": calibration_of_class(cohort) if cohort else [],
    }
    return render(request, "simulations/committee_calibration.html", context)
