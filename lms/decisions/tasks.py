"""Work of this room in the background: the ranking itself, and what is printed."""

from collections.abc import Callable, Sequence

from celery import shared_task
from django.core.files.base import File
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.jobs.actions import JobHandle, JobRefused, enqueue, job_kind
from lms.jobs.models import Job
from lms.people.enums import OrganisationKind
from lms.people.models import Organisation, User
from lms.toolkit.pdf import MissingGlyph

from .actions import DecisionProblem, run_ranking
from .actions.certificates import PRINT, file_papers
from .actions.issue import issue_profile, issue_ranking
from .actions.issue_minutes import issue_panel_minutes
from .actions.lapse import lapse_authorities
from .actions.remind_certificates import remind_of_certificates
from .actions.remind_conditions import remind_of_conditions
from .actions.remind_plans import remind_of_plans
from .actions.watch_loans import watch_loans
from .documents.certificate_archive import Archive, new_archive
from .documents.certificate_pdf import certificate_pdf
from .documents.letter_pdf import letter_pdf
from .documents.panel_pdf import minutes_name, minutes_pdf, packet_pdf
from .documents.profile_pdf import profile_pdf
from .documents.ranking_excel import ranking_workbook
from .documents.ranking_pdf import ranking_pdf
from .documents.rule_pdf import rule_pdf
from .models import Certificate, CertificationProfile, Decision, PanelItem, PanelSitting, RuleVersion, Standing

RANK = "decisions.rank"
PDF = "decisions.ranking_pdf"
EXCEL = "decisions.ranking_excel"
LETTER = "decisions.letter_pdf"
RULE = "decisions.rule_pdf"
PROFILE = "decisions.profile_pdf"
MINUTES = "decisions.panel_minutes"
PACKET = "decisions.panel_packet"


def ask_for_ranking(*, version: RuleVersion, actor: User) -> Job:
    """Queue the ranking of the cohort by a locked rule."""
    title = _("Ranking: %(title)s") % {"title": version.rule.title}
    return enqueue(kind=RANK, title=title, owner=actor, bank=version.rule.bank, args={"version": version.public_id})


@job_kind(RANK)
def rank(handle: JobHandle) -> None:
    """Read the ledger, compute, store the draft."""
    handle.report(0, 2, _("Reading the ledger …"))
    version = RuleVersion.objects.get(public_id=handle.args["version"])
    if handle.job.owner is None:
        raise JobRefused(_("Nobody asked for this ranking."))
    try:
        decision = run_ranking(version=version, actor=handle.job.owner)
    except DecisionProblem as problem:
        raise JobRefused(problem.sentence) from problem
    handle.report(2, 2, _("The draft is ready."))
    handle.finish(
        result={"decision": decision.public_id},
        url=reverse("decision-detail", args=[decision.public_id]),
        message=_("Draft number %(number)d is ready for the meeting.") % {"number": decision.number},
    )


def ask_for_pdf(*, decision: Decision, actor: User) -> Job:
    """Queue the ranking on paper, for the person who asked."""
    return enqueue(
        kind=PDF, title=_("Ranking on paper: %(title)s") % {"title": decision.title}, owner=actor, bank=decision.bank, args=_of(decision)
    )


def ask_for_issue(*, decision: Decision, actor: User) -> Job:
    """Queue the ranking on paper as it is issued, to be kept with the decision."""
    args = {**_of(decision), "issue": decision.state}
    return enqueue(kind=PDF, title=_("File the ranking: %(title)s") % {"title": decision.title}, owner=actor, bank=decision.bank, args=args)


def ask_for_excel(*, decision: Decision, actor: User) -> Job:
    title = _("Ranking as Excel: %(title)s") % {"title": decision.title}
    return enqueue(kind=EXCEL, title=title, owner=actor, bank=decision.bank, args=_of(decision))


def ask_for_letter(*, standing: Standing, actor: User) -> Job:
    args = {**_of(standing.decision), "standing": standing.public_id}
    return enqueue(kind=LETTER, title=_("Explanation on paper"), owner=actor, bank=standing.decision.bank, args=args)


def ask_for_rule_pdf(*, version: RuleVersion, actor: User) -> Job:
    title = _("Rule on paper: %(title)s") % {"title": version.rule.title}
    return enqueue(kind=RULE, title=title, owner=actor, bank=version.rule.bank, args={"version": version.public_id})


