"""Which desks belong to somebody."""

from lms.people.models import User
from lms.people.permissions import may_read_banks

UNION = "union"


def desk_roles(user: User) -> frozenset[str]:
    """The roles a person's desks hang on: at the provincial union there is one desk for every office."""
    return frozenset({UNION}) if may_read_banks(user) else user.roles
