"""The decision meeting on a draft: its record, an outcome for each person, independent re-assessments."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.actions import Fact, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.people.models import User
from lms.people.queries import people_in_bank
from lms.records.enums import Verb

from ..domain.outcomes import Option, facts_of, options
from ..enums import DecisionState
from ..models import Decision, Meeting, Outcome, Reassessment, Standing
from ..permissions import may_decide
from ..queries.facts import REASSESSMENT
from ..queries.results import raters_of, reassessed_of, row_of
from .log import log_decision
from .problems import DecisionProblem

FEWEST_PARTICIPANTS = 2


def draft_for_update(decision: Decision, actor: User) -> Decision:
    """The draft under its lock; only the personnel office works on it."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("cohort__organisation", "cohort__bank", "bank", "run")
    decision = rows.get(pk=decision.pk)
    if not may_decide(actor, decision.cohort):
        raise DecisionProblem(_("Only the personnel office of this cohort does this."), code="not_allowed")
    if decision.state != DecisionState.DRAFT:
        raise DecisionProblem(_("What is published no longer changes."), code="not_a_draft")
    return decision


@transaction.atomic
def record_meeting(
    *,
    decision: Decision,
    actor: User,
    held_at: datetime,
    participants: Iterable[User],
    minutes: str,
    place: str = "",
    now: datetime | None = None,
) -> Meeting:
    """Write down, or write anew, who met when and what was said."""
    decision = draft_for_update(decision, actor)
    moment = now or timezone.now()
    present = list(participants)
    if held_at > moment:
        raise DecisionProblem(_("The meeting can't lie ahead."), code="held_at")
    if len({user.pk for user in present}) < FEWEST_PARTICIPANTS:
        raise DecisionProblem(_("A decision meeting has at least two participants."), code="participants")
    if any(user.bank_id != decision.bank_id for user in present):
        raise DecisionProblem(_("A participant belongs to another bank."), code="bank")
    if decision.standings.filter(user__in=present).exists():
        raise DecisionProblem(_("Nobody takes part in the decision about themselves."), code="self")
    if not minutes.strip():
        raise DecisionProblem(_("Write the minutes."), code="minutes")
    meeting, _created = Meeting.objects.update_or_create(
        decision=decision,
        defaults={
            "held_at": held_at,
            "place": place.strip(),
            "minutes": minutes.strip(),
            "recorded_by": actor,
            "recorded_at": timezone.now(),
        },
    )
    meeting.participants.set(present)
    log_decision(decision, actor, Verb.CHANGED, details={"meeting": len(present)}, now=moment)
    return meeting


def options_for(standing: Standing) -> list[Option]:
    """What may be chosen for one person, and what is closed."""
    return options_given(standing, standing.decision.run.result, reassessed_of(standing))


def options_given(standing: Standing, result: Mapping[str, Any], reassessed: bool | None) -> list[Option]:
    """The same where result and re-assessments were read for everybody at once."""
    row = row_of(result, standing.user.key)
    return options(facts_of(row, footing=standing.enrolment.legal_footing, reassessed=reassessed))


@transaction.atomic
def choose_outcome(*, standing: Standing, choice: str, reasons: str, actor: User, now: datetime | None = None) -> Outcome:
    """What the meeting chose for one person, with its reasons; a closed choice is refused with what closes it."""
    draft_for_update(standing.decision, actor)
    rows = Standing.objects.select_related("decision__run", "enrolment", "user", "decision__cohort", "decision__bank")
    standing = rows.get(pk=standing.pk)
    if standing.user_id == actor.pk:
        raise DecisionProblem(_("Nobody decides about themselves."), code="self")
    option = next((one for one in options_for(standing) if one.choice == choice), None)
    if option is None:
        raise DecisionProblem(_("This outcome is not open to somebody on this legal footing."), code="footing")
    if not option.open:
        raise DecisionProblem(_("This outcome is closed for this person now. See what is listed beside it."), code=option.closed[0].lower())
    if not reasons.strip():
        raise DecisionProblem(_("Write the reasons; the person will read them."), code="reasons")
    outcome, _created = Outcome.objects.update_or_create(
        standing=standing,
        defaults={"choice": choice, "reasons": reasons.strip(), "chosen_by": actor, "chosen_at": now or timezone.now()},
    )
    log_decision(standing.decision, actor, Verb.DECIDED, details={"person": standing.user.key, "choice": choice}, now=outcome.chosen_at)
    return outcome


@transaction.atomic
def record_reassessment(
    *,
    standing: Standing,
    assessor: User,
    held_on: date,
    met_standard: bool,
    findings: str,
    actor: User,
    score: Decimal | None = None,
    now: datetime | None = None,
) -> Reassessment:
    """A second look by somebody who judged nothing of what was ranked; it enters the ledger and informs the meeting."""
    moment = now or timezone.now()
    decision = draft_for_update(standing.decision, actor)
    _check_assessor(decision, standing, assessor)
    if held_on > timezone.localdate(moment) or held_on < decision.cohort.starts_on:
        raise DecisionProblem(_("The re-assessment lies between the first day of the cohort and today."), code="held_on")
    if not findings.strip():
        raise DecisionProblem(_("Write down what was found."), code="findings")
    found = Reassessment(
        bank=decision.bank,
        cohort=decision.cohort,
        decision=decision,
        user=standing.user,
        assessor=assessor,
        held_on=held_on,
        met_standard=met_standard,
        findings=findings.strip(),
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    found.evidence_id = record_evidence(bank=decision.bank, fact=_reassessment_fact(found, score, moment)).public_id
    found.save(force_insert=True)
    # What was chosen before is chosen again in the light of the new finding.
    Outcome.objects.filter(standing=standing).delete()
    log_decision(decision, actor, Verb.SUBMITTED, details={"person": standing.user.key, "reassessment": found.public_id}, now=moment)
    return found


def _reassessment_fact(found: Reassessment, score: Decimal | None, moment: datetime) -> Fact:
    """Its row in the ledger: a score where one was given, else the level on the scale of the standard."""
    noon = timezone.make_aware(datetime.combine(found.held_on, time(12)))
    level = "" if score is not None else "met" if found.met_standard else "not_met"
    return Fact(
        person_key=found.user.key,
        kind=EvidenceKind.REVIEW,
        source_kind=REASSESSMENT,
        source_id=found.public_id,
        happened_at=min(moment, noon),
        raw=score,
        maximum=None if score is None else Decimal(100),
        level=level,
        scale="standard" if level else "",
        rater_key=found.assessor.key,
        details={"decision": found.decision.public_id, "met_standard": found.met_standard},
        note=found.findings,
    )


def _check_assessor(decision: Decision, standing: Standing, assessor: User) -> None:
    if not people_in_bank(decision.bank).filter(pk=assessor.pk, is_active=True).exists():
        raise DecisionProblem(_("The assessor belongs to another bank."), code="bank")
    if assessor.pk == decision.author_id:
        raise DecisionProblem(_("The author of the ranking is not independent."), code="author")
    if decision.standings.filter(user=assessor).exists():
        raise DecisionProblem(_("Somebody who is ranked here assesses nobody."), code="ranked")
    if assessor.key in raters_of(decision.run, standing.user.key):
        raise DecisionProblem(_("This assessor has judged the person before; choose somebody independent."), code="rater")
