"""Small questions about what a person may do in loan operations."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, has_role_at

from .models import CaseFolder, LoanCase

OFFICE_ROLES = (Role.HR, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR)
KEEPER_ROLES = (Role.HR, Role.LEADER)


def sees_all_cases(user: User) -> bool:
    """Whether the user sees every case of the bank by office."""
    return has_role(user, *OFFICE_ROLES)


def may_keep_cases(user: User) -> bool:
    """Whether the user enters cases and gives them to people."""
    return has_role(user, *KEEPER_ROLES)


def may_mentor(user: User) -> bool:
    return has_role(user, Role.MENTOR)


def may_choose_mode(user: User) -> bool:
    """How much of its business a bank keeps here is the leader's choice, or an administrator's on the bank's behalf."""
    return has_role(user, Role.LEADER, Role.ADMINISTRATOR)


def works_on(user: User, case: LoanCase) -> bool:
    """Whether the user works on this case: by hand, as the mentor who answers for it, or by office; who only takes part reads."""
    return user.pk in {case.lead_id, case.second_id, case.supervisor_id} or may_keep_cases(user)


def acts_at(user: User, folder: CaseFolder, code: str) -> bool:
    """Whether the user may do something at this milestone: who works on the case, and at the cross review who was named for it."""
    return works_on(user, folder.case) or (code == "review" and folder.reviewer_id == user.pk)


def clears_overdue(user: User, case: LoanCase) -> bool:
    """Whether the user says for the office that a loan is paid up or repaid: nobody says it of a case they work on."""
    return may_keep_cases(user) and user.pk not in {case.lead_id, case.second_id, case.supervisor_id}


def may_see_customers(user: User) -> bool:
    """Customers as a list are the office's; who works on a case sees its own customer there."""
    return user.bank is not None and has_role_at(user, user.bank, *KEEPER_ROLES)


def may_see_signals(user: User) -> bool:
    """Offices of the bank itself; a branch has no view over the others."""
    return user.bank is not None and has_role_at(user, user.bank, Role.HR, Role.LEADER, Role.AUDITOR)


def may_close_signals(user: User) -> bool:
    return user.bank is not None and has_role_at(user, user.bank, *KEEPER_ROLES)


def may_place_trainees(user: User) -> bool:
    """Whether the user gives trainees a part in cases by office; a mentor does it for their own cards."""
    return has_role(user, Role.HR)


def may_ask_for_parts(user: User) -> bool:
    """A trainee proposes; the mentor confirms by giving the card."""
    return has_role(user, Role.TRAINEE)


def may_watch_mentors(user: User) -> bool:
    """Who sees by office how mentors answer and what becomes of their apprentices."""
    return sees_all_cases(user)


LEDGER_ROLES = (Role.TRAINEE, Role.MENTOR)


def may_keep_ledgers(user: User) -> bool:
    """Whether the user goes to customers and writes visits and days of their own."""
    return has_role(user, *LEDGER_ROLES)


def reads_ledgers(user: User) -> bool:
    """Whether there is anything for the user in the ledgers: their own, their mentees', or by office."""
    return has_role(user, *LEDGER_ROLES, *OFFICE_ROLES)


def may_keep_grid(user: User) -> bool:
    """Who draws the grid, gives areas to people and brings in contracts."""
    return has_role(user, *KEEPER_ROLES)
