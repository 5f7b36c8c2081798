"""The ranking rule: what counts, for how much, and what follows. Validated JSON on one side, frozen values on the other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from .exact import write_decimal
from .reading import Invalid, Problem, Reader, step

Aggregate = Literal["mean", "latest", "best", "sum", "share"]
Missing = Literal["required", "excused_reweight", "zero", "informational"]
GateMode = Literal["separate", "below"]
TieRule = Literal["1224", "1334", "dense"]
Standardisation = Literal["raw", "z"]
LineKind = Literal["none", "number", "share"]

AGGREGATES: tuple[str, ...] = ("mean", "latest", "best", "sum", "share")
MISSING_POLICIES: tuple[str, ...] = ("required", "excused_reweight", "zero", "informational")
GATE_MODES: tuple[str, ...] = ("separate", "below")
TIE_RULES: tuple[str, ...] = ("1224", "1334", "dense")
STANDARDISATIONS: tuple[str, ...] = ("raw", "z")
LINE_KINDS: tuple[str, ...] = ("none", "number", "share")

MOST_COMPONENTS = 40
MOST_LATES = 1000
LARGEST = "1000000"


class InvalidRule(Invalid):
    """The rule's JSON is not acceptable."""


@dataclass(frozen=True)
class Regulation:
    """The document the rule rests on."""

    document: str
    version: str


@dataclass(frozen=True)
class Source:
    """Which evidence feeds a component, and how several facts become one score. None means: any.

    ``lates_per_absence`` belongs to a share of sessions: so many late arrivals cost one; None: being late costs nothing.
    """

    kind: str
    competency: str | None
    activities: tuple[str, ...] | None
    aggregate: Aggregate
    lates_per_absence: int | None = None


@dataclass(frozen=True)
class Raters:
    """How many raters an activity needs, and whether highest and lowest are left out (only of five or more)."""

    minimum: int
    trimmed: bool


@dataclass(frozen=True)
class Component:
    """One part of the composite. ``floor`` is in the component's own points; ``fact`` means measured without error."""

    code: str
    name: str
    name_en: str
    weight: Decimal
    maximum: Decimal
    floor: Decimal | None
    gate: bool
    source: Source
    raters: Raters
    missing: Missing
    reliability: Decimal | None
    fact: bool


@dataclass(frozen=True)
class Line:
    """How many may fall below: nobody asked (none), a number, or a share of those ranked (rounded down)."""

    kind: LineKind
    value: Decimal | None
    gates_count: bool


@dataclass(frozen=True)
class Thresholds:
    """What a proposal needs: see ``verdict.py``."""

    propose: Decimal
    standard: Decimal
    review: Decimal
    reliability: Decimal


@dataclass(frozen=True)
class Rule:
    """A whole ranking rule, valid by construction when it came from ``read_rule``."""

    id: str
    version: int
    title: str
    regulation: Regulation
    components: tuple[Component, ...]
    gate_mode: GateMode
    tie_rule: TieRule
    tie_chain: tuple[str, ...]
    standard: Decimal | None
    standardisation: Standardisation
    line: Line
    guard_band: Decimal
    thresholds: Thresholds
    reweight_limit: Decimal
    cohort_minimum: int
    places: int

    def component(self, code: str) -> Component:
        return next(component for component in self.components if component.code == code)


def read_rule(data: object, path: str = "$") -> Rule:
    """The rule in ``data``; raises InvalidRule with every problem found."""
    problems: list[Problem] = []
    reader = Reader(data, path, problems)
    reader.choice("kind", ("ranking",), default="ranking")
    regulation = reader.child("regulation")
    rule = Rule(
        id=reader.text("id", longest=100),
        version=reader.whole("version", low=1, high=1_000_000),
        title=reader.text("title", longest=200),
        regulation=Regulation(regulation.text("document", longest=200), regulation.text("version", longest=100)),
        components=tuple(_component(each) for each in reader.children("components")),
        gate_mode=cast(GateMode, reader.choice("gate_mode", GATE_MODES, default="separate")),
        tie_rule=cast(TieRule, reader.choice("tie_rule", TIE_RULES, default="1224")),
        tie_chain=reader.texts("tie_chain", default=[]),
        standard=reader.optional_number("standard", low="0", high="100"),
        standardisation=cast(Standardisation, reader.choice("standardisation", STANDARDISATIONS, default="raw")),
        line=_line(reader.child("line", default={"kind": "none"})),
        guard_band=reader.number("guard_band", low="0", high="5", default="1.645"),
        thresholds=_thresholds(reader.child("thresholds", default={})),
        reweight_limit=reader.number("reweight_limit", low="0", high="0.5", default="0.25"),
        cohort_minimum=reader.whole("cohort_minimum", low=2, high=1000, default=5),
        places=reader.whole("places", low=0, high=6, default=2),
    )
    regulation.finish()
    reader.finish()
    _cross_checks(rule, reader)
    if problems:
        raise InvalidRule(problems)
    return rule


