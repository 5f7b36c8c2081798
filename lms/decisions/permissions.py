"""Small questions about who may do what with rules and decisions."""

from lms.cohorts.models import Cohort
from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, has_role_at
from lms.people.queries import current_mentorships, people_overseen_by

OFFICE = (Role.HR, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR)
SIGNERS = (Role.PROJECT_BOARD, Role.LEADER, Role.HR)


def reads_decisions(user: User) -> bool:
    """Whether ``user`` reads rules and decisions by office, anywhere in their bank."""
    return has_role(user, *OFFICE)


def may_decide(user: User, cohort: Cohort) -> bool:
    """Writing rules, ranking, keeping the meeting's record, publishing: the personnel office."""
    return user.bank_id == cohort.bank_id and has_role_at(user, cohort.organisation, Role.HR)


def may_decide_somewhere(user: User) -> bool:
    return has_role(user, Role.HR)


def signing_role(user: User, cohort: Cohort) -> str:
    """As what ``user`` would sign about ``cohort``: the project board before the leader before the personnel office; "" for nobody."""
    if user.bank_id != cohort.bank_id:
        return ""
    return next((str(role) for role in SIGNERS if has_role_at(user, cohort.organisation, role)), "")


def may_develop(user: User, person: User) -> bool:
    """Whether ``user`` evaluates ``person`` and writes their plan: the personnel office over them, or their mentor; never themselves."""
    if user.pk == person.pk or user.bank_id != person.bank_id:
        return False
    if current_mentorships(user).filter(mentee=person).exists():
        return True
    return has_role(user, Role.HR) and people_overseen_by(user).filter(pk=person.pk).exists()


def may_keep_standard(user: User) -> bool:
    """What the posts ask is the bank's, so it takes the personnel office of the bank itself."""
    return user.bank is not None and has_role_at(user, user.bank, Role.HR)
