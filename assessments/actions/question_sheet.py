"""The sheet on which questions travel: its columns, and each row read as a question or as mistakes."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from lms.toolkit.cell_parsers import choice, decimal, narrow, text
from lms.toolkit.spreadsheet import BadCell, CellValue, Column, Limits, Problem, Row, open_workbook, read_table
from lms.toolkit.upload_problem import Text

from ..domain.content import LETTERS, LIMITS, Content, Fault, check
from ..enums import Difficulty, MultipleRule, QuestionKind
from .problems import WHERE, fault_place, fault_text, option_name

LIMIT = Limits(rows=20_100)
# Besides the label: what people in banks write in that column.
KIND_NAMES: dict[str, list[Text]] = {
    QuestionKind.SINGLE: [QuestionKind.SINGLE.label, "单选", "单选题", "单项选择题"],
    QuestionKind.MULTIPLE: [QuestionKind.MULTIPLE.label, "多选", "多选题", "多项选择题"],
    QuestionKind.TRUE_FALSE: [QuestionKind.TRUE_FALSE.label, "判断", "判断题"],
    QuestionKind.NUMERIC: [QuestionKind.NUMERIC.label, "计算", "计算题", "数值题"],
    QuestionKind.FILL_IN: [QuestionKind.FILL_IN.label, "填空", "填空题"],
    QuestionKind.ESSAY: [QuestionKind.ESSAY.label, "简答", "简答题", "论述题", "问答题"],
}
DIFFICULTY_NAMES: dict[int, list[Text]] = {
    Difficulty.EASY: [Difficulty.EASY.label, "易", "容易"],
    Difficulty.MEDIUM: [Difficulty.MEDIUM.label, "中", "中等"],
    Difficulty.HARD: [Difficulty.HARD.label, "难", "困难"],
}
TRUTHS = {"t": True, "true": True, "对": True, "正确": True, "√": True, "是": True}
TRUTHS |= {"f": False, "false": False, "错": False, "错误": False, "×": False, "x": False, "否": False}
# A single choice with several keys, each right by itself: only old question banks have them.
ANY_OF = ("any_of", _("single choice: each of the keys is right"))
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SEPARATORS = re.compile(r"[|｜\n]")


def _code(value: CellValue) -> str:
    code = narrow(str(text(60)(value)))
    if not _CODE.fullmatch(code):
        raise BadCell("code", _("should be letters, digits, hyphens and dots, at most 40"))
    return code


OPTION_KEYS = tuple(f"option_{letter.lower()}" for letter in LETTERS)
COLUMNS: tuple[Column, ...] = (
    Column("code", _("Number"), required=True, parse=_code, aliases=["题号"]),
    Column("kind", WHERE["kind"], required=True, parse=choice(KIND_NAMES)),
    Column("stem", WHERE["stem"], required=True, parse=text(LIMITS["stem"], multiline=True), aliases=["题目"]),
    *(Column(key, option_name(letter), parse=text(LIMITS["option"])) for key, letter in zip(OPTION_KEYS, LETTERS, strict=True)),
    Column("key", WHERE["key"], required=True, parse=text(LIMITS["reference"], multiline=True), aliases=["正确答案", "参考答案"]),
    Column("tolerance", WHERE["tolerance"], parse=decimal(0, places=6)),
    Column("unit", WHERE["unit"], parse=text(LIMITS["unit"])),
    Column("rule", WHERE["rule"], parse=choice([*MultipleRule.choices, ANY_OF])),
    Column("topic", _("Topic code"), required=True, parse=text(40)),
    Column("difficulty", WHERE["difficulty"], required=True, parse=choice(DIFFICULTY_NAMES)),
    Column("points", WHERE["points"], required=True, parse=decimal(places=2)),
    Column("rubric", WHERE["rubric"], parse=text(4000, multiline=True)),
    Column("explanation", WHERE["explanation"], parse=text(LIMITS["explanation"], multiline=True)),
)
HEADERS = {column.key: column.header for column in COLUMNS}


@dataclass(frozen=True)
class SheetQuestion:
    """One row that reads as a question; whether it fits the bank is still to be seen."""

    row: int
    code: str
    topic: str
    content: Content


@dataclass(frozen=True)
class QuestionSheet:
    title: str
    questions: list[SheetQuestion]
    problems: list[Problem]


def read_question_sheet(file: IO[bytes]) -> QuestionSheet:
    """The first visible sheet; raises UploadProblem for a file that is no sound workbook."""
    sheet = open_workbook(file, limits=LIMIT).sheet()
    table = read_table(sheet, COLUMNS, unique=["code"])
    questions, problems = [], list(table.problems)
    for row in table.rows:
        content, faults = _content(row)
        faults = faults or check(content)
        questions.append(SheetQuestion(row.number, row["code"], row["topic"], content))
        problems += [_problem(table.sheet, row, fault) for fault in faults]
    return QuestionSheet(table.sheet, questions, sorted(problems, key=lambda problem: problem.row or 0))


def _problem(sheet: str, row: Row, fault: Fault) -> Problem:
    column = OPTION_KEYS[min(fault.index or 0, len(LETTERS) - 1)] if fault.where == "option" else fault.where
    value = row.values.get(column)
    shown = "" if value is None else str(value)
    return Problem(sheet, row.number, fault_place(fault), fault_text(fault), shown if len(shown) <= 60 else shown[:59] + "…", fault.code)


def problem_at(sheet: str, row: int, key: str, reason: str, value: str = "", code: str = "") -> Problem:
    """A mistake found by looking at the bank rather than at the row."""
    return Problem(sheet, row, str(HEADERS[key]), reason, value, code)


def _content(row: Row) -> tuple[Content, list[Fault]]:
    options = [row[key] or "" for key in OPTION_KEYS]
    while options and not options[-1]:
        options.pop()
    rubric, faults = _rubric(row["rubric"] or "")
    values: dict[str, Any] = {
        "kind": str(row["kind"]),
        "stem": row["stem"],
        "points": row["points"],
        "difficulty": int(row["difficulty"]),
        "options": tuple(options),
        "tolerance": row["tolerance"] or Decimal(0),
        "unit": row["unit"] or "",
        "rule": str(row["rule"] or "") if row["kind"] == QuestionKind.MULTIPLE else "",
        "any_of": row["rule"] == ANY_OF[0] and row["kind"] == QuestionKind.SINGLE,
        "rubric": rubric if row["kind"] == QuestionKind.ESSAY else (),
        "explanation": row["explanation"] or "",
    }
    key, more = _key(str(row["kind"]), row["key"], len(options))
    return Content(**values, **key), [*(faults if row["kind"] == QuestionKind.ESSAY else []), *more]


def _key(kind: str, typed: str, options: int) -> tuple[dict[str, Any], list[Fault]]:
    """The key column, read as this kind of question means it."""
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        letters = re.sub(r"[\s,，、;；/]", "", narrow(typed)).upper()
        if any(letter not in LETTERS[:options] for letter in letters):
            return {}, [Fault("key", "key_outside")]
        return {"correct": frozenset(LETTERS.index(letter) for letter in letters)}, []
    if kind == QuestionKind.TRUE_FALSE:
        return {"truth": TRUTHS.get(narrow(typed).casefold())}, []
    if kind == QuestionKind.NUMERIC:
        try:
            return {"value": Decimal(narrow(typed).replace(",", ""))}, []
        except InvalidOperation:
            return {"value": None}, []
    if kind == QuestionKind.FILL_IN:
        return {"accepted": tuple(part.strip() for part in _SEPARATORS.split(typed) if part.strip())}, []
    return {"reference": typed}, []


def _rubric(typed: str) -> tuple[tuple[tuple[str, Decimal], ...], list[Fault]]:
    """One marking point per line, its points behind a bar: ``存货换算为进价 | 3``."""
    rows: list[tuple[str, Decimal]] = []
    for place, line in enumerate(line for line in typed.split("\n") if line.strip()):
        words, bar, points = line.replace("｜", "|").rpartition("|")
        try:
            rows.append((words.strip(), Decimal(narrow(points)))) if bar else rows.append((line.strip(), Decimal(0)))
        except InvalidOperation:
            return (), [Fault("rubric", "criterion_points", place)]
    return tuple(rows), []


def column_help() -> list[Text]:
    """What stands above the header of a template."""
    return [
        _("One question per row. Numbers must not repeat; a number that the bank already has makes a new version."),
        _("Key: the letters of the right options (B, ACD); T or F; a plain number; accepted answers with | between them."),
        _("For an essay the key is the reference answer, and each line of the marking points ends in | and its points."),
        _("Scoring is for multiple choice only; leave it empty for the usual rule. Difficulty: 1, 2 or 3."),
        _("The topic codes are on the second sheet."),
    ]