def _component(reader: Reader) -> Component:
    source = reader.child("source")
    raters = reader.child("raters", default={})
    component = Component(
        code=reader.code("code"),
        name=reader.text("name", longest=200),
        name_en=reader.text("name_en", default="", blank=True, longest=200),
        weight=reader.number("weight", low="0", high=LARGEST),
        maximum=reader.number("maximum", low="0.000001", high=LARGEST, default="100"),
        floor=reader.optional_number("floor", low="0", high=LARGEST),
        gate=reader.flag("gate", default=False),
        source=Source(
            kind=source.code("kind"),
            competency=source.optional_text("competency"),
            activities=source.optional_texts("activities"),
            aggregate=cast(Aggregate, source.choice("aggregate", AGGREGATES, default="mean")),
            lates_per_absence=source.optional_whole("lates_per_absence", low=1, high=MOST_LATES),
        ),
        raters=Raters(raters.whole("minimum", low=1, high=50, default=1), raters.flag("trimmed", default=False)),
        missing=cast(Missing, reader.choice("missing", MISSING_POLICIES, default="required")),
        reliability=reader.optional_number("reliability", low="0", high="1"),
        fact=reader.flag("fact", default=False),
    )
    if component.source.lates_per_absence is not None and component.source.aggregate != "share":
        source.note("lates_need_a_share", "lates_per_absence")
    for each in (source, raters, reader):
        each.finish()
    _component_checks(component, reader)
    return component


def _component_checks(component: Component, reader: Reader) -> None:
    if component.gate and component.floor is None:
        reader.note("gate_needs_floor", "gate")
    if component.floor is not None and component.floor > component.maximum:
        reader.note("floor_above_maximum", "floor", maximum=write_decimal(component.maximum))
    if component.fact and component.reliability is not None:
        reader.note("fact_has_no_reliability", "reliability")
    counts = component.weight > 0 or component.gate
    if component.missing == "informational" and counts:
        reader.note("informational_must_not_count", "missing")
    if component.missing != "informational" and not counts:
        reader.note("without_weight_or_gate_is_informational", "missing")


def _line(reader: Reader) -> Line:
    kind = cast(LineKind, reader.choice("kind", LINE_KINDS))
    value: Decimal | None = None
    if kind == "number":
        value = reader.number("value", low="0", high="100000")
        if value != value.to_integral_value():
            reader.note("not_whole", "value")
    elif kind == "share":
        value = reader.number("value", low="0", high="1")
        if value == 1:
            reader.note("share_must_be_below_one", "value")
    elif reader.optional_number("value", low="0", high=LARGEST) is not None:
        reader.note("value_without_line", "value")
    line = Line(kind, value, reader.flag("gates_count", default=True))
    reader.finish()
    return line


def _thresholds(reader: Reader) -> Thresholds:
    thresholds = Thresholds(
        propose=reader.number("propose", low="0.5", high="1", default="0.90"),
        standard=reader.number("standard", low="0", high="0.5", default="0.10"),
        review=reader.number("review", low="0", high="1", default="0.50"),
        reliability=reader.number("reliability", low="0", high="1", default="0.80"),
    )
    if thresholds.review > thresholds.propose:
        reader.note("review_above_propose", "review")
    reader.finish()
    return thresholds


def _cross_checks(rule: Rule, reader: Reader) -> None:
    codes = [component.code for component in rule.components]
    if not codes:
        reader.note("empty", "components")
    if len(codes) > MOST_COMPONENTS:
        reader.note("too_many", "components", most=MOST_COMPONENTS)
    for index, code in enumerate(codes):
        if code and code in codes[:index]:
            reader.problems.append(Problem(f"{reader.path}.components[{index}].code", "duplicate", {"value": code}))
    if codes and not any(component.weight > 0 for component in rule.components):
        reader.note("weights_sum_to_zero", "components")
    for index, code in enumerate(rule.tie_chain):
        if code not in codes:
            reader.problems.append(Problem(step(f"{reader.path}.tie_chain", index), "unknown_component", {"value": code}))
