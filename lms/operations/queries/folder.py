"""What is in the folder of a case, and what its milestones still wait for."""

from datetime import date, datetime

from lms.people.models import User
from simulations.enums import CommitteeState

from ..domain.milestones import STEPS, followers
from ..domain.presence import Arrival, both_there
from ..domain.worksheet import faults_of
from ..enums import AdmissionItem, ArchiveItem, CaseEventKind, CaseState, CheckKind, FileKind, MilestoneState, Resolution
from ..models import CaseEvent, CaseFile, CaseFolder, LoanCase, Milestone, MonitoringCheck, SiteSignIn

RULES_OUT = tuple(AdmissionItem.values[:5])
FINISHED = (MilestoneState.DONE, MilestoneState.SKIPPED)


def finished_codes(case: LoanCase) -> frozenset[str]:
    return frozenset(Milestone.objects.filter(case=case, state__in=FINISHED).values_list("code", flat=True))


def admission_holds(answers: dict[str, str]) -> bool:
    """Every question is answered and none of the first five with a no."""
    return all(answers.get(item) in {"yes", "no"} for item in AdmissionItem.values) and all(answers[item] == "yes" for item in RULES_OUT)


def reopened_at(case: LoanCase, code: str) -> datetime | None:
    """When the case was last sent back over a milestone that had been done: what was brought before then counts no more."""
    for event in CaseEvent.objects.filter(case=case, kind=CaseEventKind.RETURNED).order_by("-id"):
        to = str(event.details.get("to_step", ""))
        # Returns of earlier versions don't list what they opened again.
        again = event.details.get("again") or ([to, *followers(to)] if to in STEPS else [])
        if code in again:
            return event.happened_at
    return None


def arrivals_of(case: LoanCase, since: datetime | None = None) -> list[Arrival]:
    rows = SiteSignIn.objects.filter(case=case)
    rows = rows.filter(signed_at__gt=since) if since else rows
    found = rows.values_list("user_id", "signed_at", "latitude", "longitude")
    return [
        Arrival(person, at, *(None if one is None else float(one) for one in (latitude, longitude)))
        for person, at, latitude, longitude in found
    ]


def _on_agenda(folder: CaseFolder) -> bool:
    """Of a sitting that was not called off."""
    item = folder.committee_item
    return item is not None and item.committee.state != CommitteeState.CANCELLED


def needs_met(case: LoanCase, folder: CaseFolder, code: str, actor: User, today: date) -> frozenset[str]:
    """Codes of ``Need`` that hold for the milestone ``code`` if ``actor`` finishes it today."""
    since = reopened_at(case, code)
    rows = CaseFile.objects.filter(case=case, milestone=code, removed_at__isnull=True)
    files = list((rows.filter(added_at__gt=since) if since else rows).values_list("kind", flat=True))
    planned = list(MonitoringCheck.objects.filter(case=case).values_list("kind", "done_on"))
    checks = {kind for kind, done_on in planned if done_on is not None}
    written_off = case.state == CaseState.WRITTEN_OFF
    unmet_conditions = case.conditions.filter(before_payout=True, met_at__isnull=True).exists()
    holds = {
        "paper": bool(files),
        "photo": FileKind.PHOTO in files,
        "admission": admission_holds(folder.admission),
        "both_there": both_there(arrivals_of(case, since), case.lead_id, case.second_id),
        "statements": faults_of(folder.figures, folder.checks).finished,
        "second_view": bool(folder.second_view.strip()),
        "report": bool(folder.report.strip()) and folder.proposed_amount is not None,
        "another_person": actor.pk not in {case.lead_id, case.second_id, case.supervisor_id},
        "sitting": code == "sitting" and _on_agenda(folder),
        "resolution": folder.resolution != "",
        "approved": folder.resolution in {Resolution.APPROVED, Resolution.CONDITIONAL},
        "conditions": not unmet_conditions,
        "paid": folder.paid_on is not None,
        "first_check": CheckKind.FIRST in checks,
        "routine_check": CheckKind.ROUTINE in checks or CheckKind.ROUTINE not in {kind for kind, _done_on in planned},
        "due_date": folder.repaid_on is not None or (folder.matures_on is not None and folder.matures_on <= today),
        "paid_up": folder.overdue_since is None or written_off,
        "archive": all(folder.archive.get(item) for item in ArchiveItem.values if not (written_off and item == ArchiveItem.SETTLEMENT)),
        "look_back": bool(folder.review.strip()),
    }
    return frozenset(need for need, held in holds.items() if held)
