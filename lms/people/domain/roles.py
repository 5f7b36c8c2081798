"""Who holds which role where, on which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HeldRole:
    """A role at one node of the organisation tree; ``path`` is the node's path (``/3/17/``)."""

    role: str
    organisation_id: int
    path: str
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def covers(self, path: str) -> bool:
        """Whether the node at ``path`` is this role's node or lies below it."""
        return path.startswith(self.path)


def roles_on(held: Iterable[HeldRole], day: date) -> frozenset[str]:
    """The names of the roles held on ``day``."""
    return frozenset(role.role for role in held if role.holds_on(day))


def username_for(*, organisation_code: str, employee_number: str, fallback: str) -> str:
    """The internal unique name: organisation and 工号, or ``~fallback`` for somebody without one."""
    return f"{organisation_code}:{employee_number}" if employee_number else f"{organisation_code}:~{fallback}"
