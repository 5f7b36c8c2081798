"""The rule of a class: written, offered, signed by two, acknowledged by everybody before the first session."""

from datetime import datetime, timedelta
from typing import Any

from lms.decisions.actions.acknowledge_rule import acknowledge_rule
from lms.decisions.actions.lock_rule import offer_rule, sign_rule
from lms.decisions.actions.rules import create_rule, starting_body
from lms.decisions.domain.default_rule import part
from lms.decisions.models import RuleVersion
from lms.policies.models import RegulationVersion

from .classes import DemoClass

TITLE = "综合评估"
# Article 4 of the demonstration's regulation.
WEIGHTS = {"exam": "30", "practical": "15", "rehearsal": "25", "attendance": "10", "conduct": "5", "interview": "15"}
JUDGED = {"rehearsal", "interview"}  # by three raters or more: article 6


def _body(group: DemoClass, regulation: RegulationVersion, *, theory: str, practical: str) -> dict[str, Any]:
    """The suggested rule as the regulation asks for it; theory and practical work are two exams, and one person may be asked to leave."""
    body = starting_body(cohort=group.cohort, regulation=regulation, title=TITLE, code=f"{group.cohort.code}-R1")
    exam, *others = body["components"]
    components = [exam, part("practical", "编表与检验实操", "Practical work", "15", "exam", reliability="0.70"), *others]
    for component in components:
        component["weight"] = WEIGHTS[component["code"]]
        if component["code"] in JUDGED:
            component["raters"] = {"minimum": 3, "trimmed": False}
    for component, activity in zip(components, (theory, practical), strict=False):
        component["source"] = {"kind": "exam", "competency": None, "activities": [activity], "aggregate": "latest"}
    return {**body, "components": components, "line": {"kind": "number", "value": "1", "gates_count": True}}


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
