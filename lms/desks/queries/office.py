"""The days of HR, of those who lead or audit, of raters and of administrators."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext

from assessments.models import RatingTask
from assessments.queries.ratings import ratings_waiting_for
from lms.cohorts.enums import PRESENT_STATES, CohortState, LeaveState
from lms.cohorts.models import Cohort, Enrolment
from lms.cohorts.queries import cohort_list
from lms.cohorts.queries.leave import leaves_visible_to
from lms.decisions.enums import DecisionState, RuleState
from lms.decisions.models import Decision, RuleVersion
from lms.decisions.queries import decisions_visible_to, replies_visible_to, rule_versions_visible_to
from lms.evidence.models import Evidence
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.people.models import Mentorship, User
from lms.people.queries import current_mentorships, people_in_bank
from lms.policies.domain.catalogue import CATALOGUE
from lms.policies.models import Acknowledgement, PolicyValue
from lms.records.models import Act, ChainHead, ChainLink
from lms.records.queries import unsealed

from .counters import counters, first_of, number_of

COHORTS_SHOWN = 8
DECISIONS_SHOWN = 6
OPEN_STATES = (CohortState.RUNNING, CohortState.PLANNED)


def open_cohorts(user: User) -> QuerySet[Cohort]:
    """Running before planned, with people and steps counted."""
    return cohort_list(user).filter(state__in=OPEN_STATES).order_by("-state", "-starts_on", "-id")[:COHORTS_SHOWN]


def recent_decisions(user: User) -> QuerySet[Decision]:
    return decisions_visible_to(user).exclude(state=DecisionState.WITHDRAWN).order_by("-created_at", "-id")[:DECISIONS_SHOWN]


@dataclass(frozen=True)
class HrToday:
    counts: dict[str, Any]
    cohorts: list[Cohort] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    rules: list[RuleVersion] = field(default_factory=list)


def hr_today(user: User) -> HrToday:
    """Four queries; ``rules`` are those locked ones that somebody of the class has not acknowledged."""
    leaves = leaves_visible_to(user).filter(state=LeaveState.REQUESTED)
    return HrToday(counters(user, leaves=leaves), list(open_cohorts(user)), list(recent_decisions(user)), _unacknowledged(user))


def _unacknowledged(user: User) -> list[RuleVersion]:
    """With ``people`` in the class and ``given`` acknowledgements of exactly this text by people of the class."""
    people = Enrolment.objects.filter(cohort=OuterRef("cohort"), state__in=PRESENT_STATES)
    given = Acknowledgement.objects.filter(
        object_kind="rule_version",
        object_id=OuterRef("public_id"),
        digest=OuterRef("digest"),
        user__in=Enrolment.objects.filter(cohort=OuterRef(OuterRef("cohort")), state__in=PRESENT_STATES).values("user"),
    )
    rows = rule_versions_visible_to(user).filter(state=RuleState.LOCKED, cohort__state__in=OPEN_STATES)
    rows = rows.annotate(people=number_of(people), given=number_of(given))
    return [row for row in rows if row.given < row.people]


@dataclass(frozen=True)
class Chain:
    """Where the bank's chain stands."""

    length: int
    sealed_at: datetime | None


@dataclass(frozen=True)
class LeaderToday:
    counts: dict[str, Any]
    cohorts: list[Cohort] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    chain: Chain | None = None


def leader_today(user: User) -> LeaderToday:
    """Four queries."""
    counts = counters(
        user,
        replies=replies_visible_to(user).filter(answer__isnull=True),
        running=cohort_list(user).filter(state=CohortState.RUNNING),
        unsealed_facts=unsealed(Evidence.objects.filter(bank_id=user.bank_id), kind="evidence"),
        unsealed_acts=unsealed(Act.objects.filter(organisation_key=user.bank.public_id if user.bank else ""), kind="act"),
    )
    return LeaderToday(counts, list(open_cohorts(user)), list(recent_decisions(user)), _chain(user))


def _chain(user: User) -> Chain | None:
    if user.bank is None:
        return None
    last = ChainLink.objects.filter(chain=OuterRef("chain"), position=OuterRef("position"))
    heads = ChainHead.objects.filter(chain=f"bank:{user.bank.public_id}").annotate(sealed_at=first_of(last, "sealed_at"))
    row = heads.values_list("position", "sealed_at").first()
    return Chain(*row) if row else Chain(0, None)


@dataclass(frozen=True)
class RaterToday:
    counts: dict[str, Any]
    ratings: list[RatingTask] = field(default_factory=list)
    mentees: list[Mentorship] = field(default_factory=list)


def rater_today(user: User, *, now: datetime) -> RaterToday:
    """Three queries."""
    pairs = current_mentorships(user).select_related("mentee").order_by("mentee__name_pinyin", "id")
    return RaterToday(counters(user), list(ratings_waiting_for(user)[:20]), list(pairs))


@dataclass(frozen=True)
class AdministratorToday:
    counts: dict[str, Any]
    failed_jobs: list[Job] = field(default_factory=list)
    policies: list[tuple[PolicyValue, str]] = field(default_factory=list)


def administrator_today(user: User, *, now: datetime) -> AdministratorToday:
    """Three queries."""
    people = people_in_bank(user.bank) if user.bank else User.objects.none()
    jobs = Job.objects.filter(bank_id=user.bank_id)
    failed = jobs.filter(state=JobState.FAILED, finished_at__gte=now - timedelta(days=7))
    counts = counters(
        user,
        active=people.filter(is_active=True),
        closed=people.filter(is_active=False),
        first_sign_in=people.filter(is_active=True, must_change_password=True),
        failed=failed,
        under_way=jobs.filter(state__in=[JobState.QUEUED, JobState.RUNNING]),
    )
    values = PolicyValue.objects.filter(bank_id=user.bank_id, key__in=CATALOGUE).order_by("-created_at", "-id")[:5]
    policies = [(row, gettext(CATALOGUE[row.key].label)) for row in values]
    return AdministratorToday(counts, list(failed.select_related("owner")[:5]), policies)