def _of(decision: Decision) -> dict[str, object]:
    return {"decision": decision.public_id}


def _decision(handle: JobHandle) -> Decision:
    rows = Decision.objects.select_related("bank", "cohort__organisation", "author", "run", "rule_version__rule", "meeting")
    return rows.get(public_id=handle.args["decision"])


def _printer(handle: JobHandle) -> str:
    return handle.job.owner.name if handle.job.owner else ""


def _drawn(draw: Callable[[], bytes]) -> bytes:
    """What can't be printed is named, not left blank."""
    try:
        return draw()
    except MissingGlyph as problem:
        raise JobRefused(str(problem)) from problem


@job_kind(PDF)
def print_ranking(handle: JobHandle) -> None:
    """Draw the ranking; with ``issue`` it is also kept as issued, once per state."""
    decision, now = _decision(handle), timezone.now()
    handle.report(0, 1, _("Drawing the pages …"))
    content = _drawn(lambda: ranking_pdf(decision=decision, printed_by=_printer(handle), now=now))
    name = f"{decision.cohort.code}-{decision.number}-{decision.state}.pdf"
    issue = handle.args.get("issue", "")
    if issue:
        issue_ranking(decision=decision, stage=str(issue), content=content, name=name, issued_by=handle.job.owner, now=now)
    handle.keep_file(name, content)
    handle.finish(url=reverse("decision-detail", args=[decision.public_id]) if issue else "", message=_("The document is ready."))


@job_kind(EXCEL)
def export_ranking(handle: JobHandle) -> None:
    decision = _decision(handle)
    handle.report(0, 1, _("Writing the workbook …"))
    content = ranking_workbook(decision=decision, printed_by=_printer(handle), now=timezone.now())
    handle.keep_file(f"{decision.cohort.code}-{decision.number}.xlsx", content)
    handle.finish(message=_("The workbook is ready."))


@job_kind(LETTER)
def print_letter(handle: JobHandle) -> None:
    handle.report(0, 1, _("Drawing the pages …"))
    rows = Standing.objects.select_related("user", "decision__run", "decision__bank", "decision__cohort", "decision__meeting", "outcome")
    standing = rows.get(public_id=handle.args["standing"])
    content = _drawn(lambda: letter_pdf(standing=standing, printed_by=_printer(handle), now=timezone.now()))
    handle.keep_file(f"letter-{standing.public_id[:8]}.pdf", content)
    handle.finish(message=_("The document is ready."))


@job_kind(RULE)
def print_rule(handle: JobHandle) -> None:
    handle.report(0, 1, _("Drawing the pages …"))
    version = RuleVersion.objects.select_related("rule__bank", "cohort").get(public_id=handle.args["version"])
    content = _drawn(lambda: rule_pdf(version=version, printed_by=_printer(handle), now=timezone.now()))
    handle.keep_file(f"rule-{version.rule.code}-{version.number}.pdf", content)
    handle.finish(message=_("The document is ready."))


PAPERS_AT_ONCE = 200


@job_kind(PRINT)
def print_certificates(handle: JobHandle) -> None:
    """Draw those that have no paper yet, file them, and hand over all in one archive; a second run finds what the first filed."""
    wanted, unprintable = list(handle.args["certificates"]), []
    with new_archive() as archive:
        for start in range(0, len(wanted), PAPERS_AT_ONCE):
            handle.report(start, len(wanted), _("Drawing the certificates …"))
            unprintable += _print_some(handle, wanted[start : start + PAPERS_AT_ONCE], archive)
        if len(unprintable) == len(wanted):
            raise JobRefused("；".join(unprintable))
        if len(wanted) > 1:
            handle.keep_file("certificates.zip", File(archive.finished()))
    message = _("The certificates are ready.")
    if unprintable:
        message = _("The certificates are ready, except: %(names)s") % {"names": "；".join(unprintable)}
    handle.report(len(wanted), len(wanted), message)
    handle.finish(url=_page_of(wanted), message=message)


