"""A rule on its way: offered, signed, read, acknowledged, refused, reminded; and the ranking that rests on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.cohorts.queries import people_of_cohort
from lms.people.queries import people_in_bank

from ..actions import DecisionProblem, acknowledge_rule, offer_rule, refuse_rule, sign_rule
from ..actions.lock_rule import rule_signatures
from ..actions.rank import check_may_rank, check_receipts
from ..actions.remind import remind
from ..documents.rule_words import rule_sentences
from ..domain.rule import read_rule
from ..domain.scoring import weight_shares
from ..enums import RuleState
from ..forms import PasswordForm
from ..queries import rules_to_read
from ..queries.receipts import receipts_of
from ..tasks import ask_for_ranking
from .access import attempt, rule_or_404, rule_to_sign_or_404
from .rules import one_place


@login_required
@require_POST
def rule_offer(request: HttpRequest, public_id: str) -> HttpResponse:
    version = rule_or_404(request, public_id, change=True)
    attempt(request, lambda: offer_rule(version=version, actor=request.user), _("Signatures are asked for."))
    return redirect("rule-detail", version.public_id)


@login_required
@require_POST
def rule_sign(request: HttpRequest, public_id: str) -> HttpResponse:
    version = rule_to_sign_or_404(request, public_id)
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("rule-detail", version.public_id)
    digest = form.cleaned_data["digest"]
    attempt(request, lambda: sign_rule(version=version, signer=request.user, digest=digest), _("You have signed the rule."))
    return redirect("rule-detail", version.public_id)


@login_required
def rule_read(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rule in plain words for whoever is assessed by it."""
    version = get_object_or_404(rules_to_read(request.user), public_id=public_id)
    rule = read_rule(version.text.body)
    shares = weight_shares(rule)
    signatures = rule_signatures(version)
    names = dict(people_in_bank(version.rule.bank).filter(key__in=[one.signer_key for one in signatures]).values_list("key", "name"))
    mine = next((one for one in receipts_of(version) if one.enrolment.user_id == request.user.pk), None)
    context = {
        "version": version,
        "parts": [(component, one_place(shares[component.code])) for component in rule.components],
        "sentences": rule_sentences(rule),
        "signatures": [(one, names.get(one.signer_key, "—")) for one in signatures],
        "receipt": mine,
        "form": PasswordForm(request.user, initial={"digest": version.digest}),
        "has_password": request.user.has_usable_password(),
        "may_acknowledge": version.state == RuleState.LOCKED and mine is not None and mine.at is None,
    }
    return render(request, "decisions/rule_read.html", context)


@login_required
@require_POST
def rule_acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    version = get_object_or_404(rules_to_read(request.user), public_id=public_id)
    form = PasswordForm(request.user, request.POST)
    # Whoever signed in by a one-time code has no password yet; being signed in is then all there is.
    if request.user.has_usable_password() and not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("rule-read", version.public_id)
    digest = request.POST.get("digest", "")
    attempt(
        request,
        lambda: acknowledge_rule(version=version, user=request.user, digest=digest),
        _("Thank you. Your acknowledgement is recorded."),
    )
    return redirect("rule-read", version.public_id)


@login_required
@require_POST
def rule_refusal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed-in member of the personnel office was there when the text was handed over and not signed."""
    version = rule_or_404(request, public_id, change=True)
    form = PasswordForm(request.user, request.POST)
    person = get_object_or_404(people_of_cohort(version.cohort), key=request.POST.get("person", ""))
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("rule-detail", version.public_id)
    attempt(
        request,
        lambda: refuse_rule(version=version, user=person, witness=request.user),
        _("It is recorded that %(name)s received the text and did not sign.") % {"name": person.name},
    )
    return redirect("rule-detail", version.public_id)


@login_required
@require_POST
def rule_remind(request: HttpRequest, public_id: str) -> HttpResponse:
    version = rule_or_404(request, public_id, change=True)
    attempt(request, lambda: remind(version=version, actor=request.user), _("A reminder is sent."))
    return redirect("rule-detail", version.public_id)


@login_required
@require_POST
def rule_rank(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the ranking; it runs in the background."""
    version = rule_or_404(request, public_id, change=True)
    try:
        check_may_rank(version, request.user)
        check_receipts(receipts_of(version))
    except DecisionProblem as problem:
        messages.error(request, problem.sentence)
        return redirect("rule-detail", version.public_id)
    job = ask_for_ranking(version=version, actor=request.user)
    return redirect("job-detail", job.public_id)
