"""What is in the folder of a case, and what its milestones still wait for."""

from datetime import date

from lms.people.models import User

from ..domain.presence import Arrival, both_there
from ..domain.worksheet import faults_of
from ..enums import AdmissionItem, ArchiveItem, CheckKind, FileKind, MilestoneState, Resolution
from ..models import CaseFile, CaseFolder, LoanCase, Milestone, MonitoringCheck, SiteSignIn

RULES_OUT = tuple(AdmissionItem.values[:5])
FINISHED = (MilestoneState.DONE, MilestoneState.SKIPPED)


def finished_codes(case: LoanCase) -> frozenset[str]:
    return frozenset(Milestone.objects.filter(case=case, state__in=FINISHED).values_list("code", flat=True))


def admission_holds(answers: dict[str, str]) -> bool:
    """Every question is answered and none of the first five with a no."""
    return all(answers.get(item) in {"yes", "no"} for item in AdmissionItem.values) and all(answers[item] == "yes" for item in RULES_OUT)


def arrivals_of(case: LoanCase) -> list[Arrival]:
    return [Arrival(person, at) for person, at in SiteSignIn.objects.filter(case=case).values_list("user_id", "signed_at")]


def needs_met(case: LoanCase, folder: CaseFolder, code: str, actor: User, today: date) -> frozenset[str]:
    """Codes of ``Need`` that hold for the milestone ``code`` if ``actor`` finishes it today."""
    files = list(CaseFile.objects.filter(case=case, milestone=code, removed_at__isnull=True).values_list("kind", flat=True))
    checks = set(MonitoringCheck.objects.filter(case=case, done_on__isnull=False).values_list("kind", flat=True))
    unmet_conditions = case.conditions.filter(before_payout=True, met_at__isnull=True).exists()
    holds = {
        "paper": bool(files),
        "photo": FileKind.PHOTO in files,
        "admission": admission_holds(folder.admission),
        "both_there": both_there(arrivals_of(case), case.lead_id, case.second_id),
        "statements": faults_of(folder.figures, folder.checks).finished,
        "second_view": bool(folder.second_view.strip()),
        "report": bool(folder.report.strip()) and folder.proposed_amount is not None,
        "another_person": actor.pk not in {case.lead_id, case.second_id},
        "sitting": folder.committee_item_id is not None,
        "resolution": folder.resolution != "",
        "approved": folder.resolution in {Resolution.APPROVED, Resolution.CONDITIONAL},
        "conditions": not unmet_conditions,
        "paid": folder.paid_on is not None,
        "first_check": CheckKind.FIRST in checks,
        "routine_check": CheckKind.ROUTINE in checks,
        "due_date": folder.matures_on is not None and folder.matures_on <= today,
        "paid_up": folder.overdue_since is None,
        "archive": all(folder.archive.get(item) for item in ArchiveItem.values),
        "look_back": bool(folder.review.strip()),
    }
    return frozenset(need for need, held in holds.items() if held)
