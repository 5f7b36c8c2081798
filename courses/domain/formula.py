"""Evaluates the formulas of worked tables exactly: + - * / ( ) numbers, names, round abs min max."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MAX_LENGTH = 400
MAX_DEPTH = 25
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_TOKEN = re.compile(r"\s*(?:(\d{1,18}(?:\.\d{1,10})?)|([A-Za-z][A-Za-z0-9_]*)|([-+*/(),]))")
_SIGNS = {"*": "×", "/": "÷", "-": "−"}


class FormulaProblem(ValueError):
    """A formula that can't be computed; ``code`` is one of length, sign, syntax, depth, name, call, zero."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Step:
    """One computed line: its exact value may be used by later steps under ``key``."""

    key: str
    formula: str
    places: int = 0


def tokens(formula: str) -> list[str]:
    """The formula cut into numbers, names and signs."""
    if len(formula) > MAX_LENGTH:
        raise FormulaProblem("length")
    found, at, text = [], 0, formula.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaProblem("sign", text[at:].strip()[:1])
        found.append(match.group(1) or match.group(2) or match.group(3))
        at = match.end()
    return found


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded to ``places`` decimals, halves away from zero, as people round money."""
    scale = 10**places
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, scale)


def as_decimal(value: Fraction, places: int) -> Decimal:
    """``value`` rounded half up, with exactly ``places`` decimals."""
    rounded = half_up(value, places) * 10**places
    return Decimal(rounded.numerator).scaleb(-places)


def _round(arguments: list[Fraction]) -> Fraction:
    places = arguments[1] if len(arguments) == 2 else Fraction(0)
    if len(arguments) > 2 or places.denominator != 1 or not 0 <= places <= 10:
        raise FormulaProblem("call", "round")
    return half_up(arguments[0], int(places))


def _abs(arguments: list[Fraction]) -> Fraction:
    if len(arguments) != 1:
        raise FormulaProblem("call", "abs")
    return abs(arguments[0])


FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {"round": _round, "abs": _abs, "min": min, "max": max}


class _Reader:
    """Recursive descent: sum → product → sign → atom."""

    def __init__(self, words: list[str], values: Mapping[str, Fraction]) -> None:
        self.words, self.values, self.at, self.depth = words, values, 0, 0

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self) -> str:
        word = self.peek()
        self.at += 1
        return word

    def expect(self, sign: str) -> None:
        if self.take() != sign:
            raise FormulaProblem("syntax", sign)

    def sum(self) -> Fraction:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaProblem("depth")
        value = self.product()
        while self.peek() in {"+", "-"}:
            value = value + self.product() if self.take() == "+" else value - self.product()
        self.depth -= 1
        return value

    def product(self) -> Fraction:
        value = self.signed()
        while self.peek() in {"*", "/"}:
            if self.take() == "*":
                value *= self.signed()
                continue
            divisor = self.signed()
            if divisor == 0:
                raise FormulaProblem("zero")
            value /= divisor
        return value

    def signed(self) -> Fraction:
        sign = 1
        while self.peek() in {"+", "-"}:
            sign = -sign if self.take() == "-" else sign
        return sign * self.atom()

    def atom(self) -> Fraction:
        word = self.take()
        if word == "(":
            value = self.sum()
            self.expect(")")
            return value
        if word[:1].isdigit():
            return Fraction(word)
        if word in FUNCTIONS and self.peek() == "(":
            return self.call(word)
        if word in self.values:
            return self.values[word]
        raise FormulaProblem("name", word) if KEY.fullmatch(word) else FormulaProblem("syntax", word)

    def call(self, name: str) -> Fraction:
        self.expect("(")
        arguments = [self.sum()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.sum())
        self.expect(")")
        return FUNCTIONS[name](arguments)


def evaluate(formula: str, values: Mapping[str, Fraction] | None = None) -> Fraction:
    """The exact value of ``formula``; raises FormulaProblem."""
    reader = _Reader(tokens(formula), values or {})
    value = reader.sum()
    if reader.peek():
        raise FormulaProblem("syntax", reader.peek())
    return value


def run_steps(inputs: Mapping[str, Decimal], steps: Sequence[Step]) -> list[Decimal]:
    """The rounded result of each step; a step sees the inputs and the exact values of the steps before it."""
    values = {key: Fraction(value) for key, value in inputs.items()}
    results = []
    for step in steps:
        values[step.key] = evaluate(step.formula, values)
        results.append(as_decimal(values[step.key], step.places))
    return results


def readable(formula: str, labels: Mapping[str, str]) -> str:
    """The formula in people's words: ``sales - d_ar`` → ``全年销售收入 − 应收增加``."""
    words, out = tokens(formula), ""
    for at, word in enumerate(words):
        text = labels.get(word, _SIGNS.get(word, word))
        unary = word in {"-", "+"} and (at == 0 or words[at - 1] in {"(", ",", "+", "-", "*", "/"})
        out += f" {text} " if word in {"+", "-", "*", "/"} and not unary else text + (" " if word == "," else "")
    return out.strip()
