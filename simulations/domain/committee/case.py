"""A case as the committee gets it: papers, the concerns they show, what the investigators can answer, and the sealed truth.

The file is plain JSON, frozen into the sitting when it is called (docs/formats/committee-case.md); amounts are decimal strings in yuan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from simulations.enums import CommitteeRole, Topic

FORMAT = "committee_case/1"
GRAVEST = 3


class InvalidCase(ValueError):
    """The file can't be used; ``path`` says where, ``code`` what."""

    def __init__(self, path: str, code: str) -> None:
        super().__init__(f"{path}: {code}")
        self.path, self.code = path, code


@dataclass(frozen=True)
class Paper:
    """One sheet on the table. ``roles`` empty: for all. ``rows``: pairs or tables of text, ``topics``: what it helps to judge."""

    code: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    roles: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Concern:
    """Something in the papers a careful reader stumbles over; ``severity`` 1 small to 3 decisive."""

    topic: Topic
    severity: int
    text: str
    paper: str


@dataclass(frozen=True)
class Application:
    """Amount and affordable monthly instalment in yuan, term in months."""

    amount: Decimal
    term_months: int
    purpose: str
    repayment: str
    proposed_amount: Decimal
    coverage: Decimal | None


@dataclass(frozen=True)
class Truth:
    """What the loan really was: the right decision, the most that could have been lent, and why."""

    decision: str
    limit: Decimal
    story: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class CommitteeCase:
    title: str
    customer: str
    trade: str
    application: Application
    report: str
    second_report: str
    second_agrees: bool
    papers: tuple[Paper, ...]
    concerns: tuple[Concern, ...]
    answers: Mapping[Topic, tuple[str, str]]
    truth: Truth | None

    def paper(self, code: str) -> Paper | None:
        return next((paper for paper in self.papers if paper.code == code), None)


DECISIONS = ("approve", "smaller", "refuse")


def _text(data: Mapping[str, Any], name: str, path: str, *, blank: bool = False) -> str:
    value = data.get(name, "" if blank else None)
    if not isinstance(value, str) or (not blank and not value.strip()):
        raise InvalidCase(f"{path}.{name}", "text_missing")
    return value


def _money(data: Mapping[str, Any], name: str, path: str) -> Decimal:
    try:
        value = Decimal(str(data[name]))
    except (KeyError, InvalidOperation) as error:
        raise InvalidCase(f"{path}.{name}", "not_a_number") from error
    if not value.is_finite() or value < 0:
        raise InvalidCase(f"{path}.{name}", "out_of_range")
    return value


def _rows(value: object, path: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or any(not isinstance(row, dict) for row in value):
        raise InvalidCase(path, "not_a_list")
    return value


def _topic(value: object, path: str) -> Topic:
    if value not in Topic.values:
        raise InvalidCase(path, "unknown_topic")
    return Topic(str(value))


def _paper(row: Mapping[str, Any], path: str) -> Paper:
    lines = row.get("rows")
    if not isinstance(lines, list) or any(not isinstance(line, list) for line in lines):
        raise InvalidCase(f"{path}.rows", "not_a_list")
    roles = tuple(str(role) for role in row.get("roles", ()))
    if set(roles) - set(CommitteeRole.values):
        raise InvalidCase(f"{path}.roles", "unknown_role")
    return Paper(
        code=_text(row, "code", path),
        title=_text(row, "title", path),
        rows=tuple(tuple(str(cell) for cell in line) for line in lines),
        roles=roles,
        topics=tuple(_topic(one, f"{path}.topics") for one in row.get("topics", ())),
        note=_text(row, "note", path, blank=True),
    )


def _concern(row: Mapping[str, Any], path: str, papers: Sequence[Paper]) -> Concern:
    severity = row.get("severity")
    if not isinstance(severity, int) or isinstance(severity, bool) or not 1 <= severity <= GRAVEST:
        raise InvalidCase(f"{path}.severity", "out_of_range")
    paper = _text(row, "paper", path)
    if paper not in {one.code for one in papers}:
        raise InvalidCase(f"{path}.paper", "unknown_paper")
    return Concern(_topic(row.get("topic"), f"{path}.topic"), severity, _text(row, "text", path), paper)


def _application(data: Mapping[str, Any]) -> Application:
    path = "application"
    term = data.get("term_months")
    if not isinstance(term, int) or isinstance(term, bool) or not 1 <= term <= 120:
        raise InvalidCase(f"{path}.term_months", "out_of_range")
    coverage = data.get("coverage")
    return Application(
        amount=_money(data, "amount", path),
        term_months=term,
        purpose=_text(data, "purpose", path),
        repayment=_text(data, "repayment", path),
        proposed_amount=_money(data, "proposed_amount", path),
        coverage=None if coverage is None else _money(data, "coverage", path),
    )


def _truth(data: Mapping[str, Any]) -> Truth:
    decision = data.get("decision")
    if decision not in DECISIONS:
        raise InvalidCase("truth.decision", "unknown")
    findings = data.get("findings", [])
    if not isinstance(findings, list):
        raise InvalidCase("truth.findings", "not_a_list")
    return Truth(str(decision), _money(data, "limit", "truth"), _text(data, "story", "truth"), tuple(str(one) for one in findings))


def read_case(data: object) -> CommitteeCase:
    """A case from its file's content; raises InvalidCase naming the line."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InvalidCase("format", "unknown_format")
    for name in ("application", "answers"):
        if not isinstance(data.get(name), dict):
            raise InvalidCase(name, "not_an_object")
    papers = tuple(_paper(row, f"papers[{place}]") for place, row in enumerate(_rows(data.get("papers"), "papers")))
    if len({paper.code for paper in papers}) != len(papers):
        raise InvalidCase("papers", "code_repeated")
    concerns = enumerate(_rows(data.get("concerns", []), "concerns"))
    answers = {
        _topic(topic, f"answers.{topic}"): (_text(row, "text", f"answers.{topic}"), _text(row, "paper", f"answers.{topic}", blank=True))
        for topic, row in data["answers"].items()
    }
    truth = data.get("truth")
    return CommitteeCase(
        title=_text(data, "title", "case"),
        customer=_text(data, "customer", "case"),
        trade=_text(data, "trade", "case"),
        application=_application(data["application"]),
        report=_text(data, "report", "case"),
        second_report=_text(data, "second_report", "case"),
        second_agrees=bool(data.get("second_agrees", True)),
        papers=papers,
        concerns=tuple(_concern(row, f"concerns[{place}]", papers) for place, row in concerns),
        answers=answers,
        truth=_truth(truth) if isinstance(truth, dict) else None,
    )
