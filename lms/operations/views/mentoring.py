"""Mentoring: the pairs one sees, one pair with its agreement and talks, and what becomes of a mentor's apprentices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.people.models import Mentorship
from lms.records.models import IssuedDocument
from lms.toolkit.downloads import PDF, file_response

from ..actions.card_problem import CardProblem
from ..actions.mentoring import confirm_talk, file_agreement, sign_agreement, write_agreement, write_talk
from ..documents.agreement import agreement_pdf
from ..domain.mentoring import months_on
from ..forms.card import refuse
from ..forms.mentoring import AgreementForm, TalkForm
from ..models import MentorAgreement, MentorTalk, Observation
from ..permissions import may_watch_mentors
from ..queries.answering import mentor_lines
from ..queries.cards import standing_cards
from ..queries.mentoring import (
    agreements_visible_to,
    mentee_limit,
    mentor_qualities,
    pair_of,
    pair_record,
    pairs_visible_to,
    talks_visible_to,
)
from .cards import with_nodes


@login_required
@require_GET
def mentor_pairs(request: HttpRequest) -> HttpResponse:
    """Everybody sees their own pairs, HR and the leader those of the people they oversee."""
    user, day = request.user, timezone.localdate()
    page = Paginator(pairs_visible_to(user).order_by("-starts_on", "-pk"), 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "records": pair_record(page.object_list, day),
        "watches": may_watch_mentors(user),
        "limit": mentee_limit(user.bank, day) if user.bank else 0,
    }
    return render(request, "operations/mentor_pairs.html", context)


def _pair(request: HttpRequest, mentee: str, mentor: str) -> Mentorship:
    pair = pair_of(request.user, mentee, mentor)
    if pair is None:
        raise Http404
    return pair


def _one_of(request: HttpRequest, pair: Mentorship) -> bool:
    return request.user.pk in (pair.mentor_id, pair.mentee_id)


@login_required
@require_GET
def mentor_pair(request: HttpRequest, mentee: str, mentor: str) -> HttpResponse:
    pair = _pair(request, mentee, mentor)
    (record,) = pair_record([pair], timezone.localdate())
    agreement, user = record.agreement, request.user
    unsigned = agreement is not None and (
        (user.pk == pair.mentor_id and agreement.mentor_signed_at is None)
        or (user.pk == pair.mentee_id and agreement.mentee_signed_at is None)
    )
    cards = standing_cards(Observation.objects.filter(mentor=pair.mentor, trainee=pair.mentee)).select_related("part__case")
    talks = list(MentorTalk.objects.filter(mentorship=pair).select_related("written_by")[:40])
    for talk in talks:
        talk.to_confirm = talk.confirmed_at is None and _one_of(request, pair) and talk.written_by_id != user.pk
    context = {
        "pair": pair,
        "record": record,
        "agreement": agreement,
        "unsigned": unsigned,
        "talks": talks,
        "cards": with_nodes(cards[:20]),
        "one_of": _one_of(request, pair),
    }
    return render(request, "operations/mentor_pair.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest, mentee: str, mentor: str) -> HttpResponse:
    pair = _pair(request, mentee, mentor)
    if not _one_of(request, pair):
        raise PermissionDenied
    start = max(pair.starts_on, timezone.localdate())
    form = AgreementForm(request.POST or None, initial={"starts_on": start, "ends_on": months_on(start, 3)})
    if request.method == "POST" and form.is_valid():
        try:
            write_agreement(pair=pair, actor=request.user, **form.cleaned_data)
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The agreement is written. It holds when both have signed it."))
            return redirect("mentor-pair", mentee, mentor)
    return render(request, "operations/agreement_form.html", {"form": form, "pair": pair}, status=422 if form.is_bound else 200)


def _agreement(request: HttpRequest, public_id: str) -> MentorAgreement:
    return get_object_or_404(agreements_visible_to(request.user), public_id=public_id)


@login_required
@require_POST
def agreement_sign(request: HttpRequest, public_id: str) -> HttpResponse:
    agreement = _agreement(request, public_id)
    pair = agreement.mentorship
    if not _one_of(request, pair):
        raise PermissionDenied
    try:
        signed = sign_agreement(agreement=agreement, actor=request.user)
    except CardProblem as problem:
        messages.error(request, problem.sentence)
    else:
        if signed.is_signed:
            content = agreement_pdf(signed, printed_by=request.user.name, now=timezone.now())
            title = _("Mentoring agreement of %(mentor)s and %(mentee)s") % {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
            file_agreement(agreement=signed, content=content, actor=request.user, title=title)
        messages.success(request, _("Signed and filed.") if signed.is_signed else _("Signed; now the other one."))
    return redirect("mentor-pair", pair.mentee.key, pair.mentor.key)


@login_required
@require_GET
def agreement_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file as it was signed; before that a draft."""
    agreement = _agreement(request, public_id)
    if agreement.document:
        with IssuedDocument.objects.get(public_id=agreement.document).file.open("rb") as file:
            content = file.read()
    else:
        content = agreement_pdf(agreement, printed_by=request.user.name, now=timezone.now())
    pair = agreement.mentorship
    name = _("Mentoring agreement %(mentor)s %(mentee)s.pdf") % {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    return file_response(content, name=name, content_type=PDF)


@login_required
@require_http_methods(["GET", "POST"])
def talk_new(request: HttpRequest, mentee: str, mentor: str) -> HttpResponse:
    pair = _pair(request, mentee, mentor)
    if not _one_of(request, pair):
        raise PermissionDenied
    form = TalkForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            write_talk(pair=pair, actor=request.user, **form.cleaned_data)
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Entered. It counts when the other one has confirmed it."))
            return redirect("mentor-pair", mentee, mentor)
    return render(request, "operations/talk_form.html", {"form": form, "pair": pair}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def talk_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    talk = get_object_or_404(talks_visible_to(request.user), public_id=public_id)
    pair = talk.mentorship
    if not _one_of(request, pair):
        raise PermissionDenied
    try:
        confirm_talk(talk=talk, actor=request.user)
    except CardProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Confirmed."))
    return redirect("mentor-pair", pair.mentee.key, pair.mentor.key)


@login_required
@require_GET
def mentor_quality(request: HttpRequest) -> HttpResponse:
    if not may_watch_mentors(request.user):
        raise Http404
    day = timezone.localdate()
    context = {"lines": mentor_qualities(request.user, day), "limit": mentee_limit(request.user.bank, day) if request.user.bank else 0}
    return render(request, "operations/mentor_quality.html", context)


@login_required
@require_GET
def card_answering(request: HttpRequest) -> HttpResponse:
    if not may_watch_mentors(request.user):
        raise Http404
    return render(request, "operations/card_answering.html", {"lines": mentor_lines(request.user, now=timezone.now())})
