"""Cards, facts and profiles in one line each."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lms.decisions.domain.certification.observations import Facts, Held, Observation, Passed
from lms.decisions.domain.certification.profile import Profile, read_profile

TODAY = date(2026, 9, 1)
NODE = "investigation"
PLAIN = {"role": "observer", "observations": 1, "mentors": 1}
GRANTED = {"grants": {"amount_limit": "100000"}}


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def card(number: int, **changes: Any) -> Observation:
    """A card of five days ago per number, each on a case of its own, by one of two mentors, at 3a."""
    happened = changes.pop("on", days_ago(100 - number))
    values: dict[str, Any] = {
        "key": f"o{number:03}",
        "person": "trainee",
        "mentor": f"mentor{number % 2 + 1}",
        "case": f"case{number}",
        "node": NODE,
        "role": "second",
        "helped": "2b",
        "ahead": "3a",
        "happened_on": happened,
        "recorded_on": happened,
        "mentor_level": "5",
        "industry": "retail" if number % 2 else "catering",
    }
    if isinstance(changes.get("score"), int):
        changes["score"] = Decimal(changes["score"])
    if "kinds" in changes:
        changes["kinds"] = frozenset(changes["kinds"])
    return Observation(**(values | changes))


def profile(gate: dict[str, Any] | None = None, *, target: str = "solo", **changes: Any) -> Profile:
    """Gates that ask for next to nothing, but for the one given."""
    gates: dict[str, Any] = {
        "participate": PLAIN,
        "solo": PLAIN | {"held": "0"},
        "certified": PLAIN | GRANTED | {"held": "0"},
        "supervises": PLAIN | GRANTED | {"held": "0"},
    }
    gates[target] = gates[target] | (gate or {})
    data = {"id": "test", "version": 1, "title": "测试", "limits": "hard", "gates": gates}
    return read_profile(data | changes)


def facts(level: str = "2a", **changes: Any) -> Facts:
    held = {NODE: Held(level, days_ago(150))} if level != "0" else {}
    return Facts(person="trainee", **({"held": held} | changes))


def passed(percent: int, days: int = 10) -> tuple[Passed, ...]:
    return (Passed(Decimal(percent), days_ago(days)),)
