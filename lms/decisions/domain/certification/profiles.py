"""The two shipped profiles: 首期 for a department whose first cases are being counted, 成熟期 for one that has enough of them.

The counts of ``FIRST`` follow the plan of a first intake (3 watched, 5 taken part in, 3 done, the last 3 at 80 or better), those of
``MATURE`` the literature on entrustment: variety of cases and observers tells more than volume. A bank may change all of it.
"""

from ..reading import Json
from .profile import Profile, read_profile

ONE_REFUSED_ONE_RETURNED: list[Json] = [
    {"any_of": ["refused", "returned"], "count": 2},
    {"any_of": ["refused"], "count": 1},
    {"any_of": ["returned"], "count": 1},
]
NODE_EXAM: Json = {"kind": "exam", "competency": "", "percent": 80, "within_days": 365}
NODE_SIMULATION: Json = {"kind": "simulation", "competency": "", "percent": 75, "within_days": 365}
# At these nodes one case cannot be refused or sent back for more: everything a case becomes is decided before them.
WITHOUT_OUTCOMES: tuple[str, ...] = ("marketing", "disbursement", "post_loan", "collection")

FIRST_GATES: Json = {
    "participate": {"role": "observer", "observations": 3, "cases": 3, "mentors": 2, "industries": 2},
    "solo": {
        "role": "second", "window_days": 180, "observations": 5, "cases": 5, "mentors": 2, "industries": 2,
        "kinds": ONE_REFUSED_ONE_RETURNED, "level": "3a", "last_levels": 2, "event_free_days": 90, "proofs": [NODE_EXAM],
    },
    "certified": {
        "role": "lead", "window_days": 180, "observations": 3, "cases": 3, "mentors": 2, "industries": 2,
        "level": "3b", "last_levels": 3, "score": 80, "last_scores": 3, "event_free_days": 90, "other_signer": True,
        "grants": {"validity_months": 12, "amount_limit": "200000", "products": None},
    },
    "supervises": {
        "role": "lead", "window_days": 365, "held_days": 180, "observations": 2, "cases": 2, "performed": 10, "mentors": 1,
        "level": "4", "last_levels": 2, "event_free_days": 180,
        "grants": {"validity_months": 12, "amount_limit": "200000", "products": None},
    },
}  # fmt: skip
MATURE_GATES: Json = {
    "participate": {
        "role": "observer", "observations": 3, "cases": 3, "mentors": 2, "industries": 2, "proofs": [NODE_EXAM | {"within_days": None}],
    },
    "solo": {
        "role": "second", "window_days": 180, "observations": 8, "cases": 6, "mentors": 3, "mentor_share": 50, "industries": 3,
        "kinds": ONE_REFUSED_ONE_RETURNED, "variety": 3, "difficulty": 2, "difficult_cases": 2,
        "level": "3a", "level_share": 75, "last_levels": 3, "event_free_days": 90, "proofs": [NODE_EXAM, NODE_SIMULATION],
    },
    "certified": {
        "role": "lead", "window_days": 180, "observations": 8, "cases": 6, "mentors": 3, "mentor_share": 50, "industries": 3,
        "kinds": ONE_REFUSED_ONE_RETURNED, "variety": 3, "difficulty": 2, "difficult_cases": 2,
        "level": "4", "level_share": 75, "last_levels": 3, "score": 80, "last_scores": 3, "event_free_days": 90, "other_signer": True,
        "grants": {"validity_months": 24, "amount_limit": "500000", "products": None},
    },
    "supervises": {
        "role": "lead", "window_days": 365, "held_days": 365, "observations": 4, "cases": 4, "performed": 30, "mentors": 2,
        "difficulty": 3, "difficult_cases": 2, "level": "4", "level_share": 100, "last_levels": 4, "event_free_days": 365,
        "grants": {"validity_months": 24, "amount_limit": "500000", "products": None},
    },
}  # fmt: skip
HIGH_RISK: Json = {"solo": {"observations": 12, "cases": 8, "mentors": 5}, "certified": {"observations": 12, "cases": 8, "mentors": 5}}
NO_OUTCOMES: Json = {"solo": {"kinds": []}, "certified": {"kinds": []}}


def _nodes(own: Json) -> Json:
    """What holds at single nodes; where cases have no outcome yet, or no more, none is asked for."""
    found: Json = {code: {"gates": NO_OUTCOMES} for code in WITHOUT_OUTCOMES}
    for code, rule in own.items():
        gates = found.get(code, {}).get("gates", {})
        merged = {target: {**gates.get(target, {}), **rule.get("gates", {}).get(target, {})} for target in ("solo", "certified")}
        found[code] = {**rule, "gates": {target: gate for target, gate in merged.items() if gate}}
    return found


FIRST: Json = {
    "kind": "certification",
    "id": "first",
    "version": 1,
    "title": "首期",
    "title_en": "First intake",
    "limits": "warn",
    "mentor_limit": 3,
    "mentor_level": "5",
    "advisory": ["industries", "proof"],
    "gates": FIRST_GATES,
    "nodes": _nodes(
        {
            "investigation": {"key": True},
            "report": {"key": True},
            "approval": {"key": True},
            "post_loan": {"gates": {"certified": {"performed": 10}}},
            "collection": {"available": False},
        }
    ),
    "overall": {"every": "3a", "key": "3b"},
    "lapse": {"warn_days": 90, "lapse_days": 180, "expiry_warn_days": 30, "fresh_observations": 2, "fresh_level": "3a"},
    "falling": {"level": "1", "run": 2},
}
MATURE: Json = {
    "kind": "certification",
    "id": "mature",
    "version": 1,
    "title": "成熟期",
    "title_en": "Mature department",
    "limits": "hard",
    "mentor_limit": 3,
    "mentor_level": "5",
    "advisory": [],
    "gates": MATURE_GATES,
    "nodes": _nodes(
        {
            "investigation": {"key": True, "gates": HIGH_RISK},
            "report": {"key": True, "gates": HIGH_RISK},
            "approval": {"key": True, "gates": HIGH_RISK},
            "post_loan": {"gates": {"certified": {"performed": 10}}},
        }
    ),
    "overall": {"every": "3a", "key": "3b"},
    "lapse": {"warn_days": 90, "lapse_days": 180, "expiry_warn_days": 60, "fresh_observations": 2, "fresh_level": "3a"},
    "falling": {"level": "1", "run": 2},
}
SHIPPED: dict[str, Json] = {"first": FIRST, "mature": MATURE}


def shipped(name: str) -> Profile:
    """A shipped profile by its code; KeyError for another."""
    return read_profile(SHIPPED[name])
