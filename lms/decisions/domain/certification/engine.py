"""The engine ``certification/1``: profile and inputs as JSON in, the verdict as JSON out. It stays as it is for good."""

from ..reading import Json
from .eligibility import Verdict, judge
from .falling import Fall
from .inputs import read_inputs
from .profile import read_profile
from .way import Way

KIND = "certification"
ENGINE = "certification/1"


def certification_1(rule: object, inputs: object) -> Json:
    profile = read_profile(rule, "$.rule")
    given = read_inputs(inputs, "$.inputs")
    return verdict_data(judge(profile, given.node, given.target, given.observations, given.facts, given.today))


def verdict_data(verdict: Verdict) -> Json:
    """Everything the verdict says, as JSON values."""
    return {
        "node": verdict.node,
        "target": verdict.target,
        "status": verdict.status,
        "checks": [
            {
                "code": check.code,
                "have": check.have,
                "need": check.need,
                "met": check.met,
                "advisory": check in verdict.warnings,
                "params": check.params,
            }
            for check in verdict.checks
        ],
        "counted": list(verdict.counted),
        "ignored": [{"key": each.key, "reason": each.reason} for each in verdict.ignored],
        "fall": _fall(verdict.fall),
        "working": verdict.working,
        "way": _way(verdict.way),
    }


def _fall(fall: Fall | None) -> Json | None:
    if fall is None:
        return None
    return {"code": fall.code, "to": fall.to, "on": fall.on.isoformat(), "keys": list(fall.keys)}


def _way(way: Way | None) -> Json | None:
    if way is None:
        return None
    return {
        "observations": [{**each._asdict(), "kinds": list(each.kinds)} for each in way.observations],
        "new_mentors": way.new_mentors,
        "performed": way.performed,
        "proofs": [{"kind": kind, "competency": competency, "percent": percent} for kind, competency, percent in way.proofs],
        "held": way.held,
        "wait_until": way.wait_until.isoformat() if way.wait_until else None,
        "panel_first": way.panel_first,
        "never": way.never,
    }
