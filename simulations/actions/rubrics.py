"""The scoring sheet a rehearsal is judged by."""

from assessments.actions.ratings import install_rubric
from assessments.enums import RubricState
from assessments.models import Rubric
from lms.people.models import Organisation, User


def sheet_in_force(*, bank: Organisation, code: str, actor: User) -> Rubric:
    """The bank's own sheet; the first rehearsal of a kind brings the standard one along."""
    own = Rubric.objects.filter(bank=bank, code=code, state=RubricState.IN_FORCE).order_by("-version").first()
    return own or install_rubric(bank=bank, code=code, actor=actor)
