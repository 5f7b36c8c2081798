"""A finished case made into a teaching case: no customer, other names, figures scaled, dates shifted."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .private_numbers import private_number, without_numbers

Json = dict[str, Any]
LEAST, MOST = Decimal("0.6"), Decimal("1.6")
NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
DATE = re.compile(r"(?:19|20)\d{2}\s*[年/.-]\s*\d{1,2}(?:\s*[月/.-]\s*\d{1,2}\s*日?)?")
AMOUNT_LIKE = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{3,}(?:\.\d+)?)(?=\s*(?:元|万|块))|(\d+(?:\.\d+)?)(?=\s*万)")


class Telling(ValueError):
    """The text still tells who it was; ``code``: ``phone``, ``identity``, ``name``, ``number``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def scaled(amount: Decimal, factor: Decimal, step: Decimal = Decimal(100)) -> Decimal:
    """To whole hundreds, so that no figure is recognised by its end."""
    return ((amount * factor) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def scaled_text(text: str, factor: Decimal) -> str:
    """Amounts in yuan or 万 inside a sentence, scaled the same way; percentages and ages stay."""

    def put(match: re.Match[str]) -> str:
        plain = match.group(0).replace(",", "")
        value = Decimal(plain) * factor
        small = Decimal("0.1") if "." in plain or value < 100 else Decimal(100)
        rounded = (value / small).quantize(Decimal(1), rounding=ROUND_HALF_UP) * small
        shown = f"{rounded:,f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    return AMOUNT_LIKE.sub(put, text)


def without_dates(text: str) -> str:
    """Days of the calendar are taken out: they would lead back to the file."""
    return DATE.sub("某日", text)


def replaced(text: str, names: Sequence[str], stand_in: str) -> str:
    """Every name that the case knows, longest first."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        text = text.replace(name, stand_in)
    return text


def plain_text(text: str, *, names: Sequence[str], stand_in: str, factor: Decimal) -> str:
    found = without_dates(replaced(without_numbers(text), names, stand_in))
    return scaled_text(found, factor)


def check_telling(value: object, *, names: Sequence[str], number: str) -> None:
    """Raises Telling where anything in the finished file still points to somebody."""
    if isinstance(value, Mapping):
        for part in value.values():
            check_telling(part, names=names, number=number)
    elif isinstance(value, list | tuple):
        for part in value:
            check_telling(part, names=names, number=number)
    elif isinstance(value, str):
        if code := private_number(value):
            raise Telling(code)
        if any(name in value for name in names if len(name) > 1):
            raise Telling("name")
        if number and number in value:
            raise Telling("number")


def teaching_file(
    case: Json, *, title: str, customer: str, names: Sequence[str], number: str, factor: Decimal, decision: str, story: str
) -> Json:
    """A committee case without a customer. ``case`` is what the real committee got. Raises Telling; ValueError for a factor."""
    if not LEAST <= factor <= MOST:
        raise ValueError("factor")

    def text(value: str) -> str:
        return plain_text(value, names=[*names, number], stand_in=customer, factor=factor)

    application = dict(case["application"])
    amounts = {name: str(scaled(Decimal(application[name]), factor, Decimal(1000))) for name in ("amount", "proposed_amount")}
    limit = Decimal(amounts["proposed_amount"]) if decision != "refuse" else Decimal(0)
    found: Json = {
        **case,
        "title": title,
        "customer": f"{customer}（化名）",
        "application": {**application, **amounts, "purpose": text(application["purpose"])},
        "report": text(case["report"]),
        "second_report": text(case["second_report"]),
        "papers": [
            {
                **paper,
                "rows": [[text(value) for value in row] for row in paper["rows"]],
                **({"note": text(paper["note"])} if "note" in paper else {}),
            }
            for paper in case["papers"]
        ],
        "truth": {"decision": decision, "limit": str(limit), "story": text(story), "findings": []},
    }
    check_telling(found, names=names, number=number)
    return found
