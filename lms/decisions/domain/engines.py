"""Versioned engines. A published file names the one it was computed with, and that one stays here for good."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .certification.engine import ENGINE as CERTIFICATION_ENGINE
from .certification.engine import certification_1
from .inputs import read_inputs
from .ranking import ENGINE, rank
from .reading import Json
from .rule import read_rule

CURRENT_RANKING_ENGINE = ENGINE


def ranking_1(rule: object, inputs: object) -> Json:
    """Read a ranking rule and its inputs from JSON and rank."""
    parsed = read_rule(rule, "$.rule")
    return rank(parsed, read_inputs(inputs, parsed, "$.inputs"))


RANKING_ENGINES: Mapping[str, Callable[[object, object], Json]] = MappingProxyType({ENGINE: ranking_1})
CERTIFICATION_ENGINES: Mapping[str, Callable[[object, object], Json]] = MappingProxyType({CERTIFICATION_ENGINE: certification_1})
