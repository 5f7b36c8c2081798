"""The customer ledger: list, one contract, import with a dry run."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.jobs.queries import jobs_of
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import XLSX, file_response

from ..actions.contracts import CARE, care_for_contract, open_customer
from ..actions.problems import CaseProblem
from ..actions.uploads import import_of
from ..documents.contract_case import case_side
from ..documents.contract_files import contract_template, contracts_workbook
from ..enums import FiveCategory, Renewal, Tier
from ..forms.ledgers import CareForm, ContractFileForm
from ..forms.visits import ReasonForm
from ..models import Contract
from ..permissions import may_keep_grid, may_keep_ledgers, reads_ledgers
from ..queries.contracts import contract_list, contract_totals, contracts_visible_to, with_attention
from ..queries.ledger_scope import ledger_keepers
from .ledger_access import for_those

FILTERS = ("q", "category", "tier", "renewal", "person", "state")
AT_MOST = 20_000


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in FILTERS}


@for_those(reads_ledgers)
def contracts(request: HttpRequest) -> HttpResponse:
    """Loans with a balance first, each with why to look at it."""
    chosen, today = _chosen(request), timezone.localdate()
    rows = contract_list(request.user, chosen, today)
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    people = [(one.key, one.name) for one in ledger_keepers(request.user)]
    states = [("overdue", _("overdue")), ("check_late", _("check is late")), ("ending", _("ends within 60 days"))]
    states += [("ended", _("repaid")), ("all", _("all contracts"))]
    filters = [
        ("state", _("With a balance"), states, chosen["state"]),
        ("category", _("Any classification"), FiveCategory.choices, chosen["category"]),
        ("tier", _("Any tier"), Tier.choices, chosen["tier"]),
        ("renewal", _("Any renewal"), Renewal.choices, chosen["renewal"]),
    ]
    if len(people) > 1:
        filters.append(("person", _("Everybody"), people, chosen["person"]))
    context = {
        "page": page,
        "lines": with_attention(list(page), today),
        "totals": contract_totals(rows),
        "q": chosen["q"],
        "filters": filters,
        "narrowed": any(chosen.values()),
        "export_url": f"{reverse('contract-export')}?{request.GET.urlencode()}",
        "keeps": may_keep_grid(request.user),
        "tab": "contracts",
    }
    return render(request, "operations/contract_list.html", context)


@for_those(reads_ledgers)
def export(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = contract_list(request.user, _chosen(request), timezone.localdate(now))[:AT_MOST]
    content = contracts_workbook(contracts=rows, printed_by=request.user.name, now=now)
    log_act(
        organisation_key=request.user.bank.public_id, actor_key=request.user.key, verb=Verb.EXPORTED, object_kind="contract",
        details={"rows": len(rows)}, now=now,
    )  # fmt: skip
    return file_response(content, name=f"{_('Customer ledger')}-{timezone.localdate(now):%Y%m%d}.xlsx", content_type=XLSX)


def _contract(request: HttpRequest, public_id: str) -> Contract:
    return get_object_or_404(contracts_visible_to(request.user).select_related("bank"), public_id=public_id)


def _cares(request: HttpRequest, contract: Contract) -> bool:
    """The account manager of the loan, and whoever keeps the ledger."""
    own = contract.manager_id == request.user.pk and may_keep_ledgers(request.user)
    return own or may_keep_grid(request.user)


@login_required
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, _contract(request, public_id))


def _page(request: HttpRequest, contract: Contract, *, opened: Any = None, **failed: Form) -> HttpResponse:
    context = {
        "contract": contract,
        "case": case_side(contract),
        "reasons": with_attention([contract], timezone.localdate())[0].reasons,
        "figures": list(contract.figures.order_by("-as_of", "-pk")[:24]),
        "cares": _cares(request, contract),
        "care_form": CareForm(initial={name: getattr(contract, name) for name in CARE}),
        "contact_form": ReasonForm(),
        "opened": opened,
        **failed,
    }
    return render(request, "operations/contract_detail.html", context, status=422 if failed else 200)


@login_required
@require_POST
def care(request: HttpRequest, public_id: str) -> HttpResponse:
    contract, form = _contract(request, public_id), CareForm(request.POST)
    if not _cares(request, contract):
        raise PermissionDenied
    if form.is_valid():
        try:
            care_for_contract(contract=contract, care=form.cleaned_data, actor=request.user)
        except CaseProblem as problem:
            form.add_error("checked_on", problem.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("contract-detail", contract.public_id)
    return _page(request, contract, care_form=form)


@login_required
@never_cache
@require_POST
def customer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, telephone, identity in full, on this one answer; the log keeps who looked and why."""
    contract, form = _contract(request, public_id), ReasonForm(request.POST)
    if not _cares(request, contract):
        raise PermissionDenied
    if form.is_valid():
        try:
            return _page(request, contract, opened=open_customer(contract=contract, actor=request.user, **form.cleaned_data))
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
    return _page(request, contract, contact_form=form)


@for_those(may_keep_grid)
def template(request: HttpRequest) -> HttpResponse:
    return file_response(contract_template(), name=f"{_('Customer ledger')}.xlsx", content_type=XLSX)


@for_those(may_keep_grid)
def upload(request: HttpRequest) -> HttpResponse:
    form = ContractFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = enqueue(
            kind="operations.contract_check", title=_("Dry run of the customer ledger"), owner=request.user, bank=request.user.bank,
            upload=form.cleaned_data["file"],
        )  # fmt: skip
        return redirect("contract-report", job.public_id)
    earlier = list(jobs_of(request.user).filter(kind="operations.contract_check")[:5])
    context = {"form": form, "earlier": earlier}
    return render(request, "operations/contract_upload.html", context, status=422 if form.is_bound else 200)


def _job(request: HttpRequest, job_id: str, kind: str) -> Job:
    job = get_object_or_404(jobs_of(request.user), public_id=job_id, kind=kind)
    if not may_keep_grid(request.user):
        raise PermissionDenied
    return job


@login_required
def report(request: HttpRequest, job_id: str) -> HttpResponse:
    """Progress of the dry run, then every mistake or what would happen, and the button that does it."""
    job = _job(request, job_id, "operations.contract_check")
    return render(request, "operations/contract_report.html", {"job": job, "report": job.result if job.state == JobState.DONE else None})


@login_required
@require_POST
def confirm(request: HttpRequest, job_id: str) -> HttpResponse:
    """Import what the dry run has read; a file with mistakes has no way through."""
    checked = _job(request, job_id, "operations.contract_check")
    if (under_way := import_of(checked)) is not None:
        return redirect("contract-done", under_way.public_id)
    if checked.state != JobState.DONE or checked.result.get("error_count") != 0 or not checked.upload:
        messages.error(request, _("This file can't be imported; correct it and check it again."))
        return redirect("contract-report", checked.public_id)
    job = enqueue(
        kind="operations.contract_import", title=_("Import of the customer ledger"), owner=request.user, bank=request.user.bank,
        args={"check": checked.public_id},
    )  # fmt: skip
    return redirect("contract-done", job.public_id)


@login_required
def done(request: HttpRequest, job_id: str) -> HttpResponse:
    return render(request, "operations/contract_done.html", {"job": _job(request, job_id, "operations.contract_import")})