def _print_some(handle: JobHandle, keys: Sequence[int], archive: Archive) -> list[str]:
    """What can't be printed is told with the name and the characters; the others don't wait for it."""
    rows, problems, papers = Certificate.objects.select_related("bank", "key", "document"), [], []
    for row in rows.filter(pk__in=keys, document=None):
        try:
            papers.append((row, certificate_pdf(row)))
        except MissingGlyph as problem:
            problems.append(f"{row.holder}：{problem}")
    file_papers(papers=papers, issued_by=handle.job.owner)
    for row in rows.filter(pk__in=keys):
        if row.document is not None:
            with row.document.file.open("rb") as file:
                archive.add(row, file.read())
    return problems


def _page_of(wanted: Sequence[int]) -> str:
    if len(wanted) != 1:
        return ""
    return reverse("certificate-detail", args=[Certificate.objects.values_list("public_id", flat=True).get(pk=wanted[0])])


def ask_for_profile_issue(*, profile: CertificationProfile, actor: User) -> Job:
    """Queue the locked profile on paper, to be kept as the bank published it."""
    title = _("File the certification profile: %(title)s") % {"title": profile.title}
    return enqueue(kind=PROFILE, title=title, owner=actor, bank=profile.bank, args={"profile": profile.public_id})


@job_kind(PROFILE)
def file_profile(handle: JobHandle) -> None:
    handle.report(0, 1, _("Drawing the pages …"))
    now = timezone.now()
    profile = CertificationProfile.objects.select_related("bank", "author").get(public_id=handle.args["profile"])
    content = _drawn(lambda: profile_pdf(profile=profile, printed_by=_printer(handle), now=now))
    name = f"certification-profile-{profile.number}.pdf"
    issue_profile(profile=profile, content=content, name=name, issued_by=handle.job.owner, now=now)
    handle.keep_file(name, content)
    handle.finish(url=reverse("profile-detail", args=[profile.public_id]), message=_("The document is ready."))


def ask_for_panel_minutes(*, sitting: PanelSitting, actor: User, item: PanelItem | None = None, issue: bool = False) -> Job:
    """Queue the minutes of a sitting, or of one item; with ``issue`` they are filed."""
    args = {"sitting": sitting.public_id, "item": item.public_id if item else "", "issue": issue}
    return enqueue(kind=MINUTES, title=_("Minutes: %(title)s") % {"title": sitting.title}, owner=actor, bank=sitting.bank, args=args)


@job_kind(MINUTES)
def print_minutes(handle: JobHandle) -> None:
    handle.report(0, 1, _("Drawing the pages …"))
    sitting, now = PanelSitting.objects.select_related("bank").get(public_id=handle.args["sitting"]), timezone.now()
    rows = sitting.items.select_related("user", "reviewer", "bank", "sitting__bank")
    item = rows.get(public_id=handle.args["item"]) if handle.args["item"] else None
    content = _drawn(lambda: minutes_pdf(sitting=sitting, items=[item] if item else list(rows), printed_by=_printer(handle), now=now))
    name = minutes_name(sitting, item)
    if handle.args["issue"]:
        issue_panel_minutes(sitting=sitting, item=item, content=content, name=name, issued_by=handle.job.owner, now=now)
    handle.keep_file(name, content)
    handle.finish(message=_("The document is ready."))


def ask_for_packet(*, item: PanelItem, actor: User) -> Job:
    """Queue the packet on paper, for the member who asked."""
    title = _("Packet: %(name)s") % {"name": item.user.name}
    return enqueue(kind=PACKET, title=title, owner=actor, bank=item.bank, args={"item": item.public_id})


@job_kind(PACKET)
def print_packet(handle: JobHandle) -> None:
    handle.report(0, 1, _("Drawing the pages …"))
    item = PanelItem.objects.select_related("user", "bank", "sitting__bank").get(public_id=handle.args["item"])
    handle.keep_file(
        f"packet-{item.public_id[:8]}.pdf", _drawn(lambda: packet_pdf(item=item, printed_by=_printer(handle), now=timezone.now()))
    )
    handle.finish(message=_("The document is ready."))


@shared_task(name="decisions.lapse")
def lapse() -> None:
    lapse_authorities()
    remind_of_certificates()


@shared_task(name="decisions.remind_plans")
def remind_plans() -> None:
    remind_of_plans()


@shared_task(name="decisions.remind_conditions")
def remind_conditions() -> None:
    remind_of_conditions()


@shared_task(name="decisions.watch_loans")
def watch_every_bank() -> None:
    for bank in Organisation.objects.filter(kind=OrganisationKind.BANK, is_active=True):
        watch_loans(bank=bank)
