"""What a certification file freezes: the cards and facts about one person at one node, as JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from ..exact import write_decimal
from ..reading import Invalid, Json, Problem, Reader, step
from .observations import CriticalEvent, Facts, Held, Lapsed, Observation, Passed
from .profile import NODE_CODES
from .scale import KINDS, MOST_DIFFICULT, ROLES, SCALE, TARGETS, Target


class InvalidInputs(Invalid):
    """The inputs' JSON is not acceptable."""


@dataclass(frozen=True)
class Inputs:
    """Everything ``judge`` reads besides the profile."""

    node: str
    target: Target
    today: date
    facts: Facts
    observations: tuple[Observation, ...]


def read_inputs(data: object, path: str = "$") -> Inputs:
    """The inputs in ``data``; raises InvalidInputs with every problem found."""
    problems: list[Problem] = []
    reader = Reader(data, path, problems)
    node = reader.choice("node", NODE_CODES)
    inputs = Inputs(
        node=node,
        target=cast(Target, reader.choice("target", TARGETS)),
        today=_day(reader, "today"),
        facts=_facts(reader.child("facts"), node),
        observations=tuple(_observation(each) for each in reader.children("observations")),
    )
    reader.finish()
    keys = [each.key for each in inputs.observations]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            problems.append(Problem(step(f"{path}.observations", index), "duplicate", {"value": key}))
    if problems:
        raise InvalidInputs(problems)
    return inputs


def write_inputs(inputs: Inputs) -> Json:
    facts = inputs.facts
    return {
        "node": inputs.node,
        "target": inputs.target,
        "today": inputs.today.isoformat(),
        "facts": {
            "person": facts.person,
            "held": _write_held(facts.held.get(inputs.node)),
            "passed": [
                {"kind": kind, "competency": competency, "percent": write_decimal(each.percent), "on": each.on.isoformat()}
                for (kind, competency), results in sorted(facts.passed.items())
                for each in results
            ],
            "events": [{"on": each.on.isoformat(), "node": each.node, "code": each.code} for each in facts.events],
            "relatives": sorted(facts.relatives),
            "mentees": sorted(facts.mentees),
            "performed": facts.performed.get(inputs.node, 0),
            **_write_lapsed(facts.lapsed.get(inputs.node)),
        },
        "observations": [_write_observation(each) for each in inputs.observations],
    }


def _write_held(held: Held | None) -> Json | None:
    if held is None:
        return None
    until = {"until": held.until.isoformat()} if held.until else {}
    return {"level": held.level, "since": held.since.isoformat(), "panel_on": held.panel_on.isoformat() if held.panel_on else None} | until


def _write_lapsed(lapsed: Lapsed | None) -> Json:
    """Nothing where nothing has lapsed: files from before this was asked for read the same."""
    return {} if lapsed is None else {"lapsed": {"level": lapsed.level, "on": lapsed.on.isoformat(), "by": lapsed.by}}


def _write_observation(each: Observation) -> Json:
    return {
        "key": each.key,
        "person": each.person,
        "mentor": each.mentor,
        "mentor_level": each.mentor_level,
        "case": each.case,
        "opened_on": each.case_opened_on.isoformat() if each.case_opened_on else None,
        "closed_on": each.case_closed_on.isoformat() if each.case_closed_on else None,
        "node": each.node,
        "role": each.role,
        "helped": each.helped,
        "ahead": each.ahead,
        "happened_on": each.happened_on.isoformat(),
        "recorded_on": each.recorded_on.isoformat(),
        "industry": each.industry,
        "kinds": sorted(each.kinds),
        "difficulty": each.difficulty,
        "score": None if each.score is None else write_decimal(each.score),
        "red_line": each.red_line,
        "superseded": each.superseded,
    }


def _day(reader: Reader, key: str) -> date:
    text = reader.text(key, longest=10)
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            reader.note("not_a_date", key, value=text)
        return date.min


def _optional_day(reader: Reader, key: str) -> date | None:
    return None if reader.optional_text(key) is None else _day(reader, key)


def _facts(reader: Reader, node: str) -> Facts:
    held, lapsed = _held(reader), _lapsed(reader)
    passed: dict[tuple[str, str], list[Passed]] = {}
    for each in reader.children("passed"):
        place = (each.code("kind"), each.text("competency", longest=64))
        passed.setdefault(place, []).append(Passed(each.number("percent", low="0", high="100"), _day(each, "on")))
        each.finish()
    facts = Facts(
        person=reader.text("person", longest=100),
        held={node: held} if held else {},
        passed=cast(Mapping[tuple[str, str], tuple[Passed, ...]], {place: tuple(results) for place, results in passed.items()}),
        events=tuple(_event(each) for each in reader.children("events")),
        relatives=frozenset(reader.texts("relatives")),
        mentees=frozenset(reader.texts("mentees")),
        performed={node: reader.whole("performed", low=0, high=1_000_000)},
        lapsed={node: lapsed} if lapsed else {},
    )
    reader.finish()
    return facts


def _held(reader: Reader) -> Held | None:
    if reader.data.get("held") is None:
        reader.optional_text("held")
        return None
    child = reader.child("held")
    held = Held(child.choice("level", SCALE), _day(child, "since"), _optional_day(child, "panel_on"), _optional_day(child, "until"))
    child.finish()
    return held


def _lapsed(reader: Reader) -> Lapsed | None:
    if reader.data.get("lapsed") is None:
        reader.optional_text("lapsed")
        return None
    child = reader.child("lapsed")
    lapsed = Lapsed(child.choice("level", SCALE), _day(child, "on"), child.choice("by", ("date", "disuse")))
    child.finish()
    return lapsed


def _event(reader: Reader) -> CriticalEvent:
    event = CriticalEvent(_day(reader, "on"), reader.choice("node", ("", *NODE_CODES)), reader.code("code"))
    reader.finish()
    return event


def _observation(reader: Reader) -> Observation:
    kinds = reader.texts("kinds")
    if not set(kinds) <= set(KINDS):
        reader.note("not_a_choice", "kinds", choices=list(KINDS))
    score: Decimal | None = reader.optional_number("score", low="0", high="100")
    observation = Observation(
        key=reader.text("key", longest=100),
        person=reader.text("person", longest=100),
        mentor=reader.text("mentor", longest=100),
        case=reader.text("case", longest=100),
        node=reader.choice("node", NODE_CODES),
        role=reader.choice("role", ROLES),
        helped=reader.choice("helped", SCALE),
        ahead=reader.choice("ahead", SCALE),
        happened_on=_day(reader, "happened_on"),
        recorded_on=_day(reader, "recorded_on"),
        mentor_level=reader.choice("mentor_level", SCALE),
        industry=reader.text("industry", blank=True, longest=64),
        kinds=frozenset(kinds),
        difficulty=reader.whole("difficulty", low=1, high=MOST_DIFFICULT),
        score=score,
        red_line=reader.flag("red_line"),
        case_opened_on=_optional_day(reader, "opened_on"),
        case_closed_on=_optional_day(reader, "closed_on"),
        superseded=reader.flag("superseded"),
    )
    reader.finish()
    return observation
