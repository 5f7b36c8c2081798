"""The chain of a bank: its state, verifying it, and its head as a signed file."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.queries import jobs_of
from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import JSON, file_response

from ..actions import seal_bank
from ..documents import head_file
from ..permissions import may_verify_chain
from ..queries import chain_state

VERIFY = "evidence.verify"


def _bank_or_403(request: HttpRequest) -> Organisation:
    if request.user.bank is None or not may_verify_chain(request.user):
        raise PermissionDenied
    return request.user.bank


@login_required
def status(request: HttpRequest) -> HttpResponse:
    bank = _bank_or_403(request)
    jobs = jobs_of(request.user).filter(kind=VERIFY)
    context = {
        "state": chain_state(bank),
        "running": jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).first(),
        "last": jobs.filter(state__in=[JobState.DONE, JobState.FAILED]).first(),
    }
    return render(request, "evidence/chain_status.html", context)


@login_required
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    bank = _bank_or_403(request)
    if not jobs_of(request.user).filter(kind=VERIFY, state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        enqueue(kind=VERIFY, title=_("Verification of the chain"), owner=request.user, bank=bank)
    return redirect("chain-status")


@login_required
@require_POST
def head(request: HttpRequest) -> HttpResponse:
    """Seal what waits, log the export (which the next head covers), and hand the head out."""
    bank, now = _bank_or_403(request), timezone.now()
    seal_bank(bank=bank)
    state = chain_state(bank)
    log_act(
        organisation_key=bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="chain_head",
        object_id=bank.public_id,
        details={"position": state.length, "digest": state.digest},
        now=now,
    )
    name = f"chain-head-{bank.code}-{state.length}.json"
    return file_response(head_file(bank=bank, state=state, now=now), name=name, content_type=JSON)
