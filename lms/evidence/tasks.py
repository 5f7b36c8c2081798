"""Celery tasks and background work of the evidence room."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.jobs.actions import JobHandle, JobRefused, job_kind
from lms.records.actions import log_act
from lms.records.enums import Verb

from .actions import seal_bank, seal_everything
from .documents import act_workbook
from .permissions import may_read_log, may_verify_chain
from .queries import ActFilter, act_lines, acts_visible_to, filter_acts, verify_bank

MOST_ACTS = 50_000
MOST_FINDINGS = 100


@shared_task(name="evidence.seal")
def seal() -> None:
    seal_everything()


@job_kind("evidence.verify")
def verify_chain(job: JobHandle) -> None:
    """Compute the whole chain of the owner's bank again; findings go into the result."""
    owner, bank = job.job.owner, job.job.bank
    if owner is None or bank is None or not may_verify_chain(owner):
        raise JobRefused(_("Only an auditor or administrator of the bank may verify its chain."))
    job.report(0, 2, _("Sealing what waits …"))
    seal_bank(bank=bank)
    job.report(1, 2, _("Computing every link again …"))
    count, findings = verify_bank(bank)
    lines = [[finding.fault, finding.row_kind, finding.row_id, finding.position] for finding in findings[:MOST_FINDINGS]]
    job.report(2, 2)
    job.finish(
        result={"count": count, "faults": len(findings), "findings": lines, "at": timezone.now().isoformat()},
        message=_("%(count)d links computed again, %(faults)d faults") % {"count": count, "faults": len(findings)},
    )


@job_kind("evidence.act_export")
def export_acts(job: JobHandle) -> None:
    """The filtered log as a workbook."""
    owner, bank, now = job.job.owner, job.job.bank, timezone.now()
    if owner is None or bank is None or not may_read_log(owner):
        raise JobRefused(_("The log is open to auditors, leaders and administrators."))
    wanted = ActFilter.read(job.args)
    rows = filter_acts(acts_visible_to(owner), owner, wanted)
    total = rows.count()
    if total > MOST_ACTS:
        raise JobRefused(_("%(count)d lines are too many for one sheet; choose a shorter time.") % {"count": total})
    job.report(0, total)
    content = act_workbook(lines=act_lines(owner, rows.iterator(chunk_size=2000)), printed_by=owner.name, now=now)
    log_act(
        organisation_key=bank.public_id, actor_key=owner.key, verb=Verb.EXPORTED, object_kind="act_list", details=wanted.as_args(), now=now
    )
    job.report(total, total)
    job.keep_file(f"{_('Log')}-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx", content)
    job.finish(message=_("%(count)d lines") % {"count": total})
