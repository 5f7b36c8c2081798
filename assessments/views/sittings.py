"""Sitting an exam: start, the paper, going on elsewhere, the plain form, handing in."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lms.toolkit.random_ids import public_id as random_id

from ..actions.exam_problems import ExamProblem
from ..actions.save_answer import AnswerRefused
from ..actions.save_form import save_form
from ..actions.start_sitting import start_sitting, take_over_sitting
from ..actions.submit_sitting import close_if_overdue, submit_sitting
from ..actions.tickets import buffer_key, hold_name, ticket_for
from ..domain.question import BadAnswer
from ..domain.sitting import CHOICES
from ..enums import SittingState
from ..models import Sitting
from ..queries.sittings import answers_of, newest_client_seq, shown_questions, sitting_of, unanswered_numbers
from .sitting_words import sitting_words

COOKIE = "sitting"


def device_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:200]


def _remember(request: HttpRequest, response: HttpResponse, sitting: Sitting) -> HttpResponse:
    """This browser holds the sitting now; a reload goes on without asking."""
    path = reverse("sitting", args=[sitting.public_id])
    response.set_cookie(
        COOKIE, sitting.ticket_nonce, path=path, max_age=12 * 3600, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _holds(request: HttpRequest, sitting: Sitting) -> bool:
    return request.COOKIES.get(COOKIE) == sitting.ticket_nonce


def _own(request: HttpRequest, public_id: str) -> Sitting:
    """The person's own sitting, closed first where its time is over."""
    own = sitting_of(request.user, public_id)
    if own is None:
        raise Http404
    return close_if_overdue(sitting=own)


def _bare_frame(request: HttpRequest, sitting: Sitting) -> None:
    """Nothing but the paper: the frame is the brand alone, and costs no query."""
    bank = sitting.exam.bank
    logo = reverse("brand-logo") if bank.brand_logo else ""
    brand = SimpleNamespace(name=bank.brand_name, logo_url=logo, accent=bank.brand_accent)
    request.frame = SimpleNamespace(brand=brand)


@login_required
@require_POST
def exam_start(request: HttpRequest, public_id: str) -> HttpResponse:
    nonce = random_id()
    try:
        sitting = start_sitting(exam_id=public_id, user=request.user, device=device_of(request), nonce=nonce)
    except ExamProblem as problem:
        if problem.code == "not_enrolled":
            raise Http404 from problem
        messages.error(request, str(problem))
        return redirect("exam-detail", public_id)
    response = redirect("sitting", sitting.public_id)
    # Started just now: this browser holds it. Open since earlier: the page asks before it takes over.
    return _remember(request, response, sitting) if sitting.ticket_nonce == nonce else response


