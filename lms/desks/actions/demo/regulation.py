"""The demonstration's regulation, brought into force after its consultation."""

from datetime import date, timedelta

from lms.people.models import Organisation, User
from lms.policies.actions import acknowledge, add_version, close_consultation, open_consultation, put_in_force, set_policy_value
from lms.policies.models import RegulationVersion
from lms.records.domain.digests import named_digest

from ...domain.demo_regulation import CODE, CONSULTATION, LATES_PER_ABSENCE, LATES_REASON, TEXT, TITLE


def load_regulation(*, bank: Organisation, author: User, on: date) -> RegulationVersion:
    """Written, put to consultation for two weeks, recorded, in force on ``on``."""
    version = add_version(bank=bank, code=CODE, title=TITLE, text=TEXT, actor_key=author.key)
    version = open_consultation(version=version, starts_on=on - timedelta(days=20), ends_on=on - timedelta(days=6), actor_key=author.key)
    version = close_consultation(version=version, record=CONSULTATION, actor_key=author.key)
    version = put_in_force(version=version, on=on, actor_key=author.key)
    set_policy_value(
        bank=bank,
        key="attendance.lates_per_absence",
        value=LATES_PER_ABSENCE,
        effective_on=on,
        reason=LATES_REASON,
        actor_key=author.key,
        source=version,
    )
    return version


def acknowledge_regulation(*, version: RegulationVersion, users: list[User]) -> None:
    """The class signs for having received it."""
    digest = named_digest(version.text)
    for user in users:
        acknowledge(user=user, object_kind="regulation_version", object_id=version.public_id, digest=digest)
