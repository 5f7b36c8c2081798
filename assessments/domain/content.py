"""What an author writes down as one question, how it is checked, and how it is stored as options, key and marking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..enums import MultipleRule

LETTERS = "ABCDEF"
CHOICE_KINDS = frozenset({"single", "multiple"})
KINDS = frozenset({"single", "multiple", "true_false", "numeric", "fill_in", "essay"})
MULTIPLE_RULE = "cn_subset"
MULTIPLE_RULES = frozenset(MultipleRule.values)
MAXIMUM_POINTS = Decimal(100)
MOST_CRITERIA = 10
LIMITS = {"stem": 2000, "option": 300, "accepted": 100, "reference": 4000, "criterion": 300, "explanation": 4000, "unit": 20}


@dataclass(frozen=True, kw_only=True)
class Content:
    """One question as its author sees it. ``correct`` counts options from 0; ``rubric`` is (criterion, points).

    ``rule`` names how a multiple choice is scored; empty is the usual one. ``any_of`` lets a single choice have several keys,
    each right by itself.
    """

    kind: str
    stem: str
    points: Decimal
    difficulty: int = 1
    options: tuple[str, ...] = ()
    correct: frozenset[int] = frozenset()
    truth: bool | None = None
    value: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    accepted: tuple[str, ...] = ()
    reference: str = ""
    rubric: tuple[tuple[str, Decimal], ...] = ()
    rule: str = ""
    any_of: bool = False
    explanation: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a content: ``where`` names the field, ``index`` (from 0) its entry where it has several."""

    where: str
    code: str
    index: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


def check(content: Content) -> list[Fault]:
    """Everything that keeps the question from being used, in the order of the form."""
    faults = _check_common(content)
    if content.kind in CHOICE_KINDS:
        faults += _check_choice(content)
    elif content.kind == "true_false":
        faults += [Fault("key", "truth_missing")] if content.truth is None else []
    elif content.kind == "numeric":
        faults += [Fault("key", "value_missing")] if content.value is None or not _is_number(content.value) else []
        faults += [Fault("tolerance", "negative")] if not _is_number(content.tolerance) or content.tolerance < 0 else []
    elif content.kind == "fill_in":
        faults += _check_accepted(content)
    elif content.kind == "essay":
        faults += _check_rubric(content)
    return faults


def _check_common(content: Content) -> list[Fault]:
    faults = []
    if content.kind not in KINDS:
        faults.append(Fault("kind", "unknown_kind"))
    if not content.stem.strip():
        faults.append(Fault("stem", "empty"))
    if content.difficulty not in (1, 2, 3):
        faults.append(Fault("difficulty", "difficulty_range"))
    if not _is_points(content.points):
        faults.append(Fault("points", "points_range", params={"maximum": int(MAXIMUM_POINTS)}))
    texts: list[tuple[str, int | None, str]] = [
        ("stem", None, content.stem),
        ("explanation", None, content.explanation),
        ("unit", None, content.unit),
    ]
    texts += [("option", place, option) for place, option in enumerate(content.options)]
    texts += [("reference", None, content.reference)]
    for name, place, text in texts:
        if len(text) > LIMITS[name]:
            faults.append(Fault({"reference": "key"}.get(name, name), "too_long", place, {"maximum": LIMITS[name]}))
    return faults


def _is_points(number: Decimal) -> bool:
    """Positive, with at most two digits after the point."""
    return number.is_finite() and 0 < number <= MAXIMUM_POINTS and number == round(number, 2)


