"""The bank, and what is known of its people."""

from collections.abc import Mapping
from typing import Any

from tests.matrix.lines import INSTRUCTORS, OFFICE, SEATED, STAFF

from ..groups import AT_TABLE, BRANCH, LEARNERS, Rule


def name(user: Any, parts: Mapping[Any, str]) -> str:
    """Whoever works for the bank is known there by name; a trainee to those who have to do with them."""
    part = parts.get(user.pk, "")
    if part in LEARNERS:
        # Every instructor of the bank answers what is asked under its lessons.
        return f"{OFFICE} {STAFF} {SEATED} {INSTRUCTORS} {AT_TABLE} left"
    return f"{OFFICE} {part}" if part in ("trainee_apart", "nobody") else "*"


def number(user: Any, parts: Mapping[Any, str]) -> str:
    """The 工号: beside a name where people are chosen from a list."""
    return f"{contact(user, parts)} {STAFF} {'mentor' if parts.get(user.pk) == 'trainee' else ''}"


def contact(user: Any, parts: Mapping[Any, str]) -> str:
    """How to reach somebody; a branch office sees the people of its branch."""
    part = parts.get(user.pk, "")
    if part in LEARNERS:
        return f"{OFFICE} {STAFF} {part}"
    return f"{OFFICE} {part} {BRANCH if part.startswith('branch_') else ''}"


RULES: dict[str, Rule] = {
    "people.Organisation.name": "*",
    "people.Organisation.short_name": "*",
    "people.Organisation.brand_name": "*",
    "people.Organisation.brand_logo": "*",
    # Read by whoever opened the bank from above it; in the bank a notice and the log say the same.
    "people.BankAccess.reason": "",
    "people.User.password": "",
    "people.User.name": name,
    "people.User.employee_number": number,
    "people.User.phone": contact,
    "people.User.email": contact,
}
