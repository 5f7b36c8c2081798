"""Small questions about who may do what with rules and decisions."""

from lms.cohorts.models import Cohort
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.people.permissions import has_role, has_role_at
from lms.people.queries import current_mentorships, people_overseen_by

from .models import Certificate

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


# Who may stop somebody's authority at once; a person's own mentor may, too.
STOPS = (Role.HR, Role.LEADER, Role.PROJECT_BOARD)


def keeps_panels(user: User, bank: Organisation) -> bool:
    """Planning sittings, their agenda and their members: the personnel office of the bank itself."""
    return user.bank_id == bank.pk and has_role_at(user, bank, Role.HR)


def names_chairs(user: User, bank: Organisation) -> bool:
    """Naming another chair once the votes are in, where the one before can't go on: the personnel office or the project board."""
    return user.bank_id == bank.pk and has_role_at(user, bank, Role.HR, Role.PROJECT_BOARD)


def reads_panels(user: User, bank: Organisation) -> bool:
    """Every sitting of the bank by office; members read their own."""
    return user.bank_id == bank.pk and has_role_at(user, bank, *OFFICE)


def may_recognise(user: User, bank: Organisation) -> bool:
    """Writing a first recognition; it takes effect by two signatures of the project board."""
    return user.bank_id == bank.pk and has_role_at(user, bank, Role.HR, Role.PROJECT_BOARD)


def sits_on_board(user: User, bank: Organisation) -> bool:
    return user.bank_id == bank.pk and has_role_at(user, bank, Role.PROJECT_BOARD)


def may_write_profiles(user: User) -> bool:
    """A certification profile is the whole bank's, so it takes its personnel office."""
    return user.bank is not None and has_role_at(user, user.bank, Role.HR)


def profile_signing_role(user: User, bank: Organisation) -> str:
    """As what ``user`` would sign a profile of ``bank``; "" for nobody."""
    if user.bank_id != bank.pk:
        return ""
    return next((str(role) for role in SIGNERS if has_role_at(user, bank, role)), "")


def reads_certification(user: User) -> bool:
    """The people-by-nodes pages: by office for those below it, as a mentor for one's own mentees."""
    return reads_decisions(user) or has_role(user, Role.MENTOR)


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


def may_suspend_certificate(user: User, certificate: Certificate) -> bool:
    """At once and alone, because harm doesn't wait for a meeting; only a panel lifts it again, or revokes."""
    return user.bank_id == certificate.bank_id and user.pk != certificate.user_id and has_role(user, *SIGNERS)


def may_keep_certificates(user: User, certificate: Certificate) -> bool:
    """Drawing the paper again, a new one for a lost one: the personnel office."""
    return user.bank_id == certificate.bank_id and user.pk != certificate.user_id and has_role(user, Role.HR)


def signs_for(user: User, bank: Organisation) -> bool:
    """Whether ``user`` holds at the bank itself an office that signs decisions."""
    return user.bank_id == bank.pk and has_role_at(user, bank, *SIGNERS)
