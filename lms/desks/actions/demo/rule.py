"""The rule of a class: written, offered, signed by two, acknowledged by everybody before the first session."""

from datetime import datetime, timedelta
from typing import Any

from lms.decisions.actions.acknowledge_rule import acknowledge_rule
from lms.decisions.actions.lock_rule import offer_rule, sign_rule
from lms.decisions.actions.rules import create_rule, starting_body
from lms.decisions.models import RuleVersion
from lms.policies.models import RegulationVersion

from .classes import DemoClass

TITLE = "综合评估"


def _body(group: DemoClass, regulation: RegulationVersion, *, theory: str, practical: str) -> dict[str, Any]:
    """The suggested rule; theory and practical work are two exams, and one person may be asked not to go on."""
    body = starting_body(cohort=group.cohort, regulation=regulation, title=TITLE, code=f"{group.cohort.code}-R1")
    for component in body["components"]:
        if component["code"] in {"exam", "practical"}:
            activity = theory if component["code"] == "exam" else practical
            component["source"] = {"kind": "exam", "competency": None, "activities": [activity], "aggregate": "latest"}
    return {**body, "line": {"kind": "number", "value": "1", "gates_count": True}}


def settle_rule(*, group: DemoClass, regulation: RegulationVersion, theory: str, practical: str, first_session: datetime) -> RuleVersion:
    """Lock the rule two days before the class begins; everybody acknowledges it on the evening before."""
    staff = group.staff
    written = first_session - timedelta(days=5)
    version = create_rule(
        cohort=group.cohort,
        regulation=regulation,
        title=TITLE,
        author=staff["hr1"],
        body=_body(group, regulation, theory=theory, practical=practical),
        code=f"{group.cohort.code}-R1",
        now=written,
    )
    version = offer_rule(version=version, actor=staff["hr1"], now=written + timedelta(hours=2))
    for signer, day in ((staff["hr2"], 1), (staff["board1"], 2)):
        version = sign_rule(version=version, signer=signer, digest=version.digest, now=written + timedelta(days=day))
    for user in group.trainees.values():
        acknowledge_rule(version=version, user=user, digest=version.digest, now=first_session - timedelta(hours=15))
    return version
