"""The people of a bank: one of each role in the thick of it, and some of the same roles who stand apart."""

from django.utils import timezone

from lms.people.actions import add_organisation
from lms.people.enums import OrganisationKind, Role
from lms.people.models import Membership, Organisation, User
from tests.cast import PARTS
from tests.factories.people import make_bank, make_branch, make_user

PASSWORD = "a-long-enough-password"
# Of the same bank, but with nothing to do with the class (and the trainee): who they are → their role.
APART: dict[str, str] = {
    "trainee_apart": Role.TRAINEE,
    "mentor_apart": Role.MENTOR,
    "instructor_apart": Role.INSTRUCTOR,
    "teacher_apart": Role.CLASS_TEACHER,
}


def make_people(name: str, code: str) -> tuple[Organisation, dict[str, User]]:
    """``classmate`` sits beside the trainee, ``left`` has left the class; ``branch_…`` hold office at a branch."""
    bank = make_bank(name=name, code=code)
    branch = make_branch(bank)
    roles = {**PARTS, **APART, "classmate": Role.TRAINEE, "left": Role.TRAINEE}
    people = {part: make_user(bank, role, name=f"{part}某", password=PASSWORD) for part, role in roles.items()}
    people["branch_hr"] = make_user(bank, Role.HR, at=branch, password=PASSWORD)
    people["branch_leader"] = make_user(bank, Role.LEADER, at=branch, password=PASSWORD)
    people["branch_admin"] = make_user(bank, Role.ADMINISTRATOR, at=branch, password=PASSWORD)
    people["nobody"] = make_user(bank, password=PASSWORD)
    # The undertaking stands before every page and is tested where it lives.
    Membership.objects.filter(user__bank=bank, role=Role.CONSULTANT).update(confidentiality_acknowledged_at=timezone.now())
    return bank, people


def make_union() -> User:
    """Somebody of the provincial union with every office there."""
    union = add_organisation(kind=OrganisationKind.UNION, name="省联社", code="union")
    roles = (Role.HR, Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER, Role.PROJECT_BOARD, Role.INSTRUCTOR)
    return make_user(union, *roles, password=PASSWORD)