def _is_number(number: Decimal) -> bool:
    """Of a size people write down: below 10¹⁵, at most nine digits after the point."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -9 and number.adjusted() < 15


def _check_choice(content: Content) -> list[Fault]:
    filled = [option.strip() for option in content.options]
    faults = [Fault("option", "gap", place) for place, option in enumerate(filled) if not option]
    if len(filled) < 2:
        faults.append(Fault("option", "too_few_options", len(filled)))
    if len(filled) > len(LETTERS):
        faults.append(Fault("option", "too_many_options", len(LETTERS)))
    for place, option in enumerate(filled):
        if option and option in filled[:place]:
            faults.append(Fault("option", "repeated", place, {"other": LETTERS[filled.index(option)]}))
    if not content.correct:
        faults.append(Fault("key", "key_missing"))
    elif any(not 0 <= place < len(filled) for place in content.correct):
        faults.append(Fault("key", "key_outside"))
    elif content.kind == "single" and len(content.correct) != 1 and not content.any_of:
        faults.append(Fault("key", "one_key"))
    elif content.kind == "multiple" and len(content.correct) < 2:
        faults.append(Fault("key", "two_keys"))
    if content.rule and content.rule not in MULTIPLE_RULES:
        faults.append(Fault("rule", "unknown_rule"))
    return faults


def _check_accepted(content: Content) -> list[Fault]:
    if not any(text.strip() for text in content.accepted):
        return [Fault("key", "accepted_missing")]
    long = [place for place, text in enumerate(content.accepted) if len(text) > LIMITS["accepted"]]
    return [Fault("key", "too_long", place, {"maximum": LIMITS["accepted"]}) for place in long]


def _check_rubric(content: Content) -> list[Fault]:
    faults = [] if content.reference.strip() else [Fault("key", "reference_missing")]
    if not content.rubric:
        return [*faults, Fault("rubric", "rubric_missing")]
    if len(content.rubric) > MOST_CRITERIA:
        faults.append(Fault("rubric", "too_many_criteria", MOST_CRITERIA, {"maximum": MOST_CRITERIA}))
    for place, (text, points) in enumerate(content.rubric):
        if not text.strip():
            faults.append(Fault("rubric", "criterion_empty", place))
        elif len(text) > LIMITS["criterion"]:
            faults.append(Fault("rubric", "too_long", place, {"maximum": LIMITS["criterion"]}))
        if not _is_points(points):
            faults.append(Fault("rubric", "criterion_points", place))
    total = sum((points for _text, points in content.rubric), Decimal(0))
    if not faults and total != content.points:
        faults.append(Fault("rubric", "rubric_total", None, {"total": plain(total), "points": plain(content.points)}))
    return faults


def plain(number: Decimal) -> str:
    """The shortest decimal text: ``2.00`` → ``2``."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def stored(content: Content) -> tuple[list[dict[str, str]], dict[str, Any], dict[str, Any]]:
    """``options``, ``key`` and ``marking`` as the version keeps them; tokens are letters here, shuffled ones come with a sitting."""
    if content.kind in CHOICE_KINDS:
        options = [{"token": LETTERS[place], "text": text.strip()} for place, text in enumerate(content.options)]
        key: dict[str, Any] = {"options": [LETTERS[place] for place in sorted(content.correct)]}
        if content.kind == "multiple":
            return options, key, {"rule": content.rule or MULTIPLE_RULE}
        return options, key, {"rule": "exact", "accept": ["any"]} if content.any_of and len(content.correct) > 1 else {"rule": "exact"}
    if content.kind == "true_false":
        return [], {"answer": bool(content.truth)}, {"rule": "exact"}
    if content.kind == "numeric":
        marking = {"rule": "absolute", "tolerance": plain(content.tolerance), "unit": content.unit}
        return [], {"value": plain(content.value if content.value is not None else Decimal(0))}, marking
    if content.kind == "fill_in":
        accepted = list(dict.fromkeys(text.strip() for text in content.accepted if text.strip()))
        return [], {"text": accepted[0] if accepted else ""}, {"rule": "accepted", "accepted": accepted}
    rubric = [{"text": text.strip(), "points": plain(points)} for text, points in content.rubric]
    return [], {"reference": content.reference}, {"rule": "rubric", "rubric": rubric}


def restored(
    *,
    kind: str,
    stem: str,
    points: Decimal,
    difficulty: int,
    options: list[dict[str, str]],
    key: Mapping[str, Any],
    marking: Mapping[str, Any],
    explanation: str = "",
) -> Content:
    """The author's view of a stored version."""
    tokens = [option["token"] for option in options]
    return Content(
        kind=kind,
        stem=stem,
        points=points,
        difficulty=difficulty,
        explanation=explanation,
        options=tuple(option["text"] for option in options),
        correct=frozenset(tokens.index(token) for token in key.get("options", []) if token in tokens),
        truth=key.get("answer"),
        value=Decimal(key["value"]) if "value" in key else None,
        tolerance=Decimal(marking.get("tolerance", "0")),
        unit=marking.get("unit", ""),
        accepted=tuple(marking.get("accepted", ())),
        reference=key.get("reference", ""),
        rubric=tuple((row["text"], Decimal(row["points"])) for row in marking.get("rubric", ())),
        rule=marking.get("rule", "") if kind == "multiple" else "",
        any_of="any" in marking.get("accept", ()),
    )


def key_text(content: Content) -> str:
    """The key as an answer sheet shows it: letters, T or F, a number with its unit, the accepted words, or the reference answer."""
    if content.kind in CHOICE_KINDS:
        return "".join(LETTERS[place] for place in sorted(content.correct))
    if content.kind == "true_false":
        return "" if content.truth is None else ("T" if content.truth else "F")
    if content.kind == "numeric":
        return "" if content.value is None else plain(content.value)
    if content.kind == "fill_in":
        return " | ".join(content.accepted)
    return content.reference
