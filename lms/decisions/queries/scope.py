"""Scope: which rules, decisions and results a user may see. Every page of the room fetches through here."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.cohorts.models import Cohort
from lms.people.models import User

from ..enums import SHOWN_STATES, RuleState
from ..models import Decision, Reply, RuleVersion, Standing
from ..permissions import OFFICE, SIGNERS

READ_STATES = (RuleState.LOCKED, RuleState.SUPERSEDED)


def office_at(user: User, path_field: str, roles: tuple[str, ...] = OFFICE) -> Q:
    """Rows at or below the nodes where ``user`` holds an office that reads decisions (one of ``roles``); nothing for everybody else."""
    day = timezone.localdate()
    wanted = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in roles and held.holds_on(day):
            wanted |= Q(**{f"{path_field}__startswith": held.path})
    return wanted


def decisions_visible_to(user: User) -> QuerySet[Decision]:
    """By office only: a person's own result is a letter, not this."""
    rows = Decision.objects.filter(office_at(user, "cohort__organisation__path"), bank_id=user.bank_id)
    return rows.select_related("cohort__organisation", "cohort__bank", "bank", "author", "rule_version__rule")


def decisions_to_sign(user: User) -> QuerySet[Decision]:
    """Those under which ``user`` may set a name by office; for who only reads them there is nothing to sign."""
    return decisions_visible_to(user).filter(office_at(user, "cohort__organisation__path", SIGNERS))


def standings_visible_to(user: User) -> QuerySet[Standing]:
    """Rows of the decisions seen by office."""
    return Standing.objects.filter(office_at(user, "decision__cohort__organisation__path"), decision__bank_id=user.bank_id)


def replies_visible_to(user: User) -> QuerySet[Reply]:
    return Reply.objects.filter(office_at(user, "standing__decision__cohort__organisation__path"), bank_id=user.bank_id)


def rule_versions_visible_to(user: User) -> QuerySet[RuleVersion]:
    """By office: every version for the cohorts of the node and below."""
    rows = RuleVersion.objects.filter(office_at(user, "cohort__organisation__path"), rule__bank_id=user.bank_id)
    return rows.select_related("rule__bank", "cohort__organisation", "cohort__bank", "author", "regulation_version__regulation")


def rules_to_sign(user: User) -> QuerySet[RuleVersion]:
    """Those under which ``user`` may set a name by office; for who only reads them there is nothing to sign."""
    return rule_versions_visible_to(user).filter(office_at(user, "cohort__organisation__path", SIGNERS))


def rules_to_read(user: User) -> QuerySet[RuleVersion]:
    """The locked rules of the cohorts a person takes or took part in."""
    rows = RuleVersion.objects.filter(
        state__in=READ_STATES, cohort__in=Cohort.objects.filter(enrolments__user=user), rule__bank_id=user.bank_id
    )
    return rows.select_related("rule__bank", "cohort__bank", "regulation_version__regulation", "text")


def cohorts_decided_by(user: User) -> QuerySet[Cohort]:
    """Cohorts for which ``user`` reads decisions by office."""
    return Cohort.objects.filter(office_at(user, "organisation__path"), bank_id=user.bank_id)


def own_standings(user: User) -> QuerySet[Standing]:
    """A person's own rows, from the day of publishing on; the fetch is the check that it is nobody else's."""
    rows = Standing.objects.filter(user=user, decision__state__in=SHOWN_STATES, decision__published_at__isnull=False)
    return rows.select_related("decision__cohort__bank", "decision__bank", "enrolment", "outcome").order_by("-decision__published_at")