@login_required
@require_GET
@never_cache
def sitting(request: HttpRequest, public_id: str) -> HttpResponse:
    own = _own(request, public_id)
    if own.state != SittingState.OPEN:
        return redirect("sitting-result", public_id)
    _bare_frame(request, own)
    answers = answers_of(own)
    questions = shown_questions(own.questions, answers)
    saved = sum(question.answered for question in questions)
    context: dict[str, Any] = {"sitting": own, "exam": own.exam, "questions": questions, "saved": saved, "total": len(questions)}
    if not _holds(request, own):
        return render(request, "assessments/sitting_elsewhere.html", context)
    context |= {"config": _config(own, request.user.key, newest_client_seq(answers)), "seen": own.server_seq}
    context["remaining_minutes"] = max(0, int((own.deadline_at - timezone.now()).total_seconds() // 60))
    return render(request, "assessments/sitting.html", context)


def _config(own: Sitting, person: str, client_seq: int) -> dict[str, Any]:
    """What the page's script needs."""
    return {
        "sitting": own.public_id,
        "ticket": ticket_for(own, person),
        "bufferKey": buffer_key(own),
        "hold": hold_name(own),
        "clientSeq": client_seq,
        "serverSeq": own.server_seq,
        "deadline": own.deadline_at.isoformat(),
        "graceSeconds": int((own.accepts_until - own.deadline_at).total_seconds()),
        "now": timezone.now().isoformat(),
        "saveUrl": reverse("answer-save", args=[own.public_id]),
        "stateUrl": reverse("sitting-state", args=[own.public_id]),
        "pageUrl": reverse("sitting", args=[own.public_id]),
        "resultUrl": reverse("sitting-result", args=[own.public_id]),
        "words": sitting_words(),
    }


@login_required
@require_GET
@never_cache
def sitting_state(request: HttpRequest, public_id: str) -> JsonResponse:
    """What the page asks once a minute: more time granted, taken over, closed. It also keeps the session alive."""
    own = _own(request, public_id)
    return JsonResponse(
        {
            "open": own.state == SittingState.OPEN,
            "here": _holds(request, own),
            "deadline": own.deadline_at.isoformat(),
            "now": timezone.now().isoformat(),
            "server_seq": own.server_seq,
        }
    )


@login_required
@require_POST
def sitting_take_over(request: HttpRequest, public_id: str) -> HttpResponse:
    own = _own(request, public_id)
    if own.state == SittingState.OPEN:
        own = take_over_sitting(sitting=own, user=request.user, device=device_of(request))
    return _remember(request, redirect("sitting", public_id), own)


def _posted(request: HttpRequest, own: Sitting) -> dict[int, tuple[str, bool]]:
    """Values as they are stored: option tokens in the order shown, joined by commas; a text as typed."""
    found = {}
    for view in own.questions:
        position, name = view["position"], f"q{view['position']}"
        chosen = request.POST.getlist(name)
        if view["kind"] in CHOICES:
            value = ",".join(option["token"] for option in view["options"] if option["token"] in chosen)
        else:
            value = chosen[0].replace("\r\n", "\n") if chosen else ""
        found[position] = (value, f"f{position}" in request.POST)
    return found


@login_required
@require_POST
def sitting_save(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole page as an ordinary form, for browsers without script."""
    received_at = timezone.now()
    own = _own(request, public_id)
    seen = request.POST.get("seen", "")
    if own.state != SittingState.OPEN:
        return redirect("sitting-result", public_id)
    try:
        count = save_form(
            sitting=own,
            nonce=request.COOKIES.get(COOKIE, ""),
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            answers=_posted(request, own),
            received_at=received_at,
        )
    except AnswerRefused as refusal:
        messages.error(request, str(ExamProblem("taken_over" if refusal.reason == "taken_over" else "over")))
        return redirect("sitting", public_id)
    except BadAnswer:
        messages.error(request, _("An answer is longer than allowed or holds characters that can't be stored. Nothing of it was saved."))
        return redirect("sitting", public_id)
    if request.POST.get("next") == "review":
        return redirect("sitting-review", public_id)
    messages.success(request, ngettext("%(count)d answer saved.", "%(count)d answers saved.", count) % {"count": count})
    return redirect("sitting", public_id)


@login_required
@require_GET
@never_cache
def sitting_review(request: HttpRequest, public_id: str) -> HttpResponse:
    """One last look before handing in."""
    own = _own(request, public_id)
    if own.state != SittingState.OPEN:
        return redirect("sitting-result", public_id)
    _bare_frame(request, own)
    questions = shown_questions(own.questions, answers_of(own))
    context = {"sitting": own, "exam": own.exam, "unanswered": unanswered_numbers(questions), "total": len(questions)}
    return render(request, "assessments/sitting_review.html", context)


@login_required
@require_POST
def sitting_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    last = request.POST.get("last_seq", "")
    try:
        handed = submit_sitting(
            sitting_id=public_id, user=request.user, last_seq=int(last) if last.isdecimal() and len(last) < 10 else None
        )
    except Sitting.DoesNotExist as error:
        raise Http404 from error
    except ExamProblem as problem:
        messages.warning(request, str(problem))
        return redirect("sitting", public_id)
    if handed.first and handed.late:
        messages.warning(request, str(ExamProblem("over")))
    return redirect("sitting-result", public_id)
